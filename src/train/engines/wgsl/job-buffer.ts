// What differs from step to step, laid out for the graphics processor: one record a job, many records an upload.
import { adamFactors } from '../../../model/adam.ts';
import type { TrainConfig } from '../../../model/spec.ts';

/** A training step, or a stretch of images that is only scored. */
export interface Job {
  readonly kind: 'step' | 'score';
  /** Its cost in time, a training step being 1. */
  readonly work: number;
  /** Indices of its images in `images`. */
  readonly indices: () => ArrayLike<number>;
  /** The set that its images are from, bytes `[n, 784]`. */
  readonly images: Uint8Array;
  /** Adam's learning rate and the number of the step, counted from 1. Unused in a score. */
  readonly learningRate: number;
  readonly update: number;
  /** Key of the step's noise (model/random.ts). Unused in a score. */
  readonly noise: number;
  /** Where the cost goes, if it is wanted. */
  readonly pending: PendingCost | undefined;
}

/** A mean cost that is waited for: a sum over one job or several, divided by how many numbers were compared. */
export interface PendingCost {
  /** Jobs whose part is still to come. */
  jobs: number;
  readonly numbers: number;
  sum: number;
  readonly resolve: (cost: number) => void;
  readonly reject: (error: Error) => void;
}

/** Dynamic offsets must be multiples of this many bytes, WebGPU's default limit. */
const ALIGNMENT = 256;
/** Words before the indices: see kernels/job.wgsl. */
const HEAD = 7;
/** Most bytes of records that one submission holds. */
const LARGEST = 1 << 20;

export interface JobBuffer {
  /** Bytes of one record. */
  readonly record: number;
  /** Most records of one submission. */
  readonly jobs: number;
  readonly bytes: ArrayBuffer;
  /** Writes record `at`, its cost to go to `slot` of the results; returns the indices it wrote. */
  write(at: number, job: Job, slot: number): ArrayLike<number>;
}

/** @param rows most images of a job */
export function createJobBuffer(rows: number, { adam }: TrainConfig): JobBuffer {
  const record = Math.ceil((4 * (HEAD + rows)) / ALIGNMENT) * ALIGNMENT;
  const jobs = Math.max(1, Math.min(256, Math.floor(LARGEST / record)));
  const bytes = new ArrayBuffer(record * jobs);
  const words = new Uint32Array(bytes);
  const floats = new Float32Array(bytes);
  return {
    record,
    jobs,
    bytes,
    write(at, job, slot) {
      const indices = job.indices();
      const head = (at * record) / 4;
      words[head] = indices.length;
      words[head + 1] = slot;
      // In float64, where 1 - beta2^step keeps its digits.
      const { mean, gradient, square } = adamFactors(adam, job.learningRate, job.update);
      floats.set([mean, gradient, square], head + 2);
      words[head + 5] = job.noise;
      floats[head + 6] = job.kind === 'step' ? 1 : 0;
      words.set(indices, head + HEAD);
      return indices;
    },
  };
}
