// The reference every engine is held to: forward, backward and Adam in plain float64, written to be read.
import { adamFactors } from './adam.ts';
import { codeOf, codeRows } from './code-stage.ts';
import { codeSize, layerShapes, variantOf, type Activation, type LayerShape, type ModelSpec, type TrainConfig } from './spec.ts';
import { VARIANTS, type Variant } from './variants/index.ts';
import type { Noise } from './variants/variant.ts';

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

/** Every layer's output, `[batch, units]`, on images `[batch, 784]`: the input first, the reconstruction last. A variational network decodes its means. */
export function forward(spec: ModelSpec, parameters: Float64Array, images: Float64Array): Float64Array[] {
  const shapes = layerShapes(spec);
  const encoder = through(shapes.slice(0, spec.code), images, parameters);
  const code = codeOf(spec, encoder.pop()!);
  return [...encoder, ...through(shapes.slice(spec.code), code, parameters)];
}

/** What the encoder sees of a batch in a training step: `[batch, pixels]`, with twins `[2 * batch, pixels]`. */
function encoderInput({ kind, level }: Variant, images: Float64Array, noise: Noise): Float64Array {
  const input = VARIANTS[kind].encoderInput;
  if (input.kind === 'clean') return images;
  const sigma = input.sigma(level);
  const noisy = images.map((each, i) => each + sigma * noise(i));
  return input.kind === 'noisy' ? noisy : Float64Array.from([...images, ...noisy]);
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
 * @param images `[batch, pixels]`
 * @param noise the step's noise by index: over pixels, or over code units, whichever the variant draws
 * @returns `cost`: mean squared error over all numbers of the batch; `objective`: with what the variant adds
 */
export function gradients(
  spec: ModelSpec,
  parameters: Float64Array,
  images: Float64Array,
  noise: Noise = () => 0,
): { cost: number; objective: number; gradient: Float64Array } {
  const batch = images.length / spec.units[0]!;
  const rows = Array.from({ length: batch }, (_, row) => row);
  const { stage } = VARIANTS[variantOf(spec).kind];
  const shapes = layerShapes(spec);
  const encoder = through(shapes.slice(0, spec.code), encoderInput(variantOf(spec), images, noise), parameters);
  const h = encoder.at(-1)!;
  const code = codeRows(spec, batch, h, h.slice(0, batch * codeSize(spec)));
  for (const row of rows) stage?.code?.row(code, row, noise);
  const decoder = through(shapes.slice(spec.code), code.z as Float64Array, parameters);

  const reconstruction = decoder.at(-1)!;
  let cost = 0;
  let error: Float64Array = new Float64Array(reconstruction.length); // dCost / dOutput of the layer at hand
  for (let k = 0; k < error.length; k++) {
    const difference = reconstruction[k]! - images[k]!;
    cost += difference ** 2 / error.length;
    error[k] = (2 * difference) / error.length;
  }
  const penalty = rows.reduce((sum, row) => sum + (stage?.penalty?.row(code, row) ?? 0), 0);

  const gradient = new Float64Array(parameters.length);
  const back = (outputs: readonly Float64Array[], from: number) => {
    for (let k = outputs.length - 2; k >= 0; k--) {
      error = backward(shapes[from + k]!, outputs[k]!, outputs[k + 1]!, error, parameters, gradient);
    }
  };
  back(decoder, spec.code);
  if (stage) {
    const errors = { ...code, zError: error, hError: new Float64Array(h.length) };
    for (const row of rows) stage.back.row(errors, row, noise);
    error = errors.hError;
  }
  back(encoder, 0);
  return { cost, objective: cost + penalty, gradient };
}

/** Adam's memory: running means of the gradient and of its square, and the steps taken so far. */
export interface AdamState {
  step: number;
  readonly firstMoment: Float64Array;
  readonly secondMoment: Float64Array;
}

/**
 * One update of parameters `[n]`, in place, by Adam or Nadam (Kingma and Ba 2015, algorithm 1: epsilon is added to the root of the
 * corrected second moment).
 */
export function adam(parameters: Float64Array, gradient: Float64Array, state: AdamState, learningRate: number, train: TrainConfig): void {
  const { beta1, beta2, epsilon } = train.adam;
  state.step++;
  const factors = adamFactors(train.adam, learningRate, state.step);
  for (let k = 0; k < parameters.length; k++) {
    state.firstMoment[k] = beta1 * state.firstMoment[k]! + (1 - beta1) * gradient[k]!;
    state.secondMoment[k] = beta2 * state.secondMoment[k]! + (1 - beta2) * gradient[k]! ** 2;
    const direction = factors.mean * state.firstMoment[k]! + factors.gradient * gradient[k]!;
    parameters[k]! -= direction / (Math.sqrt(factors.square * state.secondMoment[k]!) + epsilon);
  }
}
