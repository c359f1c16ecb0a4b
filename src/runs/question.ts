// One standing question: at most one request under way, and only the latest change kept behind it.
import { atom, type ReadableAtom } from 'nanostores';
import type { Answer, Event, Query } from '../train/protocol.ts';

export interface QuestionState {
  readonly $answer: ReadableAtom<Answer | null>;
  readonly $refusal: ReadableAtom<string | null>;
  ask(query: Query | null): void;
  /** The run began anew: asks the present query of it. */
  askAgain(): void;
  hear(event: Extract<Event, { type: 'answer' | 'refused' }>): void;
}

/** `post` sends the query; a dragged point asks sixty times a second, and a slow network answers when it can. */
export function createQuestion(post: (ticket: number, query: Query | null) => void): QuestionState {
  const $answer = atom<Answer | null>(null);
  const $refusal = atom<string | null>(null);
  let query: Query | null = null;
  let asked = 0;
  let pending = false;
  let stale = false;

  function send(): void {
    asked++;
    pending = query !== null;
    stale = false;
    post(asked, query);
  }

  return {
    $answer,
    $refusal,
    ask(next) {
      query = next;
      if (pending && next !== null) stale = true;
      else send();
    },
    askAgain() {
      if (query) send();
    },
    hear(event) {
      if (event.ticket !== asked || query === null) return;
      pending = false;
      $refusal.set(event.type === 'refused' ? event.message : null);
      if (event.type === 'answer') $answer.set(event.answer);
      if (stale) send();
    },
  };
}
