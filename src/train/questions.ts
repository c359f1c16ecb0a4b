// The figures' standing questions: answered when asked, and again in every frame of a run.
import { answer, type Context } from './answers.ts';
import { messages } from './messages.ts';
import type { Answer, Event, Query, Which } from './protocol.ts';

export interface Questions {
  /** Asks, changes or (null) drops the question `key`, and answers it. */
  ask(key: string, ticket: number, query: Query | null): Promise<void>;
  /**
   * Answers again all questions about the network, letting messages in between two of them. Answers that were under way before no
   * longer count, and those that had not begun are left to this round.
   */
  answerAll(): Promise<void>;
  clear(): void;
}

/** Buffers of an answer: all its arrays are its own. */
function buffersOf(given: Answer): Transferable[] {
  return Object.values(given).flatMap((value: unknown) => (ArrayBuffer.isView(value) ? [value.buffer as ArrayBuffer] : []));
}

/**
 * `post` sends an event about the run at hand.
 * @param contextOf whom to ask; `at` for a moment other than the one looked at
 */
export function createQuestions(
  contextOf: (which: Which, at?: number) => Promise<Omit<Context, 'late'>>,
  post: (event: QuestionEvent, transfer?: Transferable[]) => void,
): Questions {
  const standing = new Map<string, { readonly ticket: number; readonly query: Query }>();
  let round = 0;

  async function give(key: string, ticket: number, query: Query): Promise<void> {
    const own = round;
    // The network moves on, the others stand still; and any question may be changed or dropped meanwhile.
    const late = () => (query.which === 'network' && own !== round) || standing.get(key)?.ticket !== ticket;
    try {
      const at = query.kind === 'reconstruct' ? query.at : undefined;
      const given = await answer(query, { ...(await contextOf(query.which, at)), late });
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
      const own = ++round;
      for (const key of [...standing.keys()]) {
        await messages();
        if (own !== round) return;
        const asked = standing.get(key);
        if (asked?.query.which === 'network') await give(key, asked.ticket, asked.query);
      }
    },
    clear: () => standing.clear(),
  };
}

type WithoutRun<Message> = Message extends { readonly run: number } ? Omit<Message, 'run'> : never;
/** Events as their sender writes them; the run's number is added when they go out. */
export type OwnEvent = WithoutRun<Event>;
export type QuestionEvent = Extract<OwnEvent, { type: 'answer' | 'refused' }>;
