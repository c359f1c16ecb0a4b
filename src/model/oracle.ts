// The reference every engine is held to: forward, backward and Adam in plain float64, written to be read.
import { layerShapes, type Activation, type LayerShape, type ModelSpec, type TrainConfig } from './spec.ts';

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

/** Every layer's output on a batch, the input first and the reconstruction last. */
export function forward(spec: ModelSpec, parameters: Float64Array, images: Float64Array): Float64Array[] {
  const batch = images.length / spec.units[0]!;
  const outputs = [images];
  for (const shape of layerShapes(spec)) outputs.push(dense(outputs.at(-1)!, batch, shape, parameters));
  return outputs;
}

/** Mean squared error over all numbers of the batch, and its gradient for every parameter, laid out as `layerShapes` says. */
export function gradients(spec: ModelSpec, parameters: Float64Array, images: Float64Array): { cost: number; gradient: Float64Array } {
  const batch = images.length / spec.units[0]!;
  const outputs = forward(spec, parameters, images);
  const reconstruction = outputs.at(-1)!;

  let cost = 0;
  let error: Float64Array = new Float64Array(reconstruction.length); // dCost / dOutput of the layer at hand
  for (let k = 0; k < error.length; k++) {
    const difference = reconstruction[k]! - images[k]!;
    cost += difference ** 2 / error.length;
    error[k] = (2 * difference) / error.length;
  }

  const gradient = new Float64Array(parameters.length);
  const shapes = layerShapes(spec);
  for (let layer = shapes.length - 1; layer >= 0; layer--) {
    const shape = shapes[layer]!;
    const { inputs, outputs: width, weightsAt, biasesAt } = shape;
    const x = outputs[layer]!;
    const y = outputs[layer + 1]!;
    const errorBelow = new Float64Array(x.length);
    for (let n = 0; n < batch; n++) {
      for (let j = 0; j < width; j++) {
        const slope = error[n * width + j]! * ACTIVATION[shape.activation].slope(y[n * width + j]!);
        gradient[biasesAt + j]! += slope;
        for (let i = 0; i < inputs; i++) {
          gradient[weightsAt + i * width + j]! += x[n * inputs + i]! * slope;
          errorBelow[n * inputs + i]! += parameters[weightsAt + i * width + j]! * slope;
        }
      }
    }
    error = errorBelow;
  }
  return { cost, gradient };
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
