// What the figure of the reader's own data asks of the worker.
import type { OwnName } from '../../model/spec.ts';

/** What the reader's own files turned out to be. */
export interface OwnReport {
  /** What a run on them has as its data. */
  readonly name: OwnName;
  /** Images of each label, 0 to 9. */
  readonly counts: readonly number[];
  /** How many of all are test images. */
  readonly test: number;
  readonly unlabelled: boolean;
  /** They were dark on light, and have been turned over. */
  readonly turned: boolean;
  /** How many were not 28 x 28 and have been scaled. */
  readonly fitted: number;
  /** Some of them from first to last, `[n, 784]` in 0..1, n at most 20. */
  readonly preview: Float32Array;
}

declare module '../../train/protocol.ts' {
  interface Questions {
    /** Files as data of the reader's own, kept for a run on them. Has nothing to do with the network: to be asked for once. */
    readonly 'own-data:files': {
      readonly query: { readonly files: readonly { readonly path: string; readonly blob: Blob }[] };
      readonly answer: OwnReport;
    };
  }
}
