// The plane of codes: windows that hold still, grids the right way round, neighbours where the eye sees them.
import { expect, test } from 'vitest';
import {
  cellFor,
  cellOf,
  clampTo,
  gridCodes,
  gridOf,
  keepWindow,
  manifoldWindow,
  nearest,
  neighbourTowards,
  onRound,
  sameWindow,
  stepTowards,
  windowAround,
} from '../../src/kit/draw/plane.ts';
import { describePoint, neighbourAgreement } from '../../src/kit/draw/reading.ts';
import { decimals } from '../../src/kit/words.ts';
import { pageIndices } from '../../src/features/reconstruction/figure.ts';
import { clouds } from '../../src/kit/cases/codes.ts';

const square = Float32Array.of(-1, -2, 1, 2, 0, 0);

test('the window holds every code and ends on round numbers', () => {
  const { codes } = clouds(500);
  const { x, y } = windowAround(codes);
  for (let i = 0; i < codes.length; i += 2) {
    expect(codes[i]).toBeGreaterThanOrEqual(x[0]);
    expect(codes[i]).toBeLessThanOrEqual(x[1]);
    expect(codes[i + 1]).toBeGreaterThanOrEqual(y[0]);
    expect(codes[i + 1]).toBeLessThanOrEqual(y[1]);
  }
  for (const end of [...x, ...y]) expect(end).toBeCloseTo(Math.round(end * 10) / 10, 9);
});

test('codes that all agree, or are not numbers, still get a window', () => {
  expect(windowAround(Float32Array.of(3, 3, 3, 3)).x[0]).toBeLessThan(3);
  const { x, y } = windowAround(Float32Array.of(NaN, Infinity));
  expect(x[1] - x[0]).toBeGreaterThan(0);
  expect(y[1] - y[0]).toBeGreaterThan(0);
});

test('a window stays until codes leave it or fill less than half of it', () => {
  const window = windowAround(square);
  expect(keepWindow(window, square, windowAround)).toBe(window);
  const scaled = (by: number) => square.map((value) => value * by);
  expect(keepWindow(window, scaled(0.7), windowAround)).toBe(window);
  expect(keepWindow(window, scaled(1.5), windowAround)).toEqual(windowAround(scaled(1.5)));
  expect(keepWindow(window, scaled(0.3), windowAround)).toEqual(windowAround(scaled(0.3)));
});

test('a window made of percentiles stays too', () => {
  const { codes } = clouds(500);
  const window = manifoldWindow(codes);
  expect(keepWindow(window, codes, manifoldWindow, 0.01)).toBe(window);
  expect(window.x[1]).toBeLessThan(windowAround(codes).x[1]);
});

test('the grid has z1 to the right and z2 upwards, first row on top', () => {
  const codes = gridCodes({ x: [0, 4], y: [10, 14] }, 2);
  expect([...codes]).toEqual([1, 13, 3, 13, 1, 11, 3, 11]);
});

test('a grid can be told from its codes', () => {
  const window = { x: [-3.5, 4], y: [10, 14] } as const;
  const { n, window: found } = gridOf(gridCodes(window, 20));
  expect(n).toBe(20);
  expect(sameWindow(found, window)).toBe(true);
  expect(sameWindow(found, { x: [-3.5, 4.1], y: [10, 14] })).toBe(false);
});

test('each cell of the grid holds its own code, and no cell holds a point outside', () => {
  const window = { x: [-3, 5], y: [0, 2] } as const;
  const codes = gridCodes(window, 7);
  for (let i = 0; i < 49; i++)
    expect(cellOf(window, 7, [codes[2 * i]!, codes[2 * i + 1]!])).toEqual({ row: Math.floor(i / 7), column: i % 7 });
  expect(cellOf(window, 7, [5.1, 1])).toBeUndefined();
  expect(cellOf(window, 7, [0, -0.1])).toBeUndefined();
});

test('the cell that stands for a point holds it, and is the middle one for a point outside the window', () => {
  const window = { x: [-3, 5], y: [0, 2] } as const;
  expect(cellFor(window, 4, [-2.4, 1.9])).toEqual({ row: 0, column: 0, centre: [-2, 1.75] });
  expect(cellFor(window, 4, [90, 1])).toEqual({ row: 2, column: 2, centre: [2, 0.75] });
});

test('the nearest codes come nearest first', () => {
  const codes = Float32Array.of(0, 0, 5, 0, 1, 1, -9, 2);
  expect(nearest(codes, [0.4, 0.4], 3)).toEqual([0, 2, 1]);
  expect(nearest(codes, [0, 0], 9)).toHaveLength(4);
});

test('arrow keys go to the next code in their direction and stay where there is none', () => {
  const codes = Float32Array.of(0, 0, 2, 0.5, 1, 3, -2, 0);
  const window = { x: [-4, 4], y: [-4, 4] } as const;
  expect(neighbourTowards(codes, window, 0, [1, 0])).toBe(1);
  expect(neighbourTowards(codes, window, 0, [0, 1])).toBe(2);
  expect(neighbourTowards(codes, window, 0, [-1, 0])).toBe(3);
  expect(neighbourTowards(codes, window, 0, [0, -1])).toBe(0);
});

test('steps stay inside the window', () => {
  const window = { x: [-1, 1], y: [-5, 5] } as const;
  expect(stepTowards(window, [0, 0], [0, 1], false)).toEqual([0, 0.2]);
  expect(stepTowards(window, [0, 0], [0, 1], true)).toEqual([0, 1]);
  expect(stepTowards(window, [0.99, 0], [1, 0], false)).toEqual([1, 0]);
  expect(clampTo(window, [7, -7])).toEqual([1, -5]);
});

test('numbers are written with a true minus sign and without a negative zero', () => {
  expect(decimals(-1.234)).toBe('\u22121.23');
  expect(decimals(-0.001)).toBe('0.00');
});

test('a point is described by the digits around it', () => {
  const { codes, labels } = clouds(500);
  expect(describePoint(codes, labels, [-4, 2])).toBe('z = (\u22124.00, 2.00): the nearest test digits are 1s.');
  expect(describePoint(codes, labels, [60, 60])).toContain('far from every test digit');
  expect(describePoint(codes, labels, [2.5, 0.75])).toMatch(/between [56]s and [56]s/);
  expect(neighbourAgreement(codes, labels)).toBeGreaterThan(0.95);
});

test('pages show as many of each digit, go on with the next, and start over at the end', () => {
  const labels = Uint8Array.of(1, 1, 1, 5, 5, 5, 6, 6, 6);
  expect(pageIndices(labels, 0, 6)).toEqual([0, 1, 3, 4, 6, 7]);
  expect(pageIndices(labels, 1, 6)).toEqual([2, 0, 5, 3, 8, 6]);
  expect(pageIndices(Uint8Array.of(3, 3), 0, 3)).toEqual([0, 1, 0]);
});

test('a round passes through every middle and comes back to the first', () => {
  const middles = [
    [0, 0],
    [4, 0],
    [4, 2],
  ] as const;
  expect([0, 1, 2, 3].map((legs) => onRound(middles, legs))).toEqual([...middles, middles[0]]);
  expect(onRound(middles, 0.5)).toEqual([2, 0]);
});
