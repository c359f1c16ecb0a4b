// Questions that islands put to a run: the codes once for all that show them, everything else each for itself.
import type { Question, Run } from '../runs/run.ts';
import type { Answer, Which } from '../train/protocol.ts';

const islands = new WeakMap<HTMLElement, number>();
let count = 0;

/** A question of one island's own, dropped when `signal` aborts. */
export function ownQuestion(island: HTMLElement, run: Run, purpose: string, signal: AbortSignal): Question {
  const number = islands.get(island) ?? ++count;
  islands.set(island, number);
  const question = run.question(`${purpose}-${number}`);
  signal.addEventListener('abort', () => question.ask(null));
  return question;
}

const followers = new Map<string, number>();

/** Calls back with the codes of the watch digits `[500, 2]`, now and whenever the network changes, until `signal` aborts. */
export function followCodes(run: Run, which: Which, signal: AbortSignal, listener: (codes: Float32Array) => void): void {
  const key = `codes:${which}`;
  const name = `${run.name} ${key}`;
  const question = run.question(key);
  const others = followers.get(name) ?? 0;
  followers.set(name, others + 1);
  if (others === 0) question.ask({ kind: 'codes', which });
  const stop = question.$answer.subscribe((answer) => {
    if (answer) listener(answer.codes);
  });
  signal.addEventListener('abort', () => {
    stop();
    const left = followers.get(name)! - 1;
    followers.set(name, left);
    if (left === 0) question.ask(null);
  });
}

/** The answer, where it is of this kind. */
export function answerOf<K extends Answer['kind']>(answer: Answer | null, kind: K): Extract<Answer, { kind: K }> | undefined {
  return answer?.kind === kind ? (answer as Extract<Answer, { kind: K }>) : undefined;
}
