// Who computes a step: this thread alone, threads that share its memory, or workers that are sent their part of the batch.
import type { AdamFactors } from '../../../model/adam.ts';
import type { ThreadKernels } from './thread-kernels.ts';

export interface ThreadPool {
  /** How the work is divided, in words for the reader. */
  readonly words: string;
  /** The gradient of the cost of the batch whose bytes are in place, and the squared error of each image. `key`: of the step's noise. */
  gradient(key: number): Promise<void> | void;
  /** Adam on all parameters. */
  update(factors: AdamFactors): void;
  /** The squared errors of the first `count` images whose bytes are in place. */
  measure(count: number): Promise<void> | void;
  dispose(): void;
}

/** This thread alone. */
export function createSingle(kernels: ThreadKernels, batch: number): ThreadPool {
  return {
    words: '1 thread',
    gradient(key) {
      kernels.propagate(batch, true, key);
      kernels.gradient(batch);
    },
    update: (factors) => kernels.update(factors),
    measure: (count) => kernels.propagate(count, false),
    dispose() {},
  };
}
