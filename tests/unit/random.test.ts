// Seeded randomness: the same on every machine and every day, and random enough.
import { expect, test } from 'vitest';
import { random } from '../../src/model/random.ts';

const N = 200_000;
const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
const draw = (count: number, next: () => number) => Array.from({ length: count }, next);

test('the first numbers of a stream are these, whatever machine asks', () => {
  const uniform = random(0, 'batches');
  const normal = random(7, 'weights 0');
  expect(draw(4, uniform.uniform).map((value) => value * 2 ** 32)).toMatchInlineSnapshot(`
    [
      441346426,
      1262018993,
      2991446204,
      3350651675,
    ]
  `);
  expect(draw(3, normal.normal).map((value) => value.toFixed(12))).toMatchInlineSnapshot(`
    [
      "0.442285345053",
      "-1.125522358053",
      "-0.520296860301",
    ]
  `);
});

test('seeds and streams are independent of each other', () => {
  const first = (seed: number, stream: string) => random(seed, stream).uniform();
  const values = [
    ...draw(500, () => 0).map((_, seed) => first(seed, 'a')),
    ...draw(500, () => 0).map((_, i) => first(0, `stream ${i}`)),
    first(2 ** 32, 'a'),
    first(2 ** 40 + 1, 'a'),
  ];
  expect(new Set(values).size).toBe(values.length);
  const [a, b] = [random(0, 'a'), random(1, 'a')];
  const products = draw(N, () => (a.uniform() - 0.5) * (b.uniform() - 0.5));
  // Variance of a product of two uniforms is 1/144.
  expect(Math.abs(mean(products))).toBeLessThan((5 * (1 / 12)) / Math.sqrt(N));
});

test('uniform numbers fill [0, 1) evenly', () => {
  const { uniform } = random(1, 'uniform');
  const counts = new Array<number>(100).fill(0);
  for (let i = 0; i < N; i++) {
    const value = uniform();
    expect(value >= 0 && value < 1).toBe(true);
    counts[Math.floor(value * 100)]!++;
  }
  // Chi-squared with 99 degrees of freedom: mean 99, standard deviation 14.
  const chi = counts.reduce((sum, count) => sum + (count - N / 100) ** 2 / (N / 100), 0);
  expect(chi).toBeGreaterThan(99 - 5 * 14);
  expect(chi).toBeLessThan(99 + 5 * 14);
});

test('normal numbers have the moments of a normal', () => {
  const { normal } = random(2, 'normal');
  const values = draw(N, normal);
  const moment = (power: number) => mean(values.map((value) => value ** power));
  const error = (variance: number) => 5 * Math.sqrt(variance / N);
  expect(Math.abs(moment(1))).toBeLessThan(error(1));
  expect(Math.abs(moment(2) - 1)).toBeLessThan(error(2));
  expect(Math.abs(moment(3))).toBeLessThan(error(15));
  expect(Math.abs(moment(4) - 3)).toBeLessThan(error(96));
});

test('whole numbers below n are all of them, evenly', () => {
  const { below } = random(3, 'below');
  const counts = new Array<number>(7).fill(0);
  for (let i = 0; i < 70_000; i++) counts[below(7)]!++;
  for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(500);
});
