// Procrustes: what was done to a set of points is found again, and sets that have nothing in common are told to.
import { describe, expect, test } from 'vitest';
import { procrustes } from '../../src/model/procrustes.ts';
import { random } from '../../src/model/random.ts';

function cloud(count: number, seed: number): Float32Array {
  const { normal } = random(seed, 'cloud');
  return Float32Array.from({ length: 2 * count }, (_, i) => (i % 2 === 0 ? 3 : 1) * normal());
}

/** Mirrored if asked, turned, stretched, shifted. */
function moved(
  points: Float32Array,
  { mirrored, degrees, scale, shift }: { mirrored: boolean; degrees: number; scale: number; shift: [number, number] },
) {
  const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  return Float32Array.from(points, (_, i) => {
    const n = i - (i % 2);
    const [x, y] = [points[n]!, points[n + 1]! * (mirrored ? -1 : 1)];
    return i % 2 === 0 ? shift[0] + scale * (cos * x - sin * y) : shift[1] + scale * (sin * x + cos * y);
  });
}

describe.each([
  { mirrored: false, degrees: 143, scale: 1.4, shift: [5, -2] },
  { mirrored: true, degrees: -70, scale: 0.3, shift: [0, 40] },
  { mirrored: true, degrees: 180, scale: 2, shift: [-1, -1] },
  { mirrored: false, degrees: 0, scale: 1, shift: [0, 0] },
] as const)('points turned by $degrees degrees, mirrored: $mirrored', ({ shift, ...done }) => {
  const points = cloud(500, 1);
  const target = moved(points, { ...done, shift: [...shift] });
  const found = procrustes(points, target);

  test('are recovered: turn, mirror image and scale', () => {
    expect(found.mirrored).toBe(done.mirrored);
    expect(Math.cos(((found.degrees - done.degrees) * Math.PI) / 180)).toBeCloseTo(1, 9);
    expect(found.scale).toBeCloseTo(done.scale, 5);
    expect(found.left).toBeLessThan(1e-9);
  });

  test('lie on their targets when carried over', () => {
    found.apply(points).forEach((value, i) => expect(value).toBeCloseTo(target[i]!, 4));
  });
});

test('sets that have nothing to do with each other keep nearly all of the variance', () => {
  const { left } = procrustes(cloud(500, 1), cloud(500, 2));
  expect(left).toBeGreaterThan(0.97);
  expect(left).toBeLessThanOrEqual(1);
});

test('the share left over is the one that remains between the sets', () => {
  const [points, noise] = [cloud(500, 1), cloud(500, 3)];
  const target = moved(points, { mirrored: false, degrees: 30, scale: 1, shift: [1, 1] }).map((value, i) => value + 0.5 * noise[i]!);
  const found = procrustes(points, target);
  const carried = found.apply(points);
  const mean = [0, 1].map((column) => target.reduce((sum, value, i) => (i % 2 === column ? sum + value / 500 : sum), 0));
  let [rest, all] = [0, 0];
  target.forEach((value, i) => {
    rest += (value - carried[i]!) ** 2;
    all += (value - mean[i % 2]!) ** 2;
  });
  expect(found.left).toBeCloseTo(rest / all, 5);
  // No turn, stretch or mirror image nearby fits better.
  for (const [degrees, scale] of [
    [2, 1],
    [-2, 1],
    [0, 1.03],
    [0, 0.97],
  ] as const) {
    const centred = carried.map((value, i) => value - mean[i % 2]!);
    const other = moved(centred, { mirrored: false, degrees, scale, shift: [mean[0]!, mean[1]!] });
    expect(target.reduce((sum, value, i) => sum + (value - other[i]!) ** 2, 0)).toBeGreaterThan(rest);
  }
});

test('points that are no numbers are left out, and a single point fits nothing', () => {
  const points = cloud(50, 1);
  const target = moved(points, { mirrored: true, degrees: 20, scale: 2, shift: [0, 0] });
  target[6] = NaN;
  expect(procrustes(points, target).left).toBeLessThan(1e-9);
  expect(procrustes(new Float32Array(20), cloud(10, 1))).toMatchObject({ scale: 0, left: 1 });
});
