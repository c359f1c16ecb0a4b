// A drawing or a picture becomes a digit as MNIST's are: a box of 20 pixels, placed by its centre of mass.
import { describe, expect, test } from 'vitest';
import { penImage } from '../../src/data/pen.ts';
import { greyOf, inkOf } from '../../src/data/pictures.ts';
import { intensities, meanSquaredError } from '../../src/model/forward.ts';
import { BOX, centreOfMass, MIDDLE, normalised, scaled } from '../../src/model/normalise.ts';
import { PIXELS, SIDE } from '../../src/model/spec.ts';

const DIGITS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];

/** Longer side of what is above a tenth of the peak. */
function longerSide(image: Float32Array): number {
  const inked = [...image.keys()].filter((i) => image[i]! > 0.1);
  const span = (values: number[]) => Math.max(...values) - Math.min(...values) + 1;
  return Math.max(span(inked.map((i) => i % SIDE)), span(inked.map((i) => Math.floor(i / SIDE))));
}

/** An image of the pen, `times` as large, in the corner of a sheet. */
function enlarged(image: Uint8Array, times: number, sheet: number): Float32Array {
  const ink = new Float32Array(sheet * sheet);
  for (let y = 0; y < SIDE * times; y++)
    for (let x = 0; x < SIDE * times; x++)
      ink[(y + 3) * sheet + x + 11] = image[Math.floor(y / times) * SIDE + Math.floor(x / times)]! / 255;
  return ink;
}

describe.each(DIGITS)('a %d of the pen', (digit) => {
  const images = Array.from({ length: 40 }, (_, index) => penImage('test', digit, index));

  test('has a longer side of 20 and its centre of mass within half a pixel, whatever its size and place', () => {
    for (const image of images.slice(0, 10)) {
      for (const ink of [intensities(image), enlarged(image, 3, 120), enlarged(image, 7, 250)]) {
        const made = normalised(ink, Math.sqrt(ink.length))!;
        expect(longerSide(made)).toBe(BOX);
        const [x, y] = centreOfMass(made, SIDE);
        expect(Math.abs(x - MIDDLE)).toBeLessThanOrEqual(0.5);
        expect(Math.abs(y - MIDDLE)).toBeLessThanOrEqual(0.5);
        expect(Math.max(...made)).toBe(1);
      }
    }
  });
});

test('most digits of the pen, normalised already, stay as they are', () => {
  const changes = DIGITS.flatMap((digit) =>
    Array.from({ length: 100 }, (_, index) => {
      const image = intensities(penImage('test', digit, index));
      return meanSquaredError(normalised(image, SIDE)!, image);
    }),
  ).sort((a, b) => a - b);
  // A reconstruction's squared error is about 0.03. The pen's box is 19 pixels now and then: those digits grow.
  expect(changes[500]).toBeLessThan(0.0001);
  expect(changes[750]).toBeLessThan(0.0005);
  expect(changes.at(-1)).toBeLessThan(0.06);
});

test('normalising twice is normalising once', () => {
  for (const digit of DIGITS) {
    const once = normalised(intensities(penImage('test', digit, 1)), SIDE)!;
    const twice = normalised(once, SIDE)!;
    expect(meanSquaredError(once, twice)).toBeLessThan(1e-12);
  }
});

test('blank paper stays blank, and is said to be', () => {
  expect(normalised(new Float32Array(100 * 80), 100)).toBeUndefined();
  expect(normalised(new Float32Array(1), 1)).toBeUndefined();
});

test('a dot of one pixel becomes a square of 20, in the middle', () => {
  const ink = new Float32Array(300 * 200);
  ink[37 * 300 + 290] = 0.3;
  const image = normalised(ink, 300)!;
  expect(longerSide(image)).toBe(BOX);
  expect(image.filter((value) => value === 1)).toHaveLength(BOX * BOX);
  expect(centreOfMass(image, SIDE)).toEqual([13.5, 13.5]);
});

test('a hair as long as the sheet keeps a breadth of one pixel', () => {
  const ink = new Float32Array(1000 * 1000);
  for (let y = 0; y < 1000; y++) ink[y * 1000 + 500] = 1;
  const image = normalised(ink, 1000)!;
  expect(image.filter((value) => value > 0)).toHaveLength(BOX);
});

test('ink whose weight lies far from the middle of its box stays inside the frame', () => {
  // A long hair with a blot at its end: by its mass alone it would leave the frame by 5 pixels.
  const side = 200;
  const ink = new Float32Array(side * side);
  for (let x = 0; x < side; x++) ink[100 * side + x] = 1;
  for (let y = 60; y < 140; y++) for (let x = 0; x < 30; x++) ink[y * side + x] = 1;
  const image = normalised(ink, side)!;
  expect(longerSide(image)).toBe(BOX);
  expect(image[Math.round(MIDDLE) * SIDE + SIDE - 1]).toBeGreaterThan(0);
});

test('a sheet of 4,000 by 4,000 pixels is done in under a second', () => {
  const ink = new Float32Array(4000 * 4000);
  for (let i = 0; i < 4000; i++) for (let w = 0; w < 300; w++) ink[i * 4000 + Math.min(3999, i + w)] = 1;
  const before = performance.now();
  expect(longerSide(normalised(ink, 4000)!)).toBe(BOX);
  expect(performance.now() - before).toBeLessThan(1000);
});

test('scaling keeps the mean of what it covers', () => {
  const values = Float32Array.from({ length: 35 * 23 }, (_, i) => Math.sin(i) ** 2);
  const mean = (all: Float32Array) => all.reduce((a, b) => a + b) / all.length;
  for (const [width, height] of [
    [7, 5],
    [20, 13],
    [50, 40],
  ] as const) {
    const made = scaled(values, 35, { left: 0, right: 35, top: 0, bottom: 23 }, width, height);
    expect(mean(made)).toBeCloseTo(mean(values), 5);
  }
});

describe('a picture', () => {
  const grey = (image: Uint8Array, map: (value: number) => number) => ({ width: SIDE, height: SIDE, values: image.map(map) });
  const image = penImage('test', 5, 3);
  const expected = normalised(intensities(image), SIDE)!;

  test('dark on light and light on dark give the same digit', () => {
    for (const map of [(v: number) => v, (v: number) => 255 - v]) {
      expect(meanSquaredError(normalised(inkOf(grey(image, map))!, SIDE)!, expected)).toBeLessThan(1e-6);
    }
  });

  test('pale pencil on grey paper gives nearly the same digit', () => {
    const ink = inkOf(grey(image, (v) => 190 - 0.3 * v))!;
    expect(meanSquaredError(normalised(ink, SIDE)!, expected)).toBeLessThan(1e-4);
  });

  test('grain of the paper is not ink', () => {
    const noisy = grey(image, (v, ...rest) => 255 - 0.8 * v - ((rest.length * 37 + v * 13) % 5));
    const ink = inkOf({ ...noisy, values: noisy.values.map((v, i) => Math.max(0, v - ((i * 7919) % 12))) })!;
    expect(longerSide(normalised(ink, SIDE)!)).toBe(BOX);
    expect(meanSquaredError(normalised(ink, SIDE)!, expected)).toBeLessThan(0.003);
  });

  test('an even picture has no ink', () => {
    expect(inkOf({ width: 9, height: 9, values: new Uint8Array(81).fill(200) })).toBeUndefined();
    expect(inkOf({ width: 1, height: 1, values: Uint8Array.of(0) })).toBeUndefined();
  });

  test('on transparent paper, black and white strokes are both ink', () => {
    for (const shade of [0, 255]) {
      const rgba = new Uint8ClampedArray(4 * PIXELS);
      image.forEach((value, i) => rgba.set([shade, shade, shade, value], 4 * i));
      const ink = inkOf(greyOf(rgba, SIDE, SIDE))!;
      expect(meanSquaredError(normalised(ink, SIDE)!, expected)).toBeLessThan(1e-4);
    }
  });
});
