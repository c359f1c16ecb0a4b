// What one training step did, in numbers: per layer the outputs before it, the gradient, and the change.
import type { Activation, LayerShape } from './spec.ts';

export interface LayerReport {
  /** Mean |output| of the layer's units over the batch, before the step. */
  readonly activation: number;
  /**
   * Part of these outputs, 0..1, at which the activation function is nearly flat: its slope is less than a tenth of its greatest.
   * Null where it is linear, and has one slope.
   */
  readonly saturated: number | null;
  /** Of the gradient of the layer's weights and biases: its Euclidean length, and its largest number by size. */
  readonly gradientNorm: number;
  readonly largestGradient: number;
  /** Of what the step added to them: mean and largest size. */
  readonly meanChange: number;
  readonly largestChange: number;
}

export interface StepReport {
  /** The step's number, counted from 1. */
  readonly step: number;
  /** Images of its batch, and how many there are to draw from. */
  readonly batch: number;
  readonly pool: number;
  /** The first images of the batch: labels `[n]`, images `[n, 784]` in 0..1, and their reconstructions before the step. */
  readonly labels: readonly number[];
  readonly images: Float32Array;
  readonly reconstructions: Float32Array;
  /** What the step lowers, on its batch before the update: the mean squared error, with a variant's own terms. */
  readonly objective: number;
  /** Mean squared error on the batch, before the update and after it. */
  readonly cost: number;
  readonly costAfter: number;
  readonly learningRate: number;
  readonly layers: readonly LayerReport[];
}

/** Whether the slope at an output y is less than a tenth of the greatest (1, 1, 1/4). */
const FLAT: Readonly<Record<Exclude<Activation, 'linear'>, (y: number) => boolean>> = {
  tanh: (y) => 1 - y * y < 0.1,
  relu: (y) => y <= 0,
  sigmoid: (y) => y * (1 - y) < 0.025,
};

/** Mean magnitude of outputs `[n]`, and the share of them at which the activation function is nearly flat. */
export function activityOf(outputs: Float32Array, activation: Activation): Pick<LayerReport, 'activation' | 'saturated'> {
  const flat = activation === 'linear' ? undefined : FLAT[activation];
  let [sum, saturated] = [0, 0];
  for (const y of outputs) {
    sum += Math.abs(y);
    if (flat?.(y)) saturated++;
  }
  return { activation: sum / outputs.length, saturated: flat ? saturated / outputs.length : null };
}

/** A state before or after a step: parameters and Adam's mean of the gradient. */
interface State {
  readonly parameters: Float32Array;
  readonly firstMoment: Float32Array;
}

/**
 * A layer's gradient and change in a step. The gradient is what Adam's mean took up: m' = beta1 m + (1 - beta1) g.
 */
export function changeOf(
  { inputs, outputs, weightsAt }: LayerShape,
  before: State,
  after: State,
  beta1: number,
): Pick<LayerReport, 'gradientNorm' | 'largestGradient' | 'meanChange' | 'largestChange'> {
  const end = weightsAt + (inputs + 1) * outputs;
  let [squares, largestGradient, sum, largestChange] = [0, 0, 0, 0];
  for (let k = weightsAt; k < end; k++) {
    const gradient = Math.abs((after.firstMoment[k]! - beta1 * before.firstMoment[k]!) / (1 - beta1));
    const change = Math.abs(after.parameters[k]! - before.parameters[k]!);
    squares += gradient ** 2;
    sum += change;
    if (gradient > largestGradient) largestGradient = gradient;
    if (change > largestChange) largestChange = change;
  }
  return { gradientNorm: Math.sqrt(squares), largestGradient, meanChange: sum / (end - weightsAt), largestChange };
}
