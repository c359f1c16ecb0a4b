// Specs, recipes, the learning rate's course and how a network starts.
import { describe, expect, test } from 'vitest';
import { initialParameters } from '../../src/model/init.ts';
import { NOTEBOOK_SPEC, RECIPES, recipeRun } from '../../src/model/recipes.ts';
import { REFERENCE } from '../../src/model/reference.ts';
import { checkSpec, codeSize, layerShapes, learningRateAt, parameterCount, type ModelSpec } from '../../src/model/spec.ts';

test("the notebook's network learns 1,087,586 numbers", () => {
  expect(parameterCount(NOTEBOOK_SPEC)).toBe(1_087_586);
  expect(parameterCount(NOTEBOOK_SPEC)).toBe(REFERENCE.parameters);
  expect(codeSize(NOTEBOOK_SPEC)).toBe(2);
});

test('layers lie in the buffer without gap or overlap', () => {
  let at = 0;
  for (const { inputs, outputs, weightsAt, biasesAt } of layerShapes(NOTEBOOK_SPEC)) {
    expect([weightsAt, biasesAt]).toEqual([at, at + inputs * outputs]);
    at = biasesAt + outputs;
  }
  expect(at).toBe(parameterCount(NOTEBOOK_SPEC));
});

test('a wrong spec is answered with a sentence', () => {
  const wrong = (change: Partial<ModelSpec>) => () => checkSpec({ ...NOTEBOOK_SPEC, ...change });
  expect(checkSpec(NOTEBOOK_SPEC)).toBe(NOTEBOOK_SPEC);
  expect(wrong({ units: [784, 784] })).toThrow('units must list 3 to 16 layers, not 2');
  expect(wrong({ units: [784, 500, 0, 2, 300, 500, 784] })).toThrow('a layer must have 1 to 4096 units, not 0');
  expect(wrong({ units: [783, 500, 300, 2, 300, 500, 784] })).toThrow('first and last layer must have 784 units');
  expect(wrong({ activations: ['tanh'] })).toThrow('6 dense layers need as many activations, not 1');
  expect(wrong({ code: 6 })).toThrow('the code layer must lie between input and output, not at 6');
  expect(wrong({ code: 0 })).toThrow('not at 0');
});

describe('the learning rate', () => {
  test("is constant in the notebook's recipe", () => {
    for (const step of [0, 1, 5_000, 9_999]) expect(learningRateAt(RECIPES.notebook, step)).toBe(1e-4);
  });

  test('warms up in 50 steps, peaks and falls along half a cosine to 0, in the fast recipe', () => {
    const { learningRate: peak, steps } = RECIPES.fast;
    const at = (step: number) => learningRateAt(RECIPES.fast, step) / peak;
    expect([0, 24, 49, 50].map(at)).toEqual([1 / 50, 0.5, 1, 1].map((value) => expect.closeTo(value, 12)));
    expect(at(50 + (steps - 50) / 2)).toBeCloseTo(0.5, 12);
    expect(at(steps)).toBeCloseTo(0, 12);
    expect(at(2 * steps)).toBeCloseTo(0, 12);
    for (let step = 51; step < steps; step++) expect(at(step)).toBeLessThan(at(step - 1));
  });
});

describe('the start', () => {
  const stretch = (values: Float32Array, from: number, to: number) => {
    const part = [...values.subarray(from, to)];
    const mean = part.reduce((a, b) => a + b, 0) / part.length;
    return { mean, sigma: Math.sqrt(part.reduce((sum, value) => sum + (value - mean) ** 2, 0) / part.length), n: part.length };
  };

  test("is normal with sigma 0.1, biases too, in the notebook's recipe", () => {
    const values = initialParameters(NOTEBOOK_SPEC, RECIPES.notebook, 0);
    for (const { weightsAt, biasesAt, outputs } of layerShapes(NOTEBOOK_SPEC)) {
      for (const [from, to] of [
        [weightsAt, biasesAt],
        [biasesAt, biasesAt + outputs],
      ] as const) {
        const { mean, sigma, n } = stretch(values, from, to);
        expect(Math.abs(mean)).toBeLessThan((5 * 0.1) / Math.sqrt(n));
        if (n > 50) expect(Math.abs(sigma / 0.1 - 1)).toBeLessThan(5 / Math.sqrt(2 * n));
      }
    }
  });

  test('is normal with 1 over the root of the fan-in, and zero biases in the fast recipe', () => {
    const values = initialParameters(NOTEBOOK_SPEC, RECIPES.fast, 0);
    for (const { inputs, weightsAt, biasesAt, outputs } of layerShapes(NOTEBOOK_SPEC)) {
      const { sigma, n } = stretch(values, weightsAt, biasesAt);
      expect(Math.abs(sigma * Math.sqrt(inputs) - 1)).toBeLessThan(5 / Math.sqrt(2 * n));
      expect(values.subarray(biasesAt, biasesAt + outputs).every((value) => value === 0)).toBe(true);
    }
  });

  test('is decided by the seed; widening one layer leaves the others', () => {
    const start = (seed: number, spec = NOTEBOOK_SPEC) => initialParameters(spec, RECIPES.notebook, seed);
    expect(start(4)).toEqual(start(4));
    expect(start(4)).not.toEqual(start(5));
    const wide: ModelSpec = { ...NOTEBOOK_SPEC, units: [784, 500, 300, 2, 300, 600, 784] };
    const [own, other] = [start(1), start(1, wide)];
    const { weightsAt } = layerShapes(NOTEBOOK_SPEC)[4]!;
    expect(other.subarray(0, weightsAt)).toEqual(own.subarray(0, weightsAt));
  });
});

test('a recipe run is plain JSON', () => {
  const run = recipeRun('fast', 'pen', 3);
  expect(JSON.parse(JSON.stringify(run))).toEqual(run);
});
