// Questions that islands put to a run: the codes once for all that show them, everything else each for itself.
import type { Projection } from '../../model/projection.ts';
import type { Question, Run } from '../../runs/run.ts';
import type { Answer, AnswerOf, AnswerProgress, Kind, QueryOf, Which } from '../../train/protocol.ts';

const own = new WeakMap<HTMLElement, Map<string, Question>>();

/** A question of one island's own, the same each time the island comes into view; dropped when `signal` aborts. */
export function ownQuestion(island: HTMLElement, run: Run, purpose: string, signal: AbortSignal): Question {
  const questions = own.get(island) ?? new Map<string, Question>();
  const question = questions.get(purpose) ?? run.question(purpose);
  questions.set(purpose, question);
  own.set(island, questions);
  signal.addEventListener('abort', () => question.ask(null));
  return question;
}

/** For an answer that takes long. */
interface Patience {
  readonly onProgress?: (progress: AnswerProgress) => void;
  /** Aborts where the reader no longer waits: the question is dropped. */
  readonly signal: AbortSignal;
}

/** Asks once: resolves with the first answer, rejects with a sentence, or with the signal's reason. */
export function askOnce<K extends Kind>(run: Run, query: QueryOf<K>, patience?: Patience): Promise<AnswerOf<K>> {
  const question = run.question(`once ${query.kind}`);
  return new Promise((resolve, reject) => {
    const end = () => {
      stops.forEach((stop) => stop());
      question.dispose();
    };
    const stops = [
      question.$answer.listen((answer) => {
        end();
        resolve(answer as AnswerOf<K>);
      }),
      question.$refusal.listen((message) => {
        if (message === null) return;
        end();
        reject(new Error(message));
      }),
      question.$progress.listen((progress) => progress && patience?.onProgress?.(progress)),
    ];
    patience?.signal.addEventListener('abort', () => {
      end();
      reject(patience.signal.reason as Error);
    });
    question.ask(query);
  });
}

const shared = new Map<string, { readonly question: Question; followers: number }>();

/**
 * Calls back with the codes of the watch digits `[500, 2]`, now and whenever the network changes, until `signal` aborts; and with
 * what the plane shows of them.
 */
export function followCodes(
  run: Run,
  which: Which,
  signal: AbortSignal,
  listener: (codes: Float32Array, projection: Projection) => void,
): void {
  const key = `codes:${which}`;
  const name = `${run.name} ${key}`;
  const codes = shared.get(name) ?? { question: run.question(key), followers: 0 };
  shared.set(name, codes);
  if (codes.followers++ === 0) codes.question.ask({ kind: 'codes', which });
  const stop = codes.question.$answer.subscribe((answer) => {
    if (answer?.kind === 'codes') listener(answer.codes, answer.projection);
  });
  signal.addEventListener('abort', () => {
    stop();
    if (--codes.followers === 0) codes.question.ask(null);
  });
}

/** The answer, where it is of this kind. */
export function answerOf<K extends Kind>(answer: Answer | null, kind: K): AnswerOf<K> | undefined {
  return answer?.kind === kind ? (answer as AnswerOf<K>) : undefined;
}
