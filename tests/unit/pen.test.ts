// The pen's claims: handwriting normalised as MNIST is, the same on every draw, with factors that one can see.
import { describe, expect, it, vi } from 'vitest';
import { penFactors, penImage, penSource } from '../../src/data/pen.ts';
import { GLYPHS } from '../../src/data/pen/glyphs.ts';
import { pen } from '../../src/data/sets/pen.ts';
import { loadDataset, shardRanges } from '../../src/data/source.ts';
import { PIXELS, SIDE } from '../../src/model/spec.ts';

const DIGITS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
const IMAGES = 200;
const imagesByDigit = DIGITS.map((digit) => Array.from({ length: IMAGES }, (_, index) => penImage('test', digit, index)));
const factorsByDigit = DIGITS.map((digit) => Array.from({ length: IMAGES }, (_, index) => penFactors('test', digit, index)));

const sum = (values: ArrayLike<number>): number => Array.from(values).reduce((a, b) => a + b, 0);
const mean = (values: number[]): number => sum(values) / values.length;

function correlation(a: number[], b: number[]): number {
  const [meanA, meanB] = [mean(a), mean(b)];
  const covariance = (u: number[], v: number[], mu: number, mv: number) => mean(u.map((value, i) => (value - mu) * (v[i]! - mv)));
  return covariance(a, b, meanA, meanB) / Math.sqrt(covariance(a, a, meanA, meanA) * covariance(b, b, meanB, meanB));
}

/** Centre of mass, lean in degrees (from second moments) and bounding box of the ink. */
function measure(image: Uint8Array) {
  const inked = Array.from(image.keys()).filter((pixel) => image[pixel]! > 0);
  const [columns, rows] = [inked.map((pixel) => pixel % SIDE), inked.map((pixel) => Math.floor(pixel / SIDE))];
  const mass = sum(image);
  const moment = (of: (column: number, row: number) => number) =>
    sum(inked.map((pixel, i) => image[pixel]! * of(columns[i]!, rows[i]!))) / mass;
  const x = moment((column) => column);
  const y = moment((_, row) => row);
  const lean = -moment((column, row) => (column - x) * (row - y)) / moment((_, row) => (row - y) ** 2);
  const span = (values: number[]) => Math.max(...values) - Math.min(...values) + 1;
  return { x, y, slant: (Math.atan(lean) * 180) / Math.PI, width: span(columns), height: span(rows) };
}
const measuresByDigit = imagesByDigit.map((images) => images.map(measure));

describe.each(DIGITS)('a %i of the pen', (digit) => {
  const measures = measuresByDigit[digit]!;
  const factors = factorsByDigit[digit]!;

  it('fits a box of 20 x 20 and fills it on its larger side', () => {
    for (const { width, height } of measures) {
      const larger = Math.max(width, height);
      expect(larger).toBeLessThanOrEqual(20);
      expect(larger).toBeGreaterThanOrEqual(19);
    }
  });

  it('has its centre of mass within half a pixel of the middle', () => {
    for (const { x, y } of measures) {
      expect(Math.abs(x - (SIDE - 1) / 2)).toBeLessThan(0.5);
      expect(Math.abs(y - (SIDE - 1) / 2)).toBeLessThan(0.5);
    }
  });

  it('leans as its slant says', () => {
    const measured = measures.map(({ slant }) => slant);
    const slants = factors.map(({ slant }) => slant);
    expect(correlation(measured, slants)).toBeGreaterThan(0.75);
  });

  it('has more ink the thicker the pen', () => {
    const ink = imagesByDigit[digit]!.map(sum);
    const thicknesses = factors.map(({ thickness }) => thickness);
    expect(correlation(ink, thicknesses)).toBeGreaterThan(0.75);
  });

  it('is broader the greater its width (which slant and thickness, too, have a say in)', () => {
    if (digit === 1) return; // a single stroke has no width of its own
    const upright = measures.map(({ width }, i) => ({ width, i })).filter(({ i }) => Math.abs(factors[i]!.slant) < 12);
    const measured = upright.map(({ width }) => width);
    const widths = upright.map(({ i }) => factors[i]!.width);
    expect(correlation(measured, widths)).toBeGreaterThan(0.5);
  });

  it('is written in variants whose shares sum to 1', () => {
    expect(sum(GLYPHS[digit]!.map(({ share }) => share))).toBeCloseTo(1, 9);
  });
});

describe('the pen beside MNIST, digits 1, 5 and 6', () => {
  it.each([1, 5, 6])('%i leans as its slant says, with a correlation above 0.8', (digit) => {
    const measured = measuresByDigit[digit]!.map(({ slant }) => slant);
    const slants = factorsByDigit[digit]!.map(({ slant }) => slant);
    expect(correlation(measured, slants)).toBeGreaterThan(0.8);
  });

  it('costs an all-zero image and a mean image about what MNIST costs them (0.0985 and 0.0590)', () => {
    const images = [1, 5, 6].flatMap((digit) => imagesByDigit[digit]!);
    const middle = Array.from({ length: PIXELS }, (_, pixel) => mean(images.map((image) => image[pixel]! / 255)));
    const cost = (guess: (pixel: number) => number) =>
      mean(images.map((image) => mean(Array.from(image, (v, pixel) => (v / 255 - guess(pixel)) ** 2))));
    expect(Math.abs(cost(() => 0) / 0.098535 - 1)).toBeLessThan(0.15);
    expect(Math.abs(cost((pixel) => middle[pixel]!) / 0.059044 - 1)).toBeLessThan(0.2);
  });

  it('has saturated strokes and soft edges', () => {
    const values = imagesByDigit[5]!.flatMap((image) => Array.from(image)).filter((value) => value > 0);
    expect(values.filter((value) => value > 240).length / values.length).toBeGreaterThan(0.35);
    expect(values.filter((value) => value < 200).length / values.length).toBeGreaterThan(0.15);
  });
});

describe('penSource', () => {
  it('has as many images as MNIST, in shards that hold every one', async () => {
    for (const split of ['train', 'test'] as const) {
      for (const digit of DIGITS) expect(penSource.count(split, digit)).toBe(pen.counts[split][digit]);
    }
    const shards = await Promise.all(shardRanges(pen.counts.test[5]!).map((_, index) => penSource.shard('test', 5, index)));
    expect(sum(shards.map((shard) => shard.length))).toBe(892 * PIXELS);
  });

  it('gives image i of a digit wherever it is asked for, whatever was drawn before', async () => {
    const shard = await penSource.shard('train', 6, 1);
    const [from] = shardRanges(pen.counts.train[6]!)[1]!;
    for (const k of [1_999, 0, 77]) expect(shard.subarray(k * PIXELS, (k + 1) * PIXELS)).toEqual(penImage('train', 6, from + k));
  });

  it('puts image k of a digit in the k-th place of that digit in a dataset', async () => {
    const { dataset, all } = loadDataset(penSource, [5, 8], () => {});
    await all;
    let seen = 0;
    for (let i = 0; i < dataset.test.labels.length; i++) {
      if (dataset.test.labels[i] !== 8) continue;
      if (seen % 97 === 0) expect(dataset.test.images.subarray(i * PIXELS, (i + 1) * PIXELS)).toEqual(penImage('test', 8, seen));
      seen++;
    }
    expect(seen).toBe(pen.counts.test[8]);
  });

  it('draws the same bytes today as when its runs were recorded: a shard without its checksum is not given away', async () => {
    const first = DIGITS.flatMap((digit) => (['train', 'test'] as const).map((split) => penSource.shard(split, digit, 0)));
    for (const shard of await Promise.all(first)) expect(shard).toHaveLength(500 * PIXELS);
  });

  it('gives away no shard that was drawn wrongly: after some two thousand images all were blank in WebKit', async () => {
    const miscompiled = vi.spyOn(Math, 'hypot').mockReturnValue(NaN);
    try {
      await expect(penSource.shard('test', 6, 0)).rejects.toThrow('This browser draws the synthetic digits wrongly');
    } finally {
      miscompiled.mockRestore();
    }
    await expect(penSource.shard('test', 6, 0)).resolves.toHaveLength(500 * PIXELS);
  });

  it('draws other digits for the test set than for the training set', () => {
    const train = new Set(Array.from({ length: IMAGES }, (_, index) => penImage('train', 1, index).join()));
    expect(train.size).toBe(IMAGES);
    expect(imagesByDigit[1]!.filter((image) => train.has(image.join()))).toEqual([]);
  });

  it('refuses a shard that does not exist, and stops where it is told to', async () => {
    await expect(penSource.shard('test', 5, 9)).rejects.toThrow('no shard 9 of digit 5');
    const stopped = new AbortController();
    stopped.abort();
    await expect(penSource.shard('test', 5, 0, stopped.signal)).rejects.toThrow(/abort/i);
  });
});

describe('penFactors', () => {
  it('stay within what a hand does', () => {
    for (const { slant, width, thickness, curvature } of factorsByDigit.flat()) {
      expect(slant).toBeGreaterThanOrEqual(-30);
      expect(slant).toBeLessThanOrEqual(48);
      expect(width).toBeGreaterThanOrEqual(0.55);
      expect(width).toBeLessThanOrEqual(1.8);
      expect(thickness).toBeGreaterThanOrEqual(1.5);
      expect(thickness).toBeLessThanOrEqual(5);
      expect(curvature).toBeGreaterThanOrEqual(0);
      expect(curvature).toBeLessThanOrEqual(1);
    }
  });
});
