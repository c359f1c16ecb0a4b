// The numbers of one update by Adam, and by Nadam: Adam with Nesterov's look ahead.
import type { TrainConfig } from './spec.ts';

/** What an update multiplies by: parameter -= (mean * m + gradient * g) / (sqrt(square * v) + epsilon), of the new means m and v. */
export interface AdamFactors {
  readonly mean: number;
  readonly gradient: number;
  readonly square: number;
}

/** The momentum of Nadam's step t, counted from 1: it grows to beta1 within a hundred steps (Dozat 2016, with the constants of Keras). */
const momentumAt = (beta1: number, t: number) => beta1 * (1 - 0.5 * 0.96 ** t);

/** The product of the momenta of steps 1 to t, which falls below what a float64 can tell from 0 beside 1 within a few hundred. */
function momentumProduct(beta1: number, t: number): number {
  let product = 1;
  for (let k = 1; k <= t && product > 1e-17; k++) product *= momentumAt(beta1, k);
  return product;
}

/**
 * Factors of the update at step t, counted from 1, with the bias corrections of Kingma and Ba 2015, section 2. With `nesterov` the mean
 * is that of the step to come, which the gradient at hand stands in for (Dozat 2016): what Keras calls Nadam.
 */
export function adamFactors({ beta1, beta2, nesterov }: TrainConfig['adam'], learningRate: number, t: number): AdamFactors {
  const square = 1 / (1 - beta2 ** t);
  if (!nesterov) return { mean: learningRate / (1 - beta1 ** t), gradient: 0, square };
  const [momentum, next, product] = [momentumAt(beta1, t), momentumAt(beta1, t + 1), momentumProduct(beta1, t)];
  return { mean: (learningRate * next) / (1 - product * next), gradient: (learningRate * (1 - momentum)) / (1 - product), square };
}
