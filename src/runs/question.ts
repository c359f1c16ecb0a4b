// The standing questions of the figures: each has at most one request under way, and only the latest change kept behind it.
import { atom, batch, type ReadableAtom } from 'nanostores';
import type { Answer, AnswerProgress, Event, OwnCommand, Query } from '../train/protocol.ts';

/** A standing question about the run: asked again by itself whenever the network changes. */
export interface Question {
  readonly $answer: ReadableAtom<Answer | null>;
  /** Why the latest question could not be answered, in a sentence; null where it was. */
  readonly $refusal: ReadableAtom<string | null>;
  /** How far the answer is that is under way; null where nothing is known of it. */
  readonly $progress: ReadableAtom<AnswerProgress | null>;
  /** Asks, or changes, the question; null drops it. While an answer is under way only the latest change is kept. */
  ask(query: Query | null): void;
  /** Drops the question for good, and its answer with it. */
  dispose(): void;
}

interface Pending extends Omit<Question, 'dispose'> {
  /** Asks the present query of a run that has just begun. */
  askAgain(): void;
  hear(event: Extract<Event, { type: 'answer' | 'answering' | 'refused' }>): void;
}

/** `post` sends the query; a dragged point asks sixty times a second, and a slow network answers when it can. */
function createQuestion(post: (ticket: number, query: Query | null) => void): Pending {
  const $answer = atom<Answer | null>(null);
  const $refusal = atom<string | null>(null);
  const $progress = atom<AnswerProgress | null>(null);
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
    $progress,
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
      if (event.type === 'answering') return $progress.set(event);
      pending = false;
      batch(() => {
        $progress.set(null);
        $refusal.set(event.type === 'refused' ? event.message : null);
        if (event.type === 'answer') $answer.set(event.answer);
      });
      if (stale) send();
    },
  };
}

export interface Questions {
  /** A new question. `purpose` is the readable part of its key. */
  add(purpose: string): Question;
  hear(event: Extract<Event, { type: 'answer' | 'answering' | 'refused' }>): void;
  /** Asks all of a run that has just begun. */
  askAgain(): void;
}

/** `open` opens the run where that has not been done: the first question does. */
export function createQuestions(tell: (command: OwnCommand) => void, open: () => void): Questions {
  const questions = new Map<string, Pending>();
  let made = 0;
  return {
    add(purpose) {
      const key = `${purpose} ${made++}`;
      const question = createQuestion((ticket, query) => tell({ type: 'ask', key, ticket, query }));
      questions.set(key, question);
      return {
        $answer: question.$answer,
        $refusal: question.$refusal,
        $progress: question.$progress,
        ask(query) {
          open();
          question.ask(query);
        },
        dispose() {
          question.ask(null);
          questions.delete(key);
        },
      };
    },
    hear: (event) => questions.get(event.key)?.hear(event),
    askAgain: () => questions.forEach((question) => question.askAgain()),
  };
}
