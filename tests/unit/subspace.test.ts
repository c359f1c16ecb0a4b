// Subspaces: principal angles of known cases, fits, and a linear autoencoder that finds PCA's plane.
import { describe, expect, test } from 'vitest';
import { openSource } from '../../src/cli/open-source.ts';
import { startSimdInNode } from '../../src/cli/simd-in-node.ts';
import { penImage } from '../../src/data/pen.ts';
import { loadDataset, type Dataset } from '../../src/data/source.ts';
import { pca, pcaCost } from '../../src/model/pca.ts';
import { random } from '../../src/model/random.ts';
import { LINEAR_TRAIN, linearRun, NOTEBOOK_DIGITS } from '../../src/model/recipes.ts';
import { PIXELS, type TrainConfig } from '../../src/model/spec.ts';
import { angleBetween, fitted, orthonormalBasis, principalAngles, products, squaredDistance } from '../../src/model/subspace.ts';
import { directionsOf } from '../../src/features/linear-twin/answer.ts';
import { createTrainer } from '../../src/train/trainer.ts';
import { liveAutoencoder } from '../../src/train/live-autoencoder.ts';

const WIDTH = 784;
const SIZES = [1, 2, 3] as const;

function some(k: number, seed: number): Float64Array {
  const { normal } = random(seed, `subspace ${k}`);
  return Float64Array.from({ length: k * WIDTH }, () => normal());
}

/** `matrix` `[k, k]` times `rows` `[k, WIDTH]`. */
function mixed(matrix: readonly number[], rows: Float64Array, k: number): Float64Array {
  return Float64Array.from({ length: k * WIDTH }, (_, n) => {
    const [a, i] = [Math.floor(n / WIDTH), n % WIDTH];
    return Array.from({ length: k }, (_, b) => matrix[a * k + b]! * rows[b * WIDTH + i]!).reduce((sum, value) => sum + value, 0);
  });
}

describe.each(SIZES)('subspaces of %i dimensions', (k) => {
  const frame = orthonormalBasis(some(2 * k, k), 2 * k);
  const [first, second] = [frame.slice(0, k * WIDTH), frame.slice(k * WIDTH)];

  test('an orthonormal basis is orthonormal', () => {
    products(first, first, k).forEach((value, n) => expect(value).toBeCloseTo(n % (k + 1) === 0 ? 1 : 0, 12));
  });

  test('the same subspace given by other vectors is 0 degrees away', () => {
    const { normal } = random(k, 'matrix');
    const matrix = Array.from({ length: k * k }, () => normal());
    for (const angle of principalAngles(first, mixed(matrix, first, k), k)) expect(angle).toBeLessThan(1e-5);
  });

  test('an orthogonal one is 90 degrees away in every direction', () => {
    for (const angle of principalAngles(first, second, k)) expect(angle).toBeCloseTo(90, 5);
  });

  test('one direction turned by 30 degrees gives one angle of 30 and leaves the others at 0', () => {
    const turned = first.slice();
    const [cos, sin] = [Math.cos(Math.PI / 6), 0.5];
    for (let i = 0; i < WIDTH; i++) turned[i] = cos * first[i]! + sin * second[i]!;
    // Given by other vectors, too: the angles are the planes', not the vectors'.
    const matrix = Array.from({ length: k * k }, (_, n) => (n % (k + 1) === 0 ? 2 : 0.5));
    const angles = principalAngles(mixed(matrix, turned, k), first, k);
    expect(angles).toHaveLength(k);
    expect(angles.at(-1)).toBeCloseTo(30, 6);
    for (const angle of angles.slice(0, -1)) expect(angle).toBeLessThan(1e-5);
  });

  test('what spans the same subspace is fitted exactly, with the weights that undo its mixing', () => {
    const { normal } = random(k, 'mixing');
    const matrix = Array.from({ length: k * k }, () => normal());
    const { rows, weights } = fitted(mixed(matrix, first, k), first, k);
    rows.forEach((value, i) => expect(value).toBeCloseTo(first[i]!, 9));
    for (let a = 0; a < k; a++) {
      for (let b = 0; b < k; b++) {
        let product = 0;
        for (let c = 0; c < k; c++) product += weights[a * k + c]! * matrix[c * k + b]!;
        expect(product).toBeCloseTo(a === b ? 1 : 0, 9);
      }
    }
  });

  test('the distance to a plane is that along its normal', () => {
    const origin = some(1, 7);
    const point = origin.map((value, i) => value + 3 * first[i]! + 0.25 * second[i]!);
    expect(squaredDistance(point, origin, first, k)).toBeCloseTo(0.0625, 9);
  });
});

test.each([2, 3])('in %i dimensions, two angles of 20 and 50 degrees are told apart, smallest first', (k) => {
  const frame = orthonormalBasis(some(2 * k, k), 2 * k);
  const first = frame.slice(0, k * WIDTH);
  const turned = first.slice();
  [20, 50].forEach((degrees, a) => {
    const angle = (degrees * Math.PI) / 180;
    for (let i = a * WIDTH; i < (a + 1) * WIDTH; i++) turned[i] = Math.cos(angle) * first[i]! + Math.sin(angle) * frame[k * WIDTH + i]!;
  });
  const angles = principalAngles(turned, first, k);
  expect(angles.at(-1)).toBeCloseTo(50, 6);
  expect(angles.at(-2)).toBeCloseTo(20, 6);
});

test('vectors that depend on each other are refused', () => {
  const one = some(1, 3);
  expect(() => principalAngles(Float64Array.of(...one, ...one), some(2, 4), 2)).toThrow('do not span 2 dimensions');
});

test('the angle between two vectors goes from 0 to 180', () => {
  expect(angleBetween([1, 0], [2, 0])).toBeCloseTo(0, 6);
  expect(angleBetween([1, 0], [1, 1])).toBeCloseTo(45, 9);
  expect(angleBetween([1, 0], [-3, 0])).toBeCloseTo(180, 6);
});

/** Trains a linear autoencoder, and says how near it comes to PCA of the same digits. */
async function againstPca(dataset: Dataset, train: TrainConfig) {
  const config = { ...linearRun('pen', NOTEBOOK_DIGITS, 0), train };
  const exact = pca(dataset.train.images, 2);
  const trainer = await createTrainer(config, dataset, await startSimdInNode(2));
  const network = liveAutoencoder(
    config.spec,
    trainer.engine,
    () => trainer.step,
    () => Promise.reject(new Error('no digits are watched')),
  );
  const angles = async () => principalAngles((await directionsOf(network)).vectors, exact.components, 2);
  const before = await angles();
  let testCost: number | undefined;
  while (trainer.step < train.steps) ({ testCost } = await trainer.advance(50));
  const after = await angles();
  console.log(`    largest angle ${before[1]!.toFixed(1)} before, ${after[1]!.toFixed(3)} after ${trainer.step} steps`);
  const { origin, vectors } = await directionsOf(network);
  trainer.engine.dispose();
  return {
    before: before[1]!,
    after: after[1]!,
    cost: testCost! / pcaCost(exact, 2, dataset.test.images),
    toMean: squaredDistance(exact.mean, origin, vectors, 2) / PIXELS,
    between: angleBetween(vectors.slice(0, PIXELS), vectors.slice(PIXELS)),
  };
}

/** 600 digits of the pen to train on, 300 to test with. */
function fewDigits(): Dataset {
  const digitsOf = (split: 'train' | 'test', count: number) => {
    const labels = Uint8Array.from({ length: count }, (_, n) => NOTEBOOK_DIGITS[n % 3]!);
    const images = new Uint8Array(count * PIXELS);
    labels.forEach((digit, n) => images.set(penImage(split, digit, n), n * PIXELS));
    return { images, labels, head: count };
  };
  return { name: 'pen', digits: NOTEBOOK_DIGITS, train: digitsOf('train', 600), test: digitsOf('test', 300) };
}
const FEW_TRAIN: TrainConfig = { ...LINEAR_TRAIN, batch: 600, steps: 400, schedule: { kind: 'cosine', warmup: 20, steps: 400 } };

test('a linear autoencoder trained on 600 digits of the pen comes within 3 degrees of the plane of PCA', async () => {
  // A run as short as this needs a higher rate to turn its second direction.
  const { before, after, cost, toMean } = await againstPca(fewDigits(), { ...FEW_TRAIN, learningRate: 0.1 });
  expect(before).toBeGreaterThan(80);
  expect(after).toBeLessThan(3);
  expect(Math.abs(cost - 1)).toBeLessThan(0.02);
  expect(toMean).toBeLessThan(1e-5);
});

test('with a code of 8 numbers it comes within 10 % of the cost of PCA in 400 steps', { tags: ['slow'] }, async () => {
  const dataset = fewDigits();
  const config = { ...linearRun('pen', NOTEBOOK_DIGITS, 0, 8), train: FEW_TRAIN };
  const trainer = await createTrainer(config, dataset, await startSimdInNode(2));
  while (trainer.step < FEW_TRAIN.steps) await trainer.advance(50);
  const cost = await trainer.engine.evaluate(dataset.test.images);
  trainer.engine.dispose();
  expect(Math.abs(cost / pcaCost(pca(dataset.train.images, 8), 8, dataset.test.images) - 1)).toBeLessThan(0.1);
});

test('trained on all digits of the pen it ends within 1 degree of that plane, on other axes', { tags: 'slow' }, async () => {
  const { dataset, all } = loadDataset(await openSource('pen'), NOTEBOOK_DIGITS, () => {});
  await all;
  const { before, after, cost, toMean, between } = await againstPca(dataset, LINEAR_TRAIN);
  expect(before).toBeGreaterThan(80);
  expect(after).toBeLessThan(1);
  // The same plane: the same copies, to a part in a thousand of their cost.
  expect(Math.abs(cost - 1)).toBeLessThan(1e-3);
  // Through the same point: the mean image lies in it.
  expect(toMean).toBeLessThan(1e-5);
  // Not the same axes: the decoder's two directions do not even meet at a right angle.
  expect(Math.abs(between - 90)).toBeGreaterThan(1);
});
