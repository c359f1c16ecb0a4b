// A recorded run as it lies in public/runs/<name>/: run.json beside three binary files.
import type { RunConfig } from './spec.ts';

/** `run.json`. The binary files beside it are little-endian:
 * - `encoder.bin`, `decoder.bin`: float16 parameters, in the order of `layerShapes`, cut at the code layer
 * - `codes.bin`: float32 `[moments, watched, code]`, the codes of the watch digits at each moment
 * - `pca.bin`: float32 mean image `[784]`, then components `[2, 784]` (unit length, largest variance first)
 */
export interface RunRecord {
  readonly version: 1;
  readonly name: string;
  readonly config: RunConfig;
  /** Which engine trained it and how long one step took there (milliseconds, median). */
  readonly engine: string;
  readonly msPerStep: number;
  readonly trainImages: number;
  readonly testImages: number;
  /** Labels of the watch digits. */
  readonly labels: readonly number[];
  /** [step, cost of that step's batch, cost on all test digits or null] */
  readonly costs: readonly (readonly [number, number, number | null])[];
  /** Steps at which codes were kept, about 40, log-spaced, first 0, last the final step. */
  readonly moments: readonly number[];
  /** Cost on all test digits with the parameters as stored (16 bits). */
  readonly testCost: number;
  /** The same by digit, in the order of `config.digits`. */
  readonly testCostByDigit: readonly number[];
  readonly baselines: { readonly zero: number; readonly mean: number; readonly pca1: number; readonly pca2: number };
}
