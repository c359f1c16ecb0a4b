// What differs from step to step, laid out for the graphics processor: one record a job, many records an upload.
import { adamFactors } from '../../../model/adam.ts';
import type { TrainConfig } from '../../../model/spec.ts';

interface Work {
  /** Its cost in time, a training step being 1. */
  readonly work: number;
  /** How many images. */
  readonly rows: number;
  /** The set that its images are from, bytes `[n, 784]`. */
  readonly images: Uint8Array;
  /** Where the cost goes, if it is wanted. */
  readonly pending: PendingCost | undefined;
}

/** A training step. Its images are drawn on the device. */
export interface Step extends Work {
  readonly kind: 'step';
  /** Counted from 0. */
  readonly step: number;
  /** It draws from the first so many images of the set. */
  readonly pool: number;
  readonly learningRate: number;
  /** Key of its noise (model/random.ts). */
  readonly noise: number;
}

/** A stretch of images, from `first` on, that is only scored. */
export interface Score extends Work {
  readonly kind: 'score';
  readonly first: number;
}

export type Job = Step | Score;

/** A mean cost that is waited for: a sum over one job or several, divided by how many numbers were compared. */
export interface PendingCost {
  /** Jobs whose part is still to come. */
  jobs: number;
  readonly numbers: number;
  sum: number;
  readonly resolve: (cost: number) => void;
  readonly reject: (error: Error) => void;
}

/** Bytes of a record: dynamic offsets must be multiples of this many, WebGPU's default limit. kernels/job.wgsl has its words. */
export const RECORD = 256;
/** Most records of one submission. */
export const JOBS = 256;

export interface JobBuffer {
  readonly bytes: ArrayBuffer;
  /** Writes record `at`, its cost to go to `slot` of the results. */
  write(at: number, job: Job, slot: number): void;
}

export function createJobBuffer({ adam }: TrainConfig): JobBuffer {
  const bytes = new ArrayBuffer(RECORD * JOBS);
  const words = new Uint32Array(bytes);
  const floats = new Float32Array(bytes);
  return {
    bytes,
    write(at, job, slot) {
      const head = (at * RECORD) / 4;
      words.set([job.rows, slot], head);
      if (job.kind === 'score') {
        words.set([0, job.first], head + 2);
        return;
      }
      floats[head + 2] = 1;
      words[head + 3] = at * job.rows;
      // In float64, where 1 - beta2^step keeps its digits.
      const { mean, gradient, square } = adamFactors(adam, job.learningRate, job.step + 1);
      floats.set([mean, gradient, square], head + 4);
      words.set([job.noise, job.step, job.pool], head + 7);
    },
  };
}
