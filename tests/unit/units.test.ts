// What single units do, against the float64 oracle and against slow references.
import { describe, expect, test } from 'vitest';
import { initialParameters } from '../../src/model/init.ts';
import { forward } from '../../src/model/oracle.ts';
import { flatOf } from '../../src/model/projection.ts';
import { random } from '../../src/model/random.ts';
import { RECIPES } from '../../src/model/recipes.ts';
import { codeSize, layerShapes, PIXELS, type ModelSpec, type RunConfig } from '../../src/model/spec.ts';
import { activated, largest, unitRange, unitSums, weightImages, weightNorms, weightScale } from '../../src/model/units.ts';
import { answer, type Context } from '../../src/train/answers.ts';
import type { WorkerResources } from '../../src/train/worker-resources.ts';
import { fixedAutoencoder } from '../../src/model/autoencoder.ts';
import { chain } from '../../src/model/forward.ts';

const spec: ModelSpec = {
  units: [PIXELS, 11, 7, 2, 9, PIXELS],
  activations: ['tanh', 'relu', 'linear', 'sigmoid', 'linear'],
  code: 3,
};
const parameters = initialParameters(spec, RECIPES.notebook, 3);
const { uniform } = random(0, 'units test');
const images = Float32Array.from({ length: 20 * PIXELS }, () => (uniform() < 0.2 ? uniform() : 0));
/** Outputs of every layer, input first: `[20, units]` each. */
const truth = forward(spec, Float64Array.from(parameters), Float64Array.from(images));
const column = (layer: number, unit: number) => Float32Array.from({ length: 20 }, (_, n) => truth[layer]![n * spec.units[layer]! + unit]!);

describe.each([1, 2, 3, 4, 5])('layer %i', (layer) => {
  test('each unit gives what the oracle’s forward pass gives', () => {
    const inputs = layer <= spec.code ? images : Float32Array.from(truth[spec.code]!);
    for (const unit of [0, 1, spec.units[layer]! - 1]) {
      const found = activated(spec, layer, unitSums(spec, parameters, layer, unit, inputs));
      expect(found.length).toBe(20);
      const expected = column(layer, unit);
      found.forEach((value, n) => expect(value).toBeCloseTo(expected[n]!, 4));
    }
  });
});

test('a unit of a variational code is its mean', () => {
  const variational: ModelSpec = { ...spec, variant: { kind: 'variational', level: 1 } };
  const all = initialParameters(variational, RECIPES.notebook, 3);
  const hidden = unitSums(variational, all, 2, 0, images);
  expect(hidden.length).toBe(20);
  const { outputs, biasesAt } = layerShapes(variational)[2]!;
  expect(outputs).toBe(2 * codeSize(variational));
  const blank = unitSums(variational, new Float32Array(all.length).fill(0.5, biasesAt, biasesAt + 2), 3, 1, images);
  expect(blank.every((value) => value === 0.5)).toBe(true);
});

test('a layer or a unit that is not there is refused', () => {
  expect(() => unitSums(spec, parameters, 6, 0, images)).toThrow(/no layer 6/);
  expect(() => unitSums(spec, parameters, 0, 0, images)).toThrow(/no layer 0/);
  expect(() => unitSums(spec, parameters, 1, 11, images)).toThrow(/no unit 11/);
  expect(() => unitSums(spec, parameters, 4, 0, new Float32Array(3))).toThrow(/rows of 2/);
});

test('the image of a unit holds its weights, and its norm is their length', () => {
  const { outputs } = layerShapes(spec)[0]!;
  const image = weightImages(spec, parameters, [4]);
  for (const pixel of [0, 100, 783]) expect(image[pixel]).toBe(parameters[pixel * outputs + 4]);
  expect(weightNorms(spec, parameters)[4]).toBeCloseTo(Math.hypot(...image), 5);
});

test('99 % of the weights are smaller than the scale', () => {
  const sizes = parameters.slice(0, PIXELS * 11).map(Math.abs);
  const share = sizes.filter((size) => size < weightScale(spec, parameters)).length / sizes.length;
  expect(share).toBeGreaterThan(0.98);
  expect(share).toBeLessThan(1);
});

test('tanh and sigmoid units have ends, the others have none', () => {
  expect([1, 2, 3, 4].map((layer) => unitRange(spec, layer))).toEqual([
    [-1, 1],
    [-Infinity, Infinity],
    [-Infinity, Infinity],
    [0, 1],
  ]);
});

describe('the answers', () => {
  const network = fixedAutoencoder(
    { spec, step: 0, parameters: async () => parameters },
    async () => images,
    async () => chain,
  );
  const context: Context = {
    network,
    pca: () => Promise.reject(new Error('not asked for here')),
    past: () => [],
    flat: async () => flatOf(await network.codes(), 2),
    step: 0,
    watched: () => Promise.resolve(images),
    labels: () => Promise.resolve(new Uint8Array(20)),
    config: () => Promise.resolve({} as RunConfig),
    resources: {} as WorkerResources,
    late: () => false,
    dropped: () => false,
    tell: () => {},
  };
  const points = Float32Array.of(0.5, -1, 2, 0.1);

  test.each([
    [1, 3],
    [4, 8],
    [5, 400],
  ])('the nine digits that excite unit %i, %i most are the first nine of all in order', async (layer, unit) => {
    const { top, digits, images: shown } = await answer({ kind: 'units:activations', which: 'network', layer, unit, points }, context);
    const expected = column(layer, unit);
    const order = [...expected.keys()].sort((a, b) => expected[b]! - expected[a]!);
    expect([...top]).toEqual(order.slice(0, 9));
    top.forEach((index, n) => {
      expect(digits[index]).toBeCloseTo(expected[index]!, 4);
      expect(shown.subarray(n * PIXELS, (n + 1) * PIXELS)).toEqual(images.subarray(index * PIXELS, (index + 1) * PIXELS));
    });
  });

  test('a decoder unit answers on points of the plane as the oracle does, an encoder unit not at all', async () => {
    const { plane } = await answer({ kind: 'units:activations', which: 'network', layer: 4, unit: 2, points }, context);
    // A decoder alone is a network whose first layer is the one after the code.
    const { weightsAt, biasesAt } = layerShapes(spec)[3]!;
    for (const n of [0, 1]) {
      let sum = parameters[biasesAt + 2]!;
      for (const i of [0, 1]) sum += points[2 * n + i]! * parameters[weightsAt + 9 * i + 2]!;
      expect(plane![n]).toBeCloseTo(1 / (1 + Math.exp(-sum)), 5);
    }
    const encoding = await answer({ kind: 'units:activations', which: 'network', layer: 1, unit: 2, points }, context);
    expect(encoding.plane).toBeUndefined();
  });

  test('weights come for the units asked about, and norms for all', async () => {
    const found = await answer({ kind: 'units:weights', which: 'network', units: [7, 2] }, context);
    expect(found.images).toEqual(weightImages(spec, parameters, [7, 2]));
    expect(found.norms).toEqual(weightNorms(spec, parameters));
    expect(largest(found.norms, 11).map((unit) => found.norms[unit])).toEqual([...found.norms].sort((a, b) => b - a));
    await expect(answer({ kind: 'units:weights', which: 'network', units: [11] }, context)).rejects.toThrow(/no unit 11/);
  });
});
