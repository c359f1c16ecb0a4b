// Who computes a step: this thread alone, threads that share its memory, or workers that are sent their part of the batch.
import type { Lane } from './lane.ts';

export interface Crew {
  /** How the work is shared, in words for the reader. */
  readonly words: string;
  /** The gradient of the cost of the batch whose bytes are in place, and the squared error of each image. `key`: of the step's noise. */
  gradient(key: number): Promise<void> | void;
  update(rate: number, correction: number): void;
  /** The squared errors of the first `count` images whose bytes are in place. */
  measure(count: number): Promise<void> | void;
  dispose(): void;
}

export function createAlone(lane: Lane, batch: number): Crew {
  return {
    words: '1 thread',
    gradient(key) {
      lane.propagate(batch, true, key);
      lane.gradient(batch);
    },
    update: (rate, correction) => lane.update(rate, correction),
    measure: (count) => lane.propagate(count, false),
    dispose() {},
  };
}
