// Which images a step trains on: decided by seed and step, never by how fast data arrived.
import { expect, test } from 'vitest';
import { batchIndices, HEAD_PER_DIGIT, HEAD_STEPS } from '../../src/model/batches.ts';

const HEAD = 3 * HEAD_PER_DIGIT;
const TOTAL = 16_583;
const batch = (seed: number, step: number) => batchIndices(seed, step, 500, HEAD, TOTAL);

test('the same seed and step draw the same batch, others do not', () => {
  expect(batch(0, 7)).toEqual(batch(0, 7));
  expect(batch(0, 7)).not.toEqual(batch(0, 8));
  expect(batch(0, 7)).not.toEqual(batch(1, 7));
});

test('the first 20 steps draw from what arrives first, later ones from everything', () => {
  expect(HEAD_STEPS).toBe(20);
  for (let step = 0; step < HEAD_STEPS; step++) expect(Math.max(...batch(0, step))).toBeLessThan(HEAD);
  for (let step = HEAD_STEPS; step < HEAD_STEPS + 5; step++) expect(Math.max(...batch(0, step))).toBeGreaterThan(HEAD);
  const seen = new Set(Array.from({ length: 200 }, (_, k) => [...batch(0, HEAD_STEPS + k)]).flat());
  // 100,000 draws with replacement miss 16,583 exp(-6.03) = 40 of them, give or take 6.
  expect(TOTAL - seen.size).toBeGreaterThan(8);
  expect(TOTAL - seen.size).toBeLessThan(80);
  expect(Math.max(...seen)).toBeLessThan(TOTAL);
});

test('a head larger than the data is no harm', () => {
  expect(Math.max(...batchIndices(0, 0, 100, 50, 30))).toBeLessThan(30);
});
