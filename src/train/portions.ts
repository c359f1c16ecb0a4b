// Long work in the worker a portion at a time, so that messages come in between.
import { messages } from './messages.ts';

/** Things of the first portion, and milliseconds that are short enough for twice as many in the next. */
const FIRST = 16;
const SHORT = 20;

/**
 * Works through `count` things in order. Throws once nobody wants the result any more.
 * @param work on things `from` to `to`
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
