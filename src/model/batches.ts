// Which images each step trains on: drawn with replacement, from the run's seed and the step alone.
import { random } from './random.ts';

/**
 * For its first steps a run draws from the images that arrive first, so that training can begin before all data are there.
 * The rule depends on the step and never on the clock: a run replays exactly, however slow the network was.
 */
export const HEAD_STEPS = 20;

/** Images of each digit that arrive first (the first shard of its training set). */
export const HEAD_PER_DIGIT = 500;

/**
 * Indices `[batch]` of the training images of one step.
 * @param head how many images the first shards hold: steps before HEAD_STEPS draw below it
 * @param total how many training images there are: later steps draw below it
 */
export function batchIndices(seed: number, step: number, batch: number, head: number, total: number): Int32Array {
  const source = random(seed, `batch ${step}`);
  const pool = step < HEAD_STEPS ? Math.min(head, total) : total;
  return Int32Array.from({ length: batch }, () => source.below(pool));
}
