// A recorded run as it lies in public/runs/<name>/: run.json beside four binary files, and decoders at a few steps, its checkpoints.
import { isSetName } from '../data/sets/index.ts';
import type { Baselines, CostRow } from './cost.ts';
import { Fields, isNumber } from './fields.ts';
import {
  ACTIVATIONS,
  checkSpec,
  codeSize,
  layerShapes,
  parameterCount,
  PIXELS,
  type Activation,
  type Init,
  type LayerShape,
  type ModelSpec,
  type RunConfig,
  type TrainConfig,
} from './spec.ts';
import { VARIANT_KINDS } from './variants/index.ts';
import { eightBitSize, fromEightBits } from './eight-bit.ts';
import { fromHalves } from './half.ts';

/** `run.json`. The binary files beside it are little-endian:
 * - `encoder.bin`, `decoder.bin`: float16 parameters, in the order of `layerShapes`, cut at the code layer
 * - `codes.bin`: float32 `[codeSteps, watched, code]`, the codes of the watch digits at each of `codeSteps`
 * - `pca.bin`: float32 mean image `[784]`, components `[2, 784]` (unit length, largest variance first), codes `[watched, 2]`
 * - `checkpoints/<step>.bin`: the decoder at that step in 8 bits a parameter (eight-bit.ts); fetched when the reader looks back
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
  readonly costs: readonly CostRow[];
  /** Steps at which codes were kept, about 40, log-spaced, first 0, last the final step. */
  readonly codeSteps: readonly number[];
  /**
   * Those of `codeSteps` whose decoder lies in a file, ascending; absent where none does. Step 0 needs no file, it follows from the
   * seed, and the final step's is `decoder.bin`.
   */
  readonly checkpoints?: readonly number[];
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

const isCostRow = (row: unknown): row is CostRow =>
  Array.isArray(row) && row.length === 3 && isNumber(row[0]) && isNumber(row[1]) && (row[2] === null || isNumber(row[2]));
const isCosts = (rows: unknown): rows is readonly CostRow[] => Array.isArray(rows) && rows.every(isCostRow);
const isActivations = (list: unknown): list is readonly Activation[] =>
  Array.isArray(list) && list.every((name) => ACTIVATIONS.includes(name as Activation));

export function parseSpec(fields: Fields): ModelSpec {
  const spec = { units: fields.numbers('units'), activations: fields.value('activations', isActivations), code: fields.whole('code') };
  if (!fields.has('variant')) return checkSpec(spec);
  const variant = fields.fields('variant');
  return checkSpec({ ...spec, variant: { kind: variant.oneOf('kind', VARIANT_KINDS), level: variant.number('level') } });
}

function parseInit(fields: Fields): Init {
  const kind = fields.oneOf('kind', ['normal', 'fan-in', 'zero']);
  return kind === 'normal' ? { kind, sigma: fields.number('sigma') } : { kind };
}

function parseTrain(fields: Fields): TrainConfig {
  const [schedule, adam] = [fields.fields('schedule'), fields.fields('adam')];
  const kind = schedule.oneOf('kind', ['constant', 'cosine']);
  return {
    batch: fields.whole('batch', 1),
    steps: fields.whole('steps', 1),
    learningRate: fields.number('learningRate'),
    schedule: kind === 'constant' ? { kind } : { kind, warmup: schedule.whole('warmup'), steps: schedule.whole('steps', 1) },
    adam: {
      beta1: adam.number('beta1'),
      beta2: adam.number('beta2'),
      epsilon: adam.number('epsilon'),
      nesterov: adam.value('nesterov', (value) => typeof value === 'boolean'),
    },
    weights: parseInit(fields.fields('weights')),
    biases: parseInit(fields.fields('biases')),
  };
}

function parseConfig(fields: Fields): RunConfig {
  return {
    data: fields.value('data', (name) => typeof name === 'string' && isSetName(name)),
    digits: fields.numbers('digits'),
    spec: parseSpec(fields.fields('spec')),
    train: parseTrain(fields.fields('train')),
    seed: fields.whole('seed'),
  };
}

/** Reads a parsed run.json. Throws a sentence that names the first field that is wrong; fields that it does not know are left out. */
export function parseRecord(value: unknown): RunRecord {
  const fields = new Fields(value, 'run.json');
  const config = parseConfig(fields.fields('config'));
  const codeSteps = fields.numbers('codeSteps', ({ length }) => length >= 2 && length <= 64);
  const inside = (steps: readonly number[]) => steps.every((step) => step > 0 && codeSteps.slice(0, -1).includes(step));
  const noise = fields.has('underNoise') ? fields.fields('underNoise') : undefined;
  const baselines = fields.fields('baselines');
  return {
    version: fields.value('version', (version) => version === 1),
    name: fields.text('name'),
    config,
    engine: fields.text('engine'),
    msPerStep: fields.number('msPerStep'),
    trainImages: fields.whole('trainImages'),
    testImages: fields.whole('testImages'),
    labels: fields.numbers('labels', ({ length }) => length <= 500),
    costs: fields.value('costs', isCosts),
    codeSteps,
    ...(fields.has('checkpoints') && { checkpoints: fields.numbers('checkpoints', inside) }),
    testCost: fields.number('testCost'),
    testCostByDigit: fields.numbers('testCostByDigit', ({ length }) => length === config.digits.length),
    ...(noise && { underNoise: { sigma: noise.number('sigma'), testCost: noise.number('testCost'), moved: noise.number('moved') } }),
    baselines: {
      zero: baselines.number('zero'),
      mean: baselines.number('mean'),
      pca1: baselines.number('pca1'),
      pca2: baselines.number('pca2'),
    },
  };
}

/** Bytes each binary file must have. */
export function recordFileSizes({ config, labels, codeSteps, checkpoints = [] }: RunRecord): Readonly<Record<RecordFile, number>> {
  const encoder = layerShapes(config.spec)[config.spec.code]!.weightsAt;
  const decoder = eightBitSize(decoderShapes(config.spec));
  return {
    ...Object.fromEntries(checkpoints.map((step) => [checkpointFile(step), decoder])),
    'encoder.bin': 2 * encoder,
    'decoder.bin': 2 * (parameterCount(config.spec) - encoder),
    'codes.bin': 4 * codeSteps.length * labels.length * codeSize(config.spec),
    'pca.bin': 4 * (3 * PIXELS + 2 * labels.length),
  };
}

export type RecordFile = 'encoder.bin' | 'decoder.bin' | 'codes.bin' | 'pca.bin' | CheckpointFile;
export type CheckpointFile = `checkpoints/${number}.bin`;

export function checkpointFile(step: number): CheckpointFile {
  return `checkpoints/${step}.bin`;
}

/** The layers of which a checkpoint's file holds the parameters. */
export function decoderShapes(spec: ModelSpec): LayerShape[] {
  return layerShapes(spec).slice(spec.code);
}

/** Parameters `[n]`, as `layerShapes` lays them out, from the two halves; an absent encoder stays zero. */
export function recordParameters(
  record: RunRecord,
  files: { readonly encoder?: ArrayBuffer; readonly decoder: ArrayBuffer },
): Float32Array {
  const parameters = new Float32Array(parameterCount(record.config.spec));
  if (files.encoder) parameters.set(fromHalves(new Uint16Array(files.encoder)));
  parameters.set(fromHalves(new Uint16Array(files.decoder)), layerShapes(record.config.spec)[record.config.spec.code]!.weightsAt);
  return parameters;
}

/** Parameters `[n]`, as `layerShapes` lays them out, from a checkpoint's file; the encoder stays zero. */
export function checkpointParameters(spec: ModelSpec, bytes: ArrayBuffer): Float32Array {
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
