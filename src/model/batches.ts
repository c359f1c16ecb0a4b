// Which images each step trains on: drawn with replacement, from the run's seed and the step alone.
import { random, streamKey } from './random.ts';

/**
 * For its first steps a run draws from the images that arrive first, so that training can begin before all data are there.
 * The rule depends on the step and never on the clock: a run replays exactly, however slow the network was.
 */
export const HEAD_STEPS = 20;

/** Images of each digit that arrive first (the first shard of its training set). */
export const HEAD_PER_DIGIT = 500;

const STREAM = 'batch ';

/** The key of all batches of a seed, which a step's digits go on from: for engines that draw where they compute. */
export const batchesKey = (seed: number) => streamKey(seed, STREAM);

/**
 * How many images a step draws from.
 * @param head how many images the first shards hold
 * @param total how many training images there are
 */
export const poolAt = (step: number, head: number, total: number) => (step < HEAD_STEPS ? Math.min(head, total) : total);

/** Indices `[batch]` of the training images of one step; `head` and `total` as in `poolAt`. */
export function batchIndices(seed: number, step: number, batch: number, head: number, total: number): Int32Array {
  const source = random(seed, `${STREAM}${step}`);
  const pool = poolAt(step, head, total);
  return Int32Array.from({ length: batch }, () => source.below(pool));
}
