// What a model is: its layers, how it starts and how it is trained, all as plain JSON.

export type Activation = 'tanh' | 'relu' | 'sigmoid' | 'linear';
export const ACTIVATIONS: readonly Activation[] = ['tanh', 'relu', 'sigmoid', 'linear'];

/**
 * What training asks for beside good copies. Costs are of a batch; `mse` is the mean squared error over its images and their 784 pixels.
 * - `plain`: mse.
 * - `denoising` (Vincent et al. 2008): mse of the copies made from x + sigma * noise, held against x.
 * - `sparse`: mse + weight * mean over images and code units of |z|.
 * - `contractive` (Rifai et al. 2011): mse + weight * mean over images of the squared Frobenius norm of df/dx, by the estimate
 *   |f(x + d * noise) - f(x)|^2 / d^2 with one draw of noise an image and d = CONTRACTIVE_STEP.
 * - `variational` (Kingma and Welling 2014): the encoder gives a mean and a log variance for each code unit, training decodes
 *   z = mean + exp(logVariance / 2) * noise, and the cost is mse + beta / 784 * mean over images of KL(N(mean, variance) || N(0, 1)).
 *   Everywhere but in a training step the code is the mean.
 */
export type Variant =
  | { readonly kind: 'plain' }
  | { readonly kind: 'denoising'; readonly sigma: number }
  | { readonly kind: 'sparse'; readonly weight: number }
  | { readonly kind: 'contractive'; readonly weight: number }
  | { readonly kind: 'variational'; readonly beta: number };
export type VariantKind = Variant['kind'];
export const VARIANT_KINDS: readonly VariantKind[] = ['plain', 'denoising', 'sparse', 'contractive', 'variational'];

/** How far the contractive estimate steps from an image, in intensities. */
export const CONTRACTIVE_STEP = 0.1;

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
  readonly adam: { readonly beta1: number; readonly beta2: number; readonly epsilon: number };
  readonly weights: Init;
  readonly biases: Init;
}

/** The reader's own images, by a hash of them: other images are other data. */
export type OwnName = `own-${string}`;
export type DataName = 'mnist' | 'pen' | OwnName;
/** Data that the site has, or can draw: the synthetic digits are called `pen` here. */
export const DATA_NAMES: readonly DataName[] = ['mnist', 'pen'];
/** What the site opens with. */
export const DEFAULT_DATA: DataName = 'mnist';

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

/** Image side and pixel count of every data set here. */
export const SIDE = 28;
export const PIXELS = SIDE * SIDE;

/** One dense layer's place in the flat parameter buffer: weights `[inputs, outputs]` row-major, then biases `[outputs]`. */
export interface LayerShape {
  readonly inputs: number;
  readonly outputs: number;
  readonly activation: Activation;
  readonly weightsAt: number;
  readonly biasesAt: number;
}

export function variantOf(spec: ModelSpec): Variant {
  return spec.variant ?? { kind: 'plain' };
}

/**
 * The dense layers of a spec, with offsets into one flat Float32Array of `parameterCount(spec)` numbers.
 * The last layer of a variational encoder has twice as many outputs as the code has units: the means, then the log variances.
 */
export function layerShapes(spec: ModelSpec): LayerShape[] {
  const shapes: LayerShape[] = [];
  const doubled = variantOf(spec).kind === 'variational' ? spec.code : NaN;
  let at = 0;
  for (let k = 0; k + 1 < spec.units.length; k++) {
    const inputs = spec.units[k]!;
    const outputs = spec.units[k + 1]! * (k + 1 === doubled ? 2 : 1);
    shapes.push({ inputs, outputs, activation: spec.activations[k]!, weightsAt: at, biasesAt: at + inputs * outputs });
    at += inputs * outputs + outputs;
  }
  return shapes;
}

/** How many numbers the network learns (1,087,586 for the notebook's). */
export function parameterCount(spec: ModelSpec): number {
  return layerShapes(spec).reduce((sum, shape) => sum + (shape.inputs + 1) * shape.outputs, 0);
}

/** Units of the code layer: how many numbers are left of a digit. */
export function codeSize(spec: ModelSpec): number {
  return spec.units[spec.code]!;
}

/** Highest level of each variant that a spec may ask for: far beyond what trains well, and finite. */
const MOST: Readonly<Record<VariantKind, number>> = { plain: 0, denoising: 2, sparse: 10, contractive: 10, variational: 1_000 };

/** The number that a variant can be turned up by: sigma, weight or beta; 0 for plain. */
export function levelOf(variant: Variant): number {
  switch (variant.kind) {
    case 'plain':
      return 0;
    case 'denoising':
      return variant.sigma;
    case 'variational':
      return variant.beta;
    default:
      return variant.weight;
  }
}

function checkVariant(variant: Variant): void {
  if (!VARIANT_KINDS.includes(variant.kind))
    throw new Error(`variant must be one of ${VARIANT_KINDS.join(', ')}, not ${String((variant as { kind: unknown }).kind)}`);
  const level = levelOf(variant);
  if (!(level >= 0 && level <= MOST[variant.kind]))
    throw new Error(`the level of a ${variant.kind} autoencoder must lie between 0 and ${MOST[variant.kind]}, not at ${level}`);
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

/** Adam's learning rate at a step, counted from 0. */
export function learningRateAt(train: TrainConfig, step: number): number {
  const { schedule, learningRate } = train;
  if (schedule.kind === 'constant') return learningRate;
  if (step < schedule.warmup) return (learningRate * (step + 1)) / schedule.warmup;
  const progress = Math.min(1, (step - schedule.warmup) / (schedule.steps - schedule.warmup));
  return learningRate * 0.5 * (1 + Math.cos(Math.PI * progress));
}
