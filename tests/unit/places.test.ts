// Expected places of the digits against the middles of their codes: as placed, and after the best turn and mirror.
import { describe, expect, test } from 'vitest';
import { alignPlaces, centresOf, closestPair, comparePlaces, type Places } from '../../src/features/predict/places.ts';

const places = (entries: readonly (readonly [number, readonly [number, number]])[]): Places => new Map(entries);
const centres = places([
  [1, [-2, 0]],
  [5, [1, 1]],
  [6, [3, 4]],
]);

/** Turned by some degrees, mirrored or not, stretched and shifted. */
function moved(of: Places, degrees: number, mirror: boolean, scale: number, shift: number): Places {
  const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  return new Map(
    [...of].map(([digit, [x, y]]) => {
      const v = mirror ? -y : y;
      return [digit, [scale * (cos * x - sin * v) + shift, scale * (sin * x + cos * v) - shift]];
    }),
  );
}

test('the middle of a kind is the mean of its codes', () => {
  const codes = Float32Array.of(0, 0, 2, 4, 10, 10);
  expect([...centresOf(codes, Uint8Array.of(1, 1, 5))]).toEqual([
    [1, [1, 2]],
    [5, [10, 10]],
  ]);
});

describe('the best turn and mirror', () => {
  test.each([
    [30, false, 1],
    [-120, true, 2.5],
    [179, true, 0.2],
  ])('undoes a turn by %d degrees, mirrored: %s, stretched by %d', (degrees, mirror, scale) => {
    const aligned = alignPlaces(moved(centres, degrees, mirror, scale, 7), centres)!;
    expect(aligned.alignment.mirrored).toBe(mirror);
    for (const [digit, [x, y]] of aligned.places) {
      expect(x).toBeCloseTo(centres.get(digit)![0], 4);
      expect(y).toBeCloseTo(centres.get(digit)![1], 4);
    }
  });

  test('needs three marks: two can be laid on any two', () => {
    expect(alignPlaces(places([[1, [0, 0]]]), centres)).toBeUndefined();
  });
});

describe('in words', () => {
  test('a triangle that is right but turned is far off as placed, and fits after the turn', () => {
    const words = comparePlaces(moved(centres, 90, false, 1, 0), centres, 'your network');
    expect(words).toMatch(/^From your mark to their middle: 1s \d\.\d, 5s \d\.\d and 6s \d\.\d\./);
    expect(words).toContain('turned by 90°');
    expect(words).not.toContain('mirrored');
    expect(words).toContain('to fit, 0.0.');
    expect(words).toContain('You put 1s and 5s closest together, and so does your network.');
  });

  test('another neighbour is named', () => {
    const wrong = places([
      [1, [0, 0]],
      [5, [9, 0]],
      [6, [9, 1]],
    ]);
    expect(closestPair(wrong)).toEqual([5, 6]);
    expect(comparePlaces(wrong, centres, 'your network')).toContain(
      'You put 5s and 6s closest together; your network has 1s and 5s closest.',
    );
  });

  test('without marks, or with fewer than three, only what can be said is said', () => {
    expect(comparePlaces(places([]), centres, 'the recorded run')).toMatch(/^No mark was placed/);
    expect(comparePlaces(places([[1, [-2, 3]]]), centres, 'your network')).toBe('From your mark to their middle: 1s 3.0.');
  });
});
