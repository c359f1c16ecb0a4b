// The figures' standing questions: answered when asked, and again in every frame of a run in training.
import { errorMessage } from '../model/error-message.ts';
import { answer, type Asking, type Context } from './answers.ts';
import { messages } from './messages.ts';
import type { Answer, AnswerProgress, Post, Query, Which } from './protocol.ts';

/** Least milliseconds between two words on how far an answer is. */
const TELLING = 100;

export interface Questions {
  /** Asks, changes or (null) drops the question `key`, and answers it. */
  ask(key: string, ticket: number, query: Query | null): Promise<void>;
  /** Answers again all questions about the network, and receives messages between two of them. Ends an earlier round. */
  answerAll(): Promise<void>;
  clear(): void;
}

/** The buffers of an answer, to be transferred: no array of an answer is used elsewhere. */
function buffersOf(given: Answer): Transferable[] {
  return Object.values(given).flatMap((value: unknown) => (ArrayBuffer.isView(value) ? [value.buffer as ArrayBuffer] : []));
}

/** @param contextOf what a question is answered from; `at` for a checkpoint other than the one that is shown */
export function createQuestions(contextOf: (which: Which, at?: number) => Promise<Omit<Context, Asking>>, post: Post): Questions {
  const standing = new Map<string, { readonly ticket: number; readonly query: Query }>();
  /** Rounds of `answerAll`. */
  let round = 0;

  async function give(key: string, ticket: number, query: Query): Promise<void> {
    const own = round;
    // Only the network in training moves on; any question may be changed or dropped meanwhile.
    const dropped = () => standing.get(key)?.ticket !== ticket;
    const late = () => (query.which === 'network' && own !== round) || dropped();
    let next = -Infinity;
    const tell = (progress: AnswerProgress) => {
      if (dropped() || performance.now() < next) return;
      next = performance.now() + TELLING;
      post({ type: 'answering', key, ticket, ...progress });
    };
    try {
      const at = query.kind === 'reconstruct' ? query.at : undefined;
      const given = await answer(query, { ...(await contextOf(query.which, at)), late, dropped, tell });
      if (!late()) post({ type: 'answer', key, ticket, answer: given }, buffersOf(given));
    } catch (error) {
      if (!late()) post({ type: 'refused', key, ticket, message: errorMessage(error) });
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
