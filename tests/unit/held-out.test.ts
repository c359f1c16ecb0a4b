// Scores of known and strange digits: what the worker answers, held against a forward pass by hand, and what the figure says of it.
import { pen } from '../../src/data/sets/pen.ts';
import { expect, test } from 'vitest';
import { penImage } from '../../src/data/pen.ts';
import { penSource } from '../../src/data/pen.ts';
import { loadWatched, watchLabels } from '../../src/data/source.ts';
import { answer as answerTo } from '../../src/train/answers.ts';
import { detector, errorWindow, heldOutText, percent, thresholdBy } from '../../src/features/held-out/scores.ts';
import { decode, encode, intensities, meanSquaredError } from '../../src/model/forward.ts';
import { initialParameters } from '../../src/model/init.ts';
import { recipeRun } from '../../src/model/recipes.ts';
import { PIXELS, type RunConfig } from '../../src/model/spec.ts';
import type { Context } from '../../src/train/answers.ts';
import type { Autoencoder } from '../../src/model/autoencoder.ts';

const config: RunConfig = {
  ...recipeRun('fast', 'pen', 0),
  digits: [1, 5],
  spec: { units: [PIXELS, 8, 2, 8, PIXELS], activations: ['tanh', 'linear', 'tanh', 'linear'], code: 2 },
};
const parameters = initialParameters(config.spec, config.train, 0);

/** A context around the untrained network, which counts the images that were encoded. */
function context(late = () => false): { context: Context; encoded: () => number } {
  let count = 0;
  const network = {
    spec: config.spec,
    step: 7,
    encode: async (images: Float32Array) => {
      count += images.length / PIXELS;
      return encode(config.spec, parameters, images);
    },
    decode: async (codes: Float32Array) => decode(config.spec, parameters, codes),
  } as unknown as Autoencoder;
  const resources = {
    watched: async (_: string, digits: readonly number[]) => intensities(await loadWatched(penSource, digits)),
    labels: (_: string, digits: readonly number[]) => Promise.resolve(watchLabels(digits, pen.counts.test)),
  };
  return {
    encoded: () => count,
    context: { network, step: 7, config: async () => config, resources, late } as unknown as Context,
  };
}

const query = { kind: 'held-out:scores', which: 'network', digits: [1, 5, 7], odd: 3 } as const;

test('errors are those of the first 500 test images of each digit, in order', async () => {
  const answer = await answerTo(query, context().context);
  expect(answer.errors).toHaveLength(1500);
  expect([...answer.labels]).toEqual(Array.from({ length: 1500 }, (_, i) => query.digits[Math.floor(i / 500)]));
  expect(answer.step).toBe(7);
  for (const [row, digit, index] of [
    [0, 1, 0],
    [499, 1, 499],
    [742, 5, 242],
    [1499, 7, 499],
  ] as const) {
    const image = intensities(penImage('test', digit, index));
    const copy = decode(config.spec, parameters, encode(config.spec, parameters, image));
    expect(answer.errors[row]).toBeCloseTo(meanSquaredError(image, copy), 7);
  }
});

test('the odd ones are the watch digits that err most, then the strangers that err least, with their copies', async () => {
  const { errors, labels, odd, images, reconstructions } = await answerTo(query, context().context);
  const watched = (digit: number) => watchLabels(config.digits, pen.counts.test).filter((label) => label === digit).length;
  const familiar = [...errors.keys()].filter((row) => labels[row] !== 7 && row % 500 < watched(labels[row]!));
  expect(familiar).toHaveLength(500);
  const most = familiar.sort((a, b) => errors[b]! - errors[a]!).slice(0, 3);
  const least = [...errors.keys()].filter((row) => labels[row] === 7).sort((a, b) => errors[a]! - errors[b]!);
  expect(odd).toEqual([...most, ...least.slice(0, 3)]);
  odd.forEach((row, n) => {
    const [from, to] = [n * PIXELS, (n + 1) * PIXELS];
    expect(images.subarray(from, to)).toEqual(intensities(penImage('test', labels[row]!, row % 500)));
    expect(meanSquaredError(images.subarray(from, to), reconstructions.subarray(from, to))).toBeCloseTo(errors[row]!, 7);
  });
});

test('another stranger costs 500 images, not 1,500', async () => {
  const { context: asked, encoded } = context();
  await answerTo({ ...query, odd: 0 }, asked);
  expect(encoded()).toBe(1500);
  await answerTo({ ...query, digits: [1, 5, 9], odd: 0 }, asked);
  expect(encoded()).toBe(2000);
});

test('an answer that is no longer wanted is given up after some images', async () => {
  const { context: asked, encoded } = context(() => true);
  await expect(answerTo(query, asked)).rejects.toThrow('moved on');
  expect(encoded()).toBeLessThan(100);
});

test('a digit that is none is named', async () => {
  await expect(answerTo({ ...query, digits: [1, 12] }, context().context)).rejects.toThrow('there are no images of a digit 12');
});

const made = { errors: Float32Array.of(0.01, 0.02, 0.03, 0.04, 0.02, 0.05, 0.06, 0.07), labels: Uint8Array.of(1, 1, 5, 5, 7, 7, 7, 7) };

test('the sentence counts what the threshold does and names the areas', () => {
  // Pairs: 0.02 beats one and ties one of four (1.5), the other three beat all four.
  const network = detector('network', made, 7);
  expect(network.area).toBeCloseTo(13.5 / 16, 12);
  expect(heldOutText(made, 7, 0.035, network, [detector('pca', made, 7)], { digit: 5, error: 0.04 })).toBe(
    'At 0.0350 you call 75 % of the 7s strange, and 25 % of the known digits. ' +
      'The area under the curve is 0.844, against 0.844 for PCA-2. The marked 5 has error 0.0400.',
  );
});

test('a threshold by a share follows the errors, one by a number stays', () => {
  const known = Float32Array.of(0.1, 0.2, 0.3, 0.4);
  expect(thresholdBy({ share: 0.25 }, known)).toBeCloseTo(0.3, 6);
  expect(thresholdBy({ share: 1 }, known)).toBe(0);
  expect(thresholdBy({ threshold: 0.123 }, known)).toBe(0.123);
});

test('shares that are nearly none or nearly all are not rounded to it', () => {
  expect([0, 0.001, 0.5, 0.999, 1].map(percent)).toEqual(['0 %', 'fewer than 1 %', '50 %', 'more than 99 %', '100 %']);
});

test('the axis stays while errors fit it and fill two fifths of it', () => {
  const up = (largest: number, now?: number) => errorWindow(Float32Array.of(0.01, largest), now);
  expect(up(0.17)).toBe(0.2);
  expect(up(0.12, 0.2)).toBe(0.2);
  expect(up(0.079, 0.2)).toBe(0.1);
  expect(up(0.21, 0.2)).toBe(0.5);
  expect(up(NaN)).toBeLessThan(0.05);
});
