// 16-bit floats: every one of them survives, and what lies between two goes to the nearer.
import { expect, test } from 'vitest';
import { fromHalves, toHalves } from '../../src/model/half.ts';

const ALL = Uint16Array.from({ length: 65_536 }, (_, i) => i);
const isNaNHalf = (half: number) => (half & 0x7c00) === 0x7c00 && (half & 0x3ff) !== 0;

test('all 65,536 halves come back as they were (a NaN as some NaN)', () => {
  const back = toHalves(fromHalves(ALL));
  const changed = ALL.filter((half, i) => (isNaNHalf(half) ? !isNaNHalf(back[i]!) : back[i] !== half));
  expect([...changed]).toEqual([]);
});

test('known values', () => {
  const known: [number, number][] = [
    [0, 0x0000],
    [1, 0x3c00],
    [-2, 0xc000],
    [65_504, 0x7bff],
    [2 ** -14, 0x0400],
    [2 ** -24, 0x0001],
    [1 / 3, 0x3555],
    [Infinity, 0x7c00],
    [65_520, 0x7c00],
    [2 ** -26, 0x0000],
  ];
  for (const [value, half] of known) expect([value, toHalves(Float32Array.of(value))[0]]).toEqual([value, half]);
  expect(Object.is(fromHalves(Uint16Array.of(0x8000))[0], -0)).toBe(true);
});

test('between two neighbours the nearer is taken, at the middle the even one', () => {
  for (let half = 0; half < 0x7bff; half += 7) {
    const [low, high] = [...fromHalves(Uint16Array.of(half, half + 1))];
    const at = (t: number) => toHalves(Float32Array.of(low! + t * (high! - low!)))[0];
    expect([at(0.25), at(0.5), at(0.75)]).toEqual([half, half % 2 === 0 ? half : half + 1, half + 1]);
  }
});
