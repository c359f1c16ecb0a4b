// The figures' standing questions: answered when asked, and again in every frame of a run.
import type { Answer, Event, Query, Which } from './protocol.ts';
import { answer, type View } from './view.ts';

export interface Questions {
  /** Asks, changes or (null) drops the question `key`, and answers it. */
  ask(key: string, ticket: number, query: Query | null): Promise<void>;
  /** Answers every question again. */
  answerAll(): Promise<void>;
  clear(): void;
}

export interface Asked {
  viewOf(which: Which): Promise<View>;
  stepOf(which: Which): number;
  watched(): Promise<Float32Array | undefined>;
}

/** Buffers of an answer that may be given away. */
function buffersOf(given: Answer): Transferable[] {
  if (given.kind === 'codes') return [given.codes.buffer];
  if (given.kind === 'decode') return [given.images.buffer];
  return [given.codes.buffer, given.reconstructions.buffer, ...(given.images ? [given.images.buffer] : [])];
}

/** `post` sends an event about the run at hand; `asked` is whom to ask. */
export function createQuestions(asked: Asked, post: (event: QuestionEvent, transfer?: Transferable[]) => void): Questions {
  const standing = new Map<string, { readonly ticket: number; readonly query: Query }>();

  async function give(key: string, ticket: number, query: Query): Promise<void> {
    try {
      const given = await answer(query, await asked.viewOf(query.which), asked.stepOf(query.which), asked.watched);
      post({ type: 'answer', key, ticket, answer: given }, buffersOf(given));
    } catch (error) {
      post({ type: 'refused', key, ticket, message: error instanceof Error ? error.message : String(error) });
    }
  }

  return {
    async ask(key, ticket, query) {
      if (query === null) {
        standing.delete(key);
        return;
      }
      standing.set(key, { ticket, query });
      await give(key, ticket, query);
    },
    async answerAll() {
      // PCA does not train: its answers stay true.
      for (const [key, { ticket, query }] of [...standing]) if (query.which === 'network') await give(key, ticket, query);
    },
    clear: () => standing.clear(),
  };
}

type WithoutRun<Message> = Message extends { readonly run: number } ? Omit<Message, 'run'> : never;
/** Events as their sender writes them; the run's number is added when they go out. */
export type OwnEvent = WithoutRun<Event>;
export type QuestionEvent = Extract<OwnEvent, { type: 'answer' | 'refused' }>;
