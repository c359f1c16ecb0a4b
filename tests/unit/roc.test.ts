// ROC curves: held against counting every pair, on random scores with and without ties, and on cases known by hand.
import { describe, expect, test } from 'vitest';
import { random } from '../../src/model/random.ts';
import { ratesAt, rocArea, rocCurve, shareAbove, thresholdFor } from '../../src/model/roc.ts';

/** Mann and Whitney's U over the number of pairs, by comparing each stranger with each known score. */
function byPairs(known: readonly number[], strangers: readonly number[]): number {
  let wins = 0;
  for (const stranger of strangers) for (const score of known) wins += stranger > score ? 1 : stranger === score ? 0.5 : 0;
  return wins / (known.length * strangers.length);
}

const area = (known: readonly number[], strangers: readonly number[]) => rocArea(rocCurve(known, strangers));

/** `levels` makes ties: so many different scores there are. */
function scores(count: number, shift: number, levels: number, seed: number): number[] {
  const source = random(seed, 'roc');
  return Array.from({ length: count }, () => Math.round((source.uniform() + shift) * levels) / levels);
}

describe('the area', () => {
  test.each([
    ['without ties', 1e9],
    ['with some ties', 100],
    ['with many ties', 4],
  ])('is the share of pairs that stand in the right order, %s', (_, levels) => {
    for (let seed = 0; seed < 20; seed++) {
      const known = scores(40 + seed, 0, levels, seed);
      const strangers = scores(97 - 3 * seed, 0.3, levels, seed + 100);
      expect(area(known, strangers)).toBeCloseTo(byPairs(known, strangers), 12);
    }
  });

  test('is the same for 32-bit scores as for the numbers they stand for', () => {
    const [known, strangers] = [Float32Array.from(scores(300, 0, 50, 1)), Float32Array.from(scores(200, 0.2, 50, 2))];
    expect(rocArea(rocCurve(known, strangers))).toBeCloseTo(byPairs([...known], [...strangers]), 12);
  });

  test('is 1 where every stranger scores higher, 0 where every one scores lower', () => {
    expect(area([0.01, 0.02], [0.03, 0.04, 0.05])).toBe(1);
    expect(area([0.03, 0.04], [0.01, 0.02])).toBe(0);
  });

  test('is one half where all scores are equal, and near it where they mean nothing', () => {
    expect(area([1, 1, 1], [1, 1])).toBe(0.5);
    // Its standard error is 0.0065 (Hanley and McNeil 1982 with area 1/2): 4 of them.
    expect(Math.abs(area(scores(4000, 0, 1e9, 5), scores(4000, 0, 1e9, 6)) - 0.5)).toBeLessThan(0.026);
  });

  test("agrees with Hanley and McNeil's worked example of 58 normal and 51 abnormal scans in five ratings", () => {
    // Table I of the paper: ratings 1 to 5 of normal and of abnormal images; its area by the trapezoid rule is 0.893.
    const rated = (counts: readonly number[]) => counts.flatMap((count, rating) => Array<number>(count).fill(rating + 1));
    expect(area(rated([33, 6, 6, 11, 2]), rated([3, 2, 2, 11, 33]))).toBeCloseTo(0.893, 3);
  });
});

describe('the curve', () => {
  test('runs from nothing called strange to everything, and never back', () => {
    const points = rocCurve(scores(50, 0, 12, 7), scores(60, 0.2, 12, 8));
    expect(points[0]).toMatchObject({ truePositiveRate: 0, falsePositiveRate: 0 });
    expect(points.at(-1)).toMatchObject({ truePositiveRate: 1, falsePositiveRate: 1 });
    for (let n = 1; n < points.length; n++) {
      expect(points[n]!.truePositiveRate).toBeGreaterThanOrEqual(points[n - 1]!.truePositiveRate);
      expect(points[n]!.falsePositiveRate).toBeGreaterThanOrEqual(points[n - 1]!.falsePositiveRate);
      expect(points[n]!.threshold).toBeLessThan(points[n - 1]!.threshold);
    }
  });

  test('has at each of its thresholds the rates that counting gives', () => {
    const [known, strangers] = [scores(50, 0, 12, 9), scores(60, 0.2, 12, 10)];
    for (const { threshold, ...rates } of rocCurve(known, strangers)) expect(ratesAt(known, strangers, threshold)).toEqual(rates);
  });

  test('passes tied scores at once', () => {
    expect(rocCurve([1, 2], [2, 3])).toEqual([
      { threshold: 3, truePositiveRate: 0, falsePositiveRate: 0 },
      { threshold: 2, truePositiveRate: 0.5, falsePositiveRate: 0 },
      { threshold: 1, truePositiveRate: 1, falsePositiveRate: 0.5 },
      { threshold: -Infinity, truePositiveRate: 1, falsePositiveRate: 1 },
    ]);
  });
});

describe('a threshold', () => {
  test('calls strange what lies above it, not what lies on it', () => {
    expect(ratesAt([0.1, 0.2, 0.3, 0.4], [0.3, 0.5], 0.3)).toEqual({ truePositiveRate: 0.5, falsePositiveRate: 0.25 });
    expect(shareAbove([0.1, 0.2], 0.05)).toBe(1);
  });

  test('chosen by a share of false alarms keeps to it, and is the lowest that does', () => {
    for (const levels of [1e9, 30, 4]) {
      const known = scores(200, 0, levels, 3);
      for (const share of [0, 0.01, 0.05, 0.1, 0.5, 0.995]) {
        const threshold = thresholdFor(known, share);
        expect(shareAbove(known, threshold)).toBeLessThanOrEqual(share);
        const next = Math.max(...known.filter((score) => score < threshold), -Infinity);
        expect(shareAbove(known, next)).toBeGreaterThan(share);
      }
    }
    expect(thresholdFor([1, 2], 1)).toBe(-Infinity);
  });
});

test('a kind without scores, and a score that is no number, are named', () => {
  expect(() => rocCurve([], [1])).toThrow('there are no scores of known images: a ROC curve needs some of either kind');
  expect(() => rocCurve([1], [])).toThrow('there are no scores of strange images: a ROC curve needs some of either kind');
  expect(() => ratesAt([], [1], 0)).toThrow('no scores of known images');
  expect(() => rocCurve([1, NaN], [1])).toThrow('score 1 of the known images is not a finite number');
  expect(() => thresholdFor([], 0.05)).toThrow('there are no scores of known images to set a threshold by');
  expect(() => thresholdFor([1], 1.5)).toThrow('the share of false alarms must lie between 0 and 1, not at 1.5');
});
