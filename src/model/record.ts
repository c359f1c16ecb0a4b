// A recorded run as it lies in public/runs/<name>/: run.json beside four binary files, and decoders at a few moments.
import type { Baselines } from './cost.ts';
import { checkSpec, codeSize, layerShapes, parameterCount, PIXELS, type LayerShape, type ModelSpec, type RunConfig } from './spec.ts';
import { eightBitSize, fromEightBits } from './eight-bit.ts';
import { fromHalves } from './half.ts';

/** `run.json`. The binary files beside it are little-endian:
 * - `encoder.bin`, `decoder.bin`: float16 parameters, in the order of `layerShapes`, cut at the code layer
 * - `codes.bin`: float32 `[moments, watched, code]`, the codes of the watch digits at each moment
 * - `pca.bin`: float32 mean image `[784]`, components `[2, 784]` (unit length, largest variance first), codes `[watched, 2]`
 * - `moments/<step>.bin`: the decoder at that step in 8 bits a parameter (eight-bit.ts); fetched when the reader looks back
 */
export interface RunRecord {
  readonly version: 1;
  readonly name: string;
  readonly config: RunConfig;
  /** Which engine trained it. */
  readonly engine: string;
  /** Median time of one step there, milliseconds. */
  readonly msPerStep: number;
  readonly trainImages: number;
  readonly testImages: number;
  /** Labels of the watch digits. */
  readonly labels: readonly number[];
  /** [step, cost of that step's batch, cost on all test digits or null] */
  readonly costs: readonly (readonly [step: number, cost: number, testCost: number | null])[];
  /** Steps at which codes were kept, about 40, log-spaced, first 0, last the final step. */
  readonly moments: readonly number[];
  /**
   * Those of `moments` whose decoder lies in a file, ascending; absent where none does. Step 0 needs no file, it follows from the
   * seed, and the final step's is `decoder.bin`.
   */
  readonly weightMoments?: readonly number[];
  /** Cost on all test digits with the parameters as stored (16 bits). */
  readonly testCost: number;
  /** The same by digit, in the order of `config.digits`. */
  readonly testCostByDigit: readonly number[];
  /** The same network given test digits with noise; absent in older recordings. */
  readonly underNoise?: UnderNoise;
  readonly baselines: Baselines;
}

/** What noise does to a network: the noise that denoising trains with, on every pixel of all test digits. */
export interface UnderNoise {
  /** Its standard deviation, in intensities. */
  readonly sigma: number;
  /** Cost of the copies against the digits without noise. */
  readonly testCost: number;
  /** Root mean square of the way that a digit's code moves, over that of the codes' distances from their mean. */
  readonly moved: number;
}

/** Checks a parsed run.json; throws a sentence that names the first field that is wrong. */
export function parseRecord(value: unknown): RunRecord {
  const record = value as RunRecord;
  const numbers = (list: unknown, length?: number) =>
    Array.isArray(list) && list.every((each) => Number.isFinite(each)) && (length === undefined || list.length === length);
  const sound = (field: string, holds: boolean) => {
    if (!holds) throw new Error(`run.json: "${field}" is missing or wrong`);
  };
  sound('version', typeof record === 'object' && record !== null && record.version === 1);
  sound('config', typeof record.config === 'object' && numbers(record.config.digits) && Number.isInteger(record.config.seed));
  checkSpec(record.config.spec);
  sound('labels', numbers(record.labels) && record.labels.length <= 500);
  sound('moments', numbers(record.moments) && record.moments.length >= 2 && record.moments.length <= 64);
  const weightMoments: unknown = record.weightMoments ?? [];
  sound(
    'weightMoments',
    numbers(weightMoments) && (weightMoments as number[]).every((step) => step > 0 && record.moments.slice(0, -1).includes(step)),
  );
  sound('costs', Array.isArray(record.costs) && record.costs.every((row) => Array.isArray(row) && row.length === 3));
  sound('testCost', Number.isFinite(record.testCost));
  const { sigma, testCost, moved } = record.underNoise ?? { sigma: 0, testCost: 0, moved: 0 };
  sound('underNoise', numbers([sigma, testCost, moved]));
  sound('testCostByDigit', numbers(record.testCostByDigit, record.config.digits.length));
  sound('baselines', numbers(['zero', 'mean', 'pca1', 'pca2'].map((name) => record.baselines?.[name as keyof RunRecord['baselines']])));
  return record;
}

/** Bytes each binary file must have. */
export function recordFileSizes({ config, labels, moments, weightMoments = [] }: RunRecord): Readonly<Record<RecordFile, number>> {
  const encoder = layerShapes(config.spec)[config.spec.code]!.weightsAt;
  const decoder = eightBitSize(decoderShapes(config.spec));
  return {
    ...Object.fromEntries(weightMoments.map((step) => [momentFile(step), decoder])),
    'encoder.bin': 2 * encoder,
    'decoder.bin': 2 * (parameterCount(config.spec) - encoder),
    'codes.bin': 4 * moments.length * labels.length * codeSize(config.spec),
    'pca.bin': 4 * (3 * PIXELS + 2 * labels.length),
  };
}

export type RecordFile = 'encoder.bin' | 'decoder.bin' | 'codes.bin' | 'pca.bin' | MomentFile;
export type MomentFile = `moments/${number}.bin`;

export function momentFile(step: number): MomentFile {
  return `moments/${step}.bin`;
}

/** The layers of which a moment's file holds the parameters. */
export function decoderShapes(spec: ModelSpec): LayerShape[] {
  return layerShapes(spec).slice(spec.code);
}

/** Parameters `layerShapes` long from the two halves; an absent encoder stays zero. */
export function recordParameters(
  record: RunRecord,
  files: { readonly encoder?: ArrayBuffer; readonly decoder: ArrayBuffer },
): Float32Array {
  const parameters = new Float32Array(parameterCount(record.config.spec));
  if (files.encoder) parameters.set(fromHalves(new Uint16Array(files.encoder)));
  parameters.set(fromHalves(new Uint16Array(files.decoder)), layerShapes(record.config.spec)[record.config.spec.code]!.weightsAt);
  return parameters;
}

/** Parameters `layerShapes` long from a moment's file; the encoder stays zero. */
export function momentParameters(spec: ModelSpec, bytes: ArrayBuffer): Float32Array {
  const parameters = new Float32Array(parameterCount(spec));
  parameters.set(fromEightBits(bytes, decoderShapes(spec)), layerShapes(spec)[spec.code]!.weightsAt);
  return parameters;
}

export interface RecordedPca {
  readonly mean: Float32Array;
  readonly components: Float32Array;
  /** Codes of the watch digits, `[watched, 2]`. */
  readonly codes: Float32Array;
}

/** Reads `pca.bin`. */
export function recordPca(bytes: ArrayBuffer): RecordedPca {
  const all = new Float32Array(bytes);
  return { mean: all.slice(0, PIXELS), components: all.slice(PIXELS, 3 * PIXELS), codes: all.slice(3 * PIXELS) };
}
