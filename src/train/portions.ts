// Long work in the worker, a portion at a time, with messages received in between.
import { messages } from './messages.ts';

/** Items of the first portion; a portion that takes less than `SHORT` milliseconds doubles the next. */
const FIRST = 16;
const SHORT = 20;

/**
 * Works through `count` items in order. Throws a sentence once `late` says that the result is no longer wanted.
 * @param work is called for items `from` to `to`, exclusive
 */
export async function inPortions(count: number, late: () => boolean, work: (from: number, to: number) => Promise<void>): Promise<void> {
  for (let from = 0, size = FIRST; from < count;) {
    const before = performance.now();
    const to = Math.min(from + size, count);
    await work(from, to);
    if (performance.now() - before < SHORT) size *= 2;
    from = to;
    await messages();
    if (late()) throw new Error('The network has moved on, or the question was dropped.');
  }
}
