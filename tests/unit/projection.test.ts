// Codes of any size on a plane, and back.
import { describe, expect, test } from 'vitest';
import { flatOf } from '../../src/model/projection.ts';
import { random } from '../../src/model/random.ts';

/** Codes `[n, 3]` that vary by 3, 2 and 0.1 along three orthogonal directions that are no axes. */
function slanted(n: number): Float32Array {
  const source = random(0, 'projection test');
  const h = Math.SQRT1_2;
  return Float32Array.from(
    Array.from({ length: n }, () => {
      const [a, b, c] = [3 * source.normal(), 2 * source.normal(), 0.1 * source.normal()];
      return [5 + h * (a + b), h * (a - b), c - 1];
    }).flat(),
  );
}

describe('a code of two numbers is the plane', () => {
  const codes = Float32Array.of(1, 2, 3, 4);
  const { projection, flatten, lift } = flatOf(codes, 2);
  test('nothing changes either way', () => {
    expect(projection).toEqual({ kind: 'none', size: 2, share: 1 });
    expect(flatten(codes)).toEqual(codes);
    expect(lift(codes)).toEqual(codes);
  });
  test('the arrays are new: they may be given away', () => {
    expect(flatten(codes).buffer).not.toBe(codes.buffer);
    expect(lift(codes).buffer).not.toBe(codes.buffer);
  });
});

test('a code of one number lies on the first axis', () => {
  const { flatten, lift } = flatOf(Float32Array.of(7, 8), 1);
  expect(flatten(Float32Array.of(7, 8))).toEqual(Float32Array.of(7, 0, 8, 0));
  expect(lift(Float32Array.of(7, 3, 8, -1))).toEqual(Float32Array.of(7, 8));
});

describe('a longer code is shown in the two directions in which it varies most', () => {
  const codes = slanted(2_000);
  const { projection, flatten, lift, axes } = flatOf(codes, 3);

  test('the share of variance is what the made-up directions have: 13 of 13.01', () => {
    expect(projection.kind).toBe('pca');
    expect(projection.share).toBeGreaterThan(0.998);
    expect(projection.share).toBeLessThan(1);
  });
  test('lifting undoes flattening up to what the plane leaves out', () => {
    const back = lift(flatten(codes));
    const error = codes.reduce((sum, value, i) => sum + (value - back[i]!) ** 2, 0) / codes.length;
    expect(error).toBeCloseTo(0.01 / 3, 3);
  });
  test('the plane is centred, and its first axis varies most', () => {
    const points = flatten(codes);
    const column = (k: number) => [...points].filter((_, i) => i % 2 === k);
    const mean = (values: number[]) => values.reduce((a, b) => a + b) / values.length;
    const variance = (values: number[]) => mean(values.map((value) => value ** 2));
    for (const k of [0, 1]) expect(Math.abs(mean(column(k)))).toBeLessThan(1e-4);
    expect(variance(column(0))).toBeCloseTo(9, 0);
    expect(variance(column(1))).toBeCloseTo(4, 0);
  });
  test('an axis keeps its sense from one step to the next', () => {
    const turned = { mean: axes!.mean, directions: axes!.directions.map((value) => -value) };
    const again = flatOf(codes, 3, turned).flatten(codes);
    flatten(codes).forEach((value, i) => expect(again[i]).toBeCloseTo(-value, 5));
  });
});

test('codes that are not finite do not spoil the plane of the others', () => {
  const codes = slanted(500);
  codes.fill(NaN, 0, 3);
  expect(flatOf(codes, 3).projection.share).toBeGreaterThan(0.99);
});
