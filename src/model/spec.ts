// What a model is: its layers, how it starts and how it is trained, all as plain JSON.
import type { SetName } from '../data/sets/index.ts';
import { PIXELS } from './image-size.ts';
import { checkVariant, VARIANTS, variantAt, type Variant } from './variants/index.ts';

export { PIXELS, SIDE } from './image-size.ts';

export type Activation = 'tanh' | 'relu' | 'sigmoid' | 'linear';
export const ACTIVATIONS: readonly Activation[] = ['tanh', 'relu', 'sigmoid', 'linear'];

/** A chain of dense layers. Dense layer k maps `units[k]` to `units[k + 1]` and applies `activations[k]`. */
export interface ModelSpec {
  /** Unit counts from input to output, e.g. [784, 500, 300, 2, 300, 500, 784]. */
  readonly units: readonly number[];
  /** One per dense layer: `units.length - 1` of them. */
  readonly activations: readonly Activation[];
  /** Index into `units` of the code layer (3 for the notebook's network). */
  readonly code: number;
  /** Plain where absent. */
  readonly variant?: Variant;
}

/** How a tensor starts: normal with mean 0, or all zeros. `fan-in` is sigma = 1 / sqrt(inputs of the layer). */
export type Init = { readonly kind: 'normal'; readonly sigma: number } | { readonly kind: 'fan-in' } | { readonly kind: 'zero' };

/** Learning rate over steps: constant, or linear warm-up from 0 then a half cosine down to 0 at `steps`. */
export type Schedule = { readonly kind: 'constant' } | { readonly kind: 'cosine'; readonly warmup: number; readonly steps: number };

export interface TrainConfig {
  /** Images per batch, drawn with replacement. */
  readonly batch: number;
  /** The run stops by itself after this many steps (iterations). */
  readonly steps: number;
  /** Adam's learning rate (the peak, where a schedule changes it). */
  readonly learningRate: number;
  readonly schedule: Schedule;
  /** Adam, or with `nesterov` Nadam (model/adam.ts). */
  readonly adam: { readonly beta1: number; readonly beta2: number; readonly epsilon: number; readonly nesterov: boolean };
  readonly weights: Init;
  readonly biases: Init;
}

/** The reader's own images, by a hash of them: other images are other data. */
export type OwnName = `own-${string}`;
export type DataName = SetName | OwnName;

export const isOwn = (name: string): name is OwnName => name.startsWith('own-');

/** Everything that decides a run. Two equal RunConfigs start alike and draw the same batches in every engine. */
export interface RunConfig {
  readonly data: DataName;
  /** Which digits are trained on and tested with, ascending. */
  readonly digits: readonly number[];
  readonly spec: ModelSpec;
  readonly train: TrainConfig;
  readonly seed: number;
}

/** One dense layer's place in the flat parameter buffer: weights `[inputs, outputs]` row-major, then biases `[outputs]`. */
export interface LayerShape {
  readonly inputs: number;
  readonly outputs: number;
  readonly activation: Activation;
  readonly weightsAt: number;
  readonly biasesAt: number;
}

export function variantOf(spec: ModelSpec): Variant {
  return spec.variant ?? variantAt('plain');
}

/**
 * The dense layers of a spec, with offsets into one flat Float32Array of `parameterCount(spec)` numbers.
 * The last layer of the encoder has as many outputs for each unit of the code as the variant asks for (variational: two).
 */
export function layerShapes(spec: ModelSpec): LayerShape[] {
  const shapes: LayerShape[] = [];
  const { columns } = VARIANTS[variantOf(spec).kind];
  let at = 0;
  for (let k = 0; k + 1 < spec.units.length; k++) {
    const inputs = spec.units[k]!;
    const outputs = spec.units[k + 1]! * (k + 1 === spec.code ? columns : 1);
    shapes.push({ inputs, outputs, activation: spec.activations[k]!, weightsAt: at, biasesAt: at + inputs * outputs });
    at += inputs * outputs + outputs;
  }
  return shapes;
}

/** How many numbers the network learns (1,087,586 for the notebook's). */
export function parameterCount(spec: ModelSpec): number {
  return layerShapes(spec).reduce((sum, shape) => sum + (shape.inputs + 1) * shape.outputs, 0);
}

/**
 * Multiplications and additions of one training step, in GFLOP: forward, gradients of the weights, and gradients of the inputs of all
 * layers but the first. The optimizer's are not counted.
 */
export function gflopPerStep(spec: ModelSpec, batch: number): number {
  const products = layerShapes(spec).map(({ inputs, outputs }) => inputs * outputs);
  const sum = products.reduce((a, b) => a + b, 0);
  return (2 * batch * (3 * sum - products[0]!)) / 1e9;
}

/** Units of the code layer: how many numbers are left of a digit. */
export function codeSize(spec: ModelSpec): number {
  return spec.units[spec.code]!;
}

/** Throws a sentence that names the first thing wrong with a spec; returns it otherwise. */
export function checkSpec(spec: ModelSpec): ModelSpec {
  const { units, activations, code } = spec;
  if (units.length < 3 || units.length > 16) throw new Error(`units must list 3 to 16 layers, not ${units.length}`);
  for (const count of units) {
    if (!Number.isInteger(count) || count < 1 || count > 4096) throw new Error(`a layer must have 1 to 4096 units, not ${count}`);
  }
  if (units[0] !== PIXELS || units.at(-1) !== PIXELS) throw new Error(`the first and last layer must have ${PIXELS} units, one a pixel`);
  if (activations.length !== units.length - 1)
    throw new Error(`${units.length - 1} dense layers need as many activations, not ${activations.length}`);
  for (const name of activations) {
    if (!ACTIVATIONS.includes(name)) throw new Error(`activation must be one of ${ACTIVATIONS.join(', ')}, not ${String(name)}`);
  }
  if (!Number.isInteger(code) || code < 1 || code > units.length - 2)
    throw new Error(`the code layer must lie between input and output, not at ${code}`);
  checkVariant(variantOf(spec));
  return spec;
}

/** The same training over another number of steps: its learning rate falls to 0 where the run ends. */
export function withSteps(train: TrainConfig, steps: number): TrainConfig {
  const { schedule } = train;
  if (schedule.kind === 'constant') return { ...train, steps };
  return { ...train, steps, schedule: { ...schedule, steps, warmup: Math.min(schedule.warmup, steps - 1) } };
}

/** Adam's learning rate at a step, counted from 0. */
export function learningRateAt(train: TrainConfig, step: number): number {
  const { schedule, learningRate } = train;
  if (schedule.kind === 'constant') return learningRate;
  if (step < schedule.warmup) return (learningRate * (step + 1)) / schedule.warmup;
  const progress = Math.min(1, (step - schedule.warmup) / (schedule.steps - schedule.warmup));
  return learningRate * 0.5 * (1 + Math.cos(Math.PI * progress));
}
