// The reference is itself held to something: finite differences, a hand-made case, and the float32 forward pass.
import { describe, expect, test } from 'vitest';
import { decode, encode, meanSquaredError } from '../../src/model/forward.ts';
import { adamFactors } from '../../src/model/adam.ts';
import { adam, forward, gradients } from '../../src/model/oracle.ts';
import { random } from '../../src/model/random.ts';
import { parameterCount, type ModelSpec } from '../../src/model/spec.ts';
import { RECIPES } from '../../src/model/recipes.ts';

/** Small enough to differentiate number by number; the oracle does not mind that these are no images. */
const SPECS: readonly ModelSpec[] = [
  { units: [5, 4, 2, 3, 5], activations: ['tanh', 'linear', 'tanh', 'linear'], code: 2 },
  { units: [6, 3, 1, 6], activations: ['sigmoid', 'tanh', 'sigmoid'], code: 2 },
  { units: [7, 5, 2, 7], activations: ['relu', 'linear', 'relu'], code: 2 },
];

function numbers(count: number, stream: string, scale = 1): Float64Array {
  const source = random(3, stream);
  return Float64Array.from({ length: count }, () => scale * source.normal());
}

describe.each(SPECS)('on $units with $activations', (spec) => {
  const parameters = numbers(parameterCount(spec), 'parameters', 0.7);
  const images = numbers(4 * spec.units[0]!, 'images').map(Math.abs);

  test('every gradient is the slope of the cost', () => {
    const { gradient } = gradients(spec, parameters, images);
    const h = 1e-6;
    const costWith = (k: number, change: number) => {
      const moved = parameters.slice();
      moved[k]! += change;
      return gradients(spec, moved, images).cost;
    };
    for (let k = 0; k < parameters.length; k++) {
      const slope = (costWith(k, h) - costWith(k, -h)) / (2 * h);
      expect(Math.abs(gradient[k]! - slope)).toBeLessThan(1e-8 + 1e-6 * Math.abs(slope));
    }
  });

  test('its cost is the mean squared error of its reconstruction', () => {
    const reconstruction = forward(spec, parameters, images).at(-1)!;
    expect(gradients(spec, parameters, images).cost).toBeCloseTo(meanSquaredError(reconstruction, images), 12);
  });

  test('the float32 pass of the figures gives the same codes and images', () => {
    const outputs = forward(spec, parameters, images);
    const single = Float32Array.from(parameters);
    const codes = encode(spec, single, Float32Array.from(images));
    expect(Math.sqrt(meanSquaredError(codes, outputs[spec.code]!))).toBeLessThan(1e-6);
    expect(Math.sqrt(meanSquaredError(decode(spec, single, codes), outputs.at(-1)!))).toBeLessThan(1e-6);
  });
});

test('Adam: the first step moves every parameter by the learning rate against its gradient', () => {
  const train = { ...RECIPES.notebook, adam: { ...RECIPES.notebook.adam, epsilon: 0 } };
  const parameters = Float64Array.of(1, 2, 3);
  const state = { step: 0, firstMoment: new Float64Array(3), secondMoment: new Float64Array(3) };
  adam(parameters, Float64Array.of(0.5, -1e-4, 20), state, 0.01, train);
  expect([...parameters]).toEqual([1 - 0.01, 2 + 0.01, 3 - 0.01].map((value) => expect.closeTo(value, 12)));
});

test('Adam: two steps by hand', () => {
  const train = RECIPES.notebook;
  const { beta1, beta2, epsilon } = train.adam;
  const parameters = Float64Array.of(0.3);
  const state = { step: 0, firstMoment: new Float64Array(1), secondMoment: new Float64Array(1) };
  const [g1, g2, rate] = [0.2, -0.5, 0.1];
  adam(parameters, Float64Array.of(g1), state, rate, train);
  adam(parameters, Float64Array.of(g2), state, rate, train);
  const mean = (beta1 * (1 - beta1) * g1 + (1 - beta1) * g2) / (1 - beta1 ** 2);
  const square = (beta2 * (1 - beta2) * g1 ** 2 + (1 - beta2) * g2 ** 2) / (1 - beta2 ** 2);
  const expected = 0.3 - (rate * g1) / (Math.abs(g1) + epsilon) - (rate * mean) / (Math.sqrt(square) + epsilon);
  expect(parameters[0]).toBeCloseTo(expected, 12);
  expect(state.step).toBe(2);
});

test('Nadam: three steps as Keras 3 takes them', () => {
  const train = { ...RECIPES.notebook, adam: { beta1: 0.95, beta2: 0.9, epsilon: 1e-7, nesterov: true } };
  const parameters = Float64Array.of(0.3);
  const state = { step: 0, firstMoment: new Float64Array(1), secondMoment: new Float64Array(1) };
  // keras/src/optimizers/nadam.py, with its names.
  let [expected, m, v, uProduct] = [0.3, 0, 0, 1];
  [0.2, -0.5, 0.1].forEach((gradient, iterations) => {
    adam(parameters, Float64Array.of(gradient), state, 0.01, train);
    const uT = 0.95 * (1 - 0.5 * 0.96 ** (iterations + 1));
    const uT1 = 0.95 * (1 - 0.5 * 0.96 ** (iterations + 2));
    uProduct *= uT;
    m += (gradient - m) * (1 - 0.95);
    v += (gradient ** 2 - v) * (1 - 0.9);
    const mHat = (uT1 * m) / (1 - uProduct * uT1) + ((1 - uT) * gradient) / (1 - uProduct);
    const vHat = v / (1 - 0.9 ** (iterations + 1));
    expected -= (mHat * 0.01) / (Math.sqrt(vHat) + 1e-7);
  });
  expect(parameters[0]).toBeCloseTo(expected, 12);
});

test('Nadam: late in a run its momentum is beta1, and its two factors add up to the learning rate', () => {
  const { mean, gradient } = adamFactors({ beta1: 0.9, beta2: 0.99, epsilon: 1e-8, nesterov: true }, 0.01, 5_000);
  expect(mean).toBeCloseTo(0.009, 12);
  expect(mean + gradient).toBeCloseTo(0.01, 12);
});
