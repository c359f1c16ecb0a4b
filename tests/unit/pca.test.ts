// Exact PCA: on data whose components are known, on synthetic digits, and on MNIST against the reference.
import { beforeAll, describe, expect, test } from 'vitest';
import { isIdxSet, readIdx } from '../../src/cli/idx-files.ts';
import { DATA_SETS } from '../../src/data/sets/index.ts';
import { decode, encode, intensities, meanSquaredError } from '../../src/model/forward.ts';
import { pca, pcaCost, pcaParameters, pcaSpec } from '../../src/model/pca.ts';
import { random } from '../../src/model/random.ts';
import { REFERENCE } from '../../src/model/reference.ts';
import { PIXELS } from '../../src/model/spec.ts';
import { penImage } from '../../src/data/pen.ts';
import { pickImages } from '../../src/data/pick.ts';
import { PACKAGE } from '../helpers/run-data.ts';

const at = (values: ArrayLike<number>, a: number) => Array.from({ length: PIXELS }, (_, i) => values[a * PIXELS + i]!);
const dot = (a: readonly number[], b: readonly number[]) => a.reduce((sum, value, i) => sum + value * b[i]!, 0);

test('finds two known directions, the one with more variance first', () => {
  const source = random(0, 'known');
  const images = new Uint8Array(400 * PIXELS);
  const [large, small] = [
    [10, 11, 12, 13],
    [500, 501, 502],
  ];
  for (let n = 0; n < 400; n++) {
    const [a, b] = [Math.round(40 * (source.uniform() - 0.5)), Math.round(20 * (source.uniform() - 0.5))];
    for (const pixel of large!) images[n * PIXELS + pixel] = 128 + a;
    for (const pixel of small!) images[n * PIXELS + pixel] = 128 + b;
  }
  const { components, mean } = pca(images, 2);
  const unit = (pixels: number[]) => Array.from({ length: PIXELS }, (_, i) => (pixels.includes(i) ? 1 / Math.sqrt(pixels.length) : 0));
  // Two samples of 400 are correlated by chance, which turns the axes a little; the plane they span is exact.
  expect(Math.abs(dot(at(components, 0), unit(large!)))).toBeGreaterThan(0.995);
  expect(Math.abs(dot(at(components, 1), unit(small!)))).toBeGreaterThan(0.995);
  expect(mean[0]).toBe(0);
  expect(mean[10]).toBeCloseTo(128 / 255, 2);
  expect(pcaCost({ components, mean, count: 2 }, 2, images)).toBeLessThan(1e-12);
});

describe("on the pen's digits", () => {
  const images = new Uint8Array(300 * PIXELS);
  for (let i = 0; i < 300; i++) images.set(penImage('train', [1, 5, 6][i % 3]!, i), i * PIXELS);
  const exact = pca(images, 3);

  test('components are orthonormal and catch less and less', () => {
    for (let a = 0; a < 3; a++)
      for (let b = 0; b < 3; b++) expect(dot(at(exact.components, a), at(exact.components, b))).toBeCloseTo(a === b ? 1 : 0, 9);
    const costs = [0, 1, 2, 3].map((k) => pcaCost(exact, k, images));
    for (let k = 1; k < 4; k++) expect(costs[k]).toBeLessThan(costs[k - 1]!);
    const gains = [0, 1, 2].map((k) => costs[k]! - costs[k + 1]!);
    expect(gains[0]).toBeGreaterThan(gains[1]!);
    expect(gains[1]).toBeGreaterThan(gains[2]!);
  });

  test('no other pair of directions does better: every small turn of one costs', () => {
    const two = pca(images, 2);
    const best = pcaCost(two, 2, images);
    for (let k = 0; k < 3; k++) {
      const source = random(k, 'turn');
      const turned = Float64Array.from(two.components);
      const away = Array.from({ length: PIXELS }, () => source.normal());
      for (let a = 0; a < 2; a++) {
        const along = dot(away, at(two.components, a));
        at(two.components, a).forEach((value, i) => (away[i]! -= along * value));
      }
      const length = Math.sqrt(dot(away, away));
      for (let i = 0; i < PIXELS; i++) turned[i] = Math.cos(0.1) * two.components[i]! + (Math.sin(0.1) * away[i]!) / length;
      expect(pcaCost({ ...two, components: turned }, 2, images)).toBeGreaterThan(best);
    }
  });

  test('as a network it costs the same', () => {
    const two = pca(images, 2);
    const values = intensities(images);
    const parameters = pcaParameters(two);
    const reconstruction = decode(pcaSpec(2), parameters, encode(pcaSpec(2), parameters, values));
    expect(meanSquaredError(reconstruction, values)).toBeCloseTo(pcaCost(two, 2, images), 7);
  });
});

describe('on MNIST', () => {
  const costs: Record<string, number> = {};

  beforeAll(async () => {
    if (!isIdxSet(DATA_SETS.mnist)) throw new Error('MNIST comes as IDX files');
    const mnist = await readIdx(DATA_SETS.mnist, PACKAGE);
    const pick = (split: 'train' | 'test', from: number) => {
      const { images, labels } = mnist[split];
      const indices = [...labels.keys()].filter((index) => index >= from && [1, 5, 6].includes(labels[index]!));
      return pickImages(images, indices);
    };
    // The notebook holds the first 5,000 training images out.
    const [train, test] = [pick('train', 5_000), pick('test', 0)];
    expect([train.length / PIXELS, test.length / PIXELS]).toEqual([REFERENCE.trainImages, REFERENCE.testImages]);
    const exact = pca(train, 8);
    costs['zero'] = meanSquaredError(new Uint8Array(test.length), intensities(test));
    for (const [name, k] of Object.entries({ mean: 0, pca1: 1, pca2: 2, pca3: 3, pca8: 8 })) costs[name] = pcaCost(exact, k, test);
  });

  for (const name of ['zero', 'mean', 'pca1', 'pca2', 'pca3', 'pca8'] as const) {
    test(`the cost of ${name} equals the reference`, () => {
      expect(Math.abs(costs[name]! - REFERENCE.baselines[name])).toBeLessThan(1e-6);
    });
  }
});
