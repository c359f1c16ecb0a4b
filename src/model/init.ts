// A network's first parameters, from the run's seed.
import { random, type Random } from './random.ts';
import { layerShapes, parameterCount, type Init, type ModelSpec, type TrainConfig } from './spec.ts';

// #region init
function fill(target: Float32Array, init: Init, inputs: number, source: Random): void {
  if (init.kind === 'zero') return;
  const sigma = init.kind === 'fan-in' ? 1 / Math.sqrt(inputs) : init.sigma;
  for (let i = 0; i < target.length; i++) target[i] = sigma * source.normal();
}

/**
 * The flat parameter buffer, `[parameters]` (see `layerShapes`), at step 0. Every layer has its own stream of
 * random numbers, so widening one leaves the others.
 */
export function initialParameters(spec: ModelSpec, train: TrainConfig, seed: number): Float32Array {
  const parameters = new Float32Array(parameterCount(spec));
  layerShapes(spec).forEach((shape, k) => {
    fill(parameters.subarray(shape.weightsAt, shape.biasesAt), train.weights, shape.inputs, random(seed, `weights ${k}`));
    fill(parameters.subarray(shape.biasesAt, shape.biasesAt + shape.outputs), train.biases, shape.inputs, random(seed, `biases ${k}`));
  });
  return parameters;
}
// #endregion
