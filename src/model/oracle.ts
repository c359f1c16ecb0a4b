// The reference every engine is held to: forward, backward and Adam in plain float64, written to be read.
import {
  codeSize,
  CONTRACTIVE_STEP,
  layerShapes,
  PIXELS,
  variantOf,
  type Activation,
  type LayerShape,
  type ModelSpec,
  type TrainConfig,
  type Variant,
} from './spec.ts';

/** Values of an activation function and its derivative, the latter in terms of the function's own output y. */
const ACTIVATION: Readonly<Record<Activation, { of(x: number): number; slope(y: number): number }>> = {
  linear: { of: (x) => x, slope: () => 1 },
  tanh: { of: (x) => Math.tanh(x), slope: (y) => 1 - y * y },
  relu: { of: (x) => Math.max(0, x), slope: (y) => (y > 0 ? 1 : 0) },
  sigmoid: { of: (x) => 1 / (1 + Math.exp(-x)), slope: (y) => y * (1 - y) },
};

/** One dense layer on a batch: `[batch, inputs]` to `[batch, outputs]`. */
function dense(x: Float64Array, batch: number, shape: LayerShape, parameters: Float64Array): Float64Array {
  const { inputs, outputs, weightsAt, biasesAt } = shape;
  const y = new Float64Array(batch * outputs);
  for (let n = 0; n < batch; n++) {
    for (let j = 0; j < outputs; j++) y[n * outputs + j] = parameters[biasesAt + j]!;
    for (let i = 0; i < inputs; i++) {
      const value = x[n * inputs + i]!;
      for (let j = 0; j < outputs; j++) y[n * outputs + j]! += value * parameters[weightsAt + i * outputs + j]!;
    }
  }
  for (let k = 0; k < y.length; k++) y[k] = ACTIVATION[shape.activation].of(y[k]!);
  return y;
}

/** Runs a batch through a stretch of layers; every layer's output, the input first. */
function through(shapes: readonly LayerShape[], x: Float64Array, parameters: Float64Array): Float64Array[] {
  const outputs = [x];
  for (const shape of shapes) outputs.push(dense(outputs.at(-1)!, x.length / shapes[0]!.inputs, shape, parameters));
  return outputs;
}

/** Columns `from` to `to` of `[n, width]`. */
function columns(values: Float64Array, width: number, from: number, to: number): Float64Array {
  return values.filter((_, i) => i % width >= from && i % width < to);
}

/** Every layer's output on a batch, the input first and the reconstruction last. A variational network decodes its means. */
export function forward(spec: ModelSpec, parameters: Float64Array, images: Float64Array): Float64Array[] {
  const shapes = layerShapes(spec);
  const encoder = through(shapes.slice(0, spec.code), images, parameters);
  const code = columns(encoder.pop()!, shapes[spec.code - 1]!.outputs, 0, codeSize(spec));
  return [...encoder, ...through(shapes.slice(spec.code), code, parameters)];
}

/** What a training step decodes, and what the variant adds to the cost there. */
interface CodeStage {
  /** `[batch, code]` */
  readonly z: Float64Array;
  readonly penalty: number;
  /** dCost/dz `[batch, code]` to dCost/dh, as `h` is laid out. */
  back(error: Float64Array): Float64Array;
}

/**
 * @param h what the encoder put out: `[batch, code]`; contractive `[2 * batch, code]`, the stepped images last; variational
 * `[batch, 2 * code]`, means and then log variances
 */
function codeStage(variant: Variant, h: Float64Array, batch: number, size: number, noise: (index: number) => number): CodeStage {
  if (variant.kind === 'sparse') {
    const share = variant.weight / h.length;
    const penalty = h.reduce((sum, z) => sum + share * Math.abs(z), 0);
    return { z: h, penalty, back: (error) => error.map((each, i) => each + share * Math.sign(h[i]!)) };
  }
  if (variant.kind === 'contractive') {
    const z = h.slice(0, batch * size);
    const moved = z.map((each, i) => h[batch * size + i]! - each);
    const share = variant.weight / (batch * CONTRACTIVE_STEP ** 2);
    return {
      z,
      penalty: moved.reduce((sum, each) => sum + share * each ** 2, 0),
      back: (error) => h.map((_, i) => (i < z.length ? error[i]! - 2 * share * moved[i]! : 2 * share * moved[i - z.length]!)),
    };
  }
  if (variant.kind === 'variational') {
    const [mean, logVariance] = [columns(h, 2 * size, 0, size), columns(h, 2 * size, size, 2 * size)];
    const share = variant.beta / (PIXELS * batch);
    const sigma = logVariance.map((each) => Math.exp(each / 2));
    const divergence = (i: number) => 0.5 * (mean[i]! ** 2 + sigma[i]! ** 2 - logVariance[i]! - 1);
    return {
      z: mean.map((each, i) => each + sigma[i]! * noise(i)),
      penalty: share * mean.reduce((sum, _, i) => sum + divergence(i), 0),
      back: (error) =>
        h.map((_, at) => {
          const [row, column] = [Math.floor(at / (2 * size)), at % (2 * size)];
          const i = row * size + (column % size);
          return column < size ? error[i]! + share * mean[i]! : 0.5 * (error[i]! * noise(i) * sigma[i]! + share * (sigma[i]! ** 2 - 1));
        }),
    };
  }
  return { z: h, penalty: 0, back: (error) => error };
}

/** What the encoder sees of a batch in a training step. */
function encoderInput(variant: Variant, images: Float64Array, noise: (index: number) => number): Float64Array {
  const noisy = (sigma: number) => images.map((each, i) => each + sigma * noise(i));
  if (variant.kind === 'denoising') return noisy(variant.sigma);
  if (variant.kind === 'contractive') return Float64Array.from([...images, ...noisy(CONTRACTIVE_STEP)]);
  return images;
}

/** Adds the gradient of a layer's parameters, and gives the error of the layer below. `error` is dCost / dOutput. */
function backward(
  { inputs, outputs: width, weightsAt, biasesAt, activation }: LayerShape,
  x: Float64Array,
  y: Float64Array,
  error: Float64Array,
  parameters: Float64Array,
  gradient: Float64Array,
): Float64Array {
  const errorBelow = new Float64Array(x.length);
  for (let n = 0; n < x.length / inputs; n++) {
    for (let j = 0; j < width; j++) {
      const slope = error[n * width + j]! * ACTIVATION[activation].slope(y[n * width + j]!);
      gradient[biasesAt + j]! += slope;
      for (let i = 0; i < inputs; i++) {
        gradient[weightsAt + i * width + j]! += x[n * inputs + i]! * slope;
        errorBelow[n * inputs + i]! += parameters[weightsAt + i * width + j]! * slope;
      }
    }
  }
  return errorBelow;
}

/**
 * Costs of a batch and the gradient of `objective` for every parameter, laid out as `layerShapes` says.
 * @param noise the step's noise by index, row by row of the batch: over pixels for denoising and contractive, over code units for variational
 * @returns `cost`: mean squared error over all numbers of the batch; `objective`: with what the variant adds (see `Variant`)
 */
export function gradients(
  spec: ModelSpec,
  parameters: Float64Array,
  images: Float64Array,
  noise: (index: number) => number = () => 0,
): { cost: number; objective: number; gradient: Float64Array } {
  const batch = images.length / spec.units[0]!;
  const variant = variantOf(spec);
  const shapes = layerShapes(spec);
  const encoder = through(shapes.slice(0, spec.code), encoderInput(variant, images, noise), parameters);
  const stage = codeStage(variant, encoder.at(-1)!, batch, codeSize(spec), noise);
  const decoder = through(shapes.slice(spec.code), stage.z, parameters);

  const reconstruction = decoder.at(-1)!;
  let cost = 0;
  let error: Float64Array = new Float64Array(reconstruction.length); // dCost / dOutput of the layer at hand
  for (let k = 0; k < error.length; k++) {
    const difference = reconstruction[k]! - images[k]!;
    cost += difference ** 2 / error.length;
    error[k] = (2 * difference) / error.length;
  }

  const gradient = new Float64Array(parameters.length);
  const back = (outputs: readonly Float64Array[], from: number) => {
    for (let k = outputs.length - 2; k >= 0; k--) {
      error = backward(shapes[from + k]!, outputs[k]!, outputs[k + 1]!, error, parameters, gradient);
    }
  };
  back(decoder, spec.code);
  error = stage.back(error);
  back(encoder, 0);
  return { cost, objective: cost + stage.penalty, gradient };
}

/** Adam's memory: running means of the gradient and of its square, and the steps taken so far. */
export interface AdamState {
  step: number;
  readonly first: Float64Array;
  readonly second: Float64Array;
}

/**
 * One Adam update, in place (Kingma and Ba 2015, algorithm 1: epsilon is added to the root of the corrected second moment).
 */
export function adam(parameters: Float64Array, gradient: Float64Array, state: AdamState, learningRate: number, train: TrainConfig): void {
  const { beta1, beta2, epsilon } = train.adam;
  state.step++;
  const correction1 = 1 - beta1 ** state.step;
  const correction2 = 1 - beta2 ** state.step;
  for (let k = 0; k < parameters.length; k++) {
    state.first[k] = beta1 * state.first[k]! + (1 - beta1) * gradient[k]!;
    state.second[k] = beta2 * state.second[k]! + (1 - beta2) * gradient[k]! ** 2;
    const mean = state.first[k]! / correction1;
    const square = state.second[k]! / correction2;
    parameters[k]! -= (learningRate * mean) / (Math.sqrt(square) + epsilon);
  }
}
