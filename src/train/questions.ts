// The figures' standing questions: answered when asked, and again in every frame of a run.
import { answer, type Context } from './answers.ts';
import type { Answer, Event, Query, Which } from './protocol.ts';

export interface Questions {
  /** Asks, changes or (null) drops the question `key`, and answers it. */
  ask(key: string, ticket: number, query: Query | null): Promise<void>;
  /** Answers again all questions about the network. Answers that were under way before no longer count. */
  answerAll(): Promise<void>;
  clear(): void;
}

/** Buffers of an answer: all its arrays are its own. */
function buffersOf(given: Answer): Transferable[] {
  return Object.values(given).flatMap((value: unknown) => (ArrayBuffer.isView(value) ? [value.buffer as ArrayBuffer] : []));
}

/** `post` sends an event about the run at hand; `contextOf` is whom to ask. */
export function createQuestions(
  contextOf: (which: Which) => Promise<Omit<Context, 'wanted'>>,
  post: (event: QuestionEvent, transfer?: Transferable[]) => void,
): Questions {
  const standing = new Map<string, { readonly ticket: number; readonly query: Query }>();
  let round = 0;

  async function give(key: string, ticket: number, query: Query): Promise<void> {
    const own = round;
    // Only of the network: the others stand still.
    const late = () => query.which === 'network' && own !== round;
    const wanted = () => !late() && standing.get(key)?.ticket === ticket;
    try {
      const given = await answer(query, { ...(await contextOf(query.which)), wanted });
      if (!late()) post({ type: 'answer', key, ticket, answer: given }, buffersOf(given));
    } catch (error) {
      if (!late()) post({ type: 'refused', key, ticket, message: error instanceof Error ? error.message : String(error) });
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
      round++;
      for (const [key, { ticket, query }] of [...standing]) if (query.which === 'network') await give(key, ticket, query);
    },
    clear: () => standing.clear(),
  };
}

type WithoutRun<Message> = Message extends { readonly run: number } ? Omit<Message, 'run'> : never;
/** Events as their sender writes them; the run's number is added when they go out. */
export type OwnEvent = WithoutRun<Event>;
export type QuestionEvent = Extract<OwnEvent, { type: 'answer' | 'refused' }>;
