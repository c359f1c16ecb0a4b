// The cost chart's arithmetic: what is nearest, what the window is, what is kept when a curve is thinned, and the finding in words.
import { describe, expect, test } from 'vitest';
import {
  costFinding,
  costReading,
  costWindow,
  curveOf,
  firstBelowPca,
  nearest,
  niceAbove,
  niceBelow,
  peakAbove,
  spread,
  thin,
} from '../../src/kit/draw/cost-curve.ts';
import { costOutOfBounds, recordedCosts } from '../../src/model/cost.ts';

const baselines = { zero: 0.1, mean: 0.06, pca1: 0.0491, pca2: 0.043 };

test('the nearest report is found between two, before the first and after the last', () => {
  const costs = [0, 10, 100].map((step) => ({ step, cost: step }));
  expect(nearest(costs, 4)?.step).toBe(0);
  expect(nearest(costs, 6)?.step).toBe(10);
  expect(nearest(costs, -5)?.step).toBe(0);
  expect(nearest(costs, 1e6)?.step).toBe(100);
  expect(nearest([], 3)).toBeUndefined();
});

test('a cost is out of bounds where grey would do better and the run was five times lower; a run that begins high is not', () => {
  const run = (...costs: number[]) => costOutOfBounds(costs.map((cost, step) => ({ step, cost })));
  expect(run(0.12, 0.05, 9.1294)).toBe(9.1294);
  expect(run(0.12, 0.05, 1e30)).toBe(1e30);
  expect(run(0.12, 0.04, 0.24)).toBeUndefined();
  expect(run(2.5, 2.7)).toBeUndefined();
  expect(run(2.5, 0.8, 3.9)).toBeUndefined();
  expect(run(2.5, 0.3, 3.9)).toBe(3.9);
  // It has come back.
  expect(run(0.12, 9.1294, 0.2)).toBeUndefined();
  expect(run()).toBeUndefined();
});

test('what leaves the frame is told by its highest point; what is no number is not drawn', () => {
  const costs = [
    { step: 0, cost: 0.15, testCost: 0.15 },
    { step: 40, cost: 3, testCost: 9.1294 },
    { step: 60, cost: 4 },
    { step: 70, cost: Infinity, testCost: NaN },
  ];
  expect(peakAbove(costs, 0.2)).toEqual({ step: 40, cost: 9.1294 });
  expect(peakAbove(costs, 10)).toBeUndefined();
  expect(
    curveOf(
      costs,
      ({ testCost }) => testCost,
      (step) => step,
      (cost) => cost,
    ),
  ).toEqual([
    [0, 0.15],
    [40, 9.1294],
  ]);
  expect(costFinding(costs.slice(0, 2), baselines)).toMatch(/the test cost is 9\.1294, up from 0\.1500/);
});

test('windows end on 1, 2 or 5 times a power of ten', () => {
  expect([0.02, 0.0215, 0.049, 0.05, 0.7, 1].map(niceBelow).map((v) => +v.toFixed(6))).toEqual([0.02, 0.02, 0.02, 0.05, 0.5, 1]);
  expect([0.02, 0.0215, 0.05, 0.051, 0.54, 1].map(niceAbove).map((v) => +v.toFixed(6))).toEqual([0.02, 0.05, 0.05, 0.1, 1, 1]);
});

describe('the window of costs', () => {
  const start = [{ step: 0, cost: 0.55, testCost: 0.54 }];

  test('stays as the run goes on and its cost falls within it', () => {
    const early = costWindow([start], baselines);
    const later = costWindow([[...start, { step: 500, cost: 0.03, testCost: 0.0301 }]], baselines);
    expect(later).toEqual(early);
  });

  test('holds the baselines, the start of either run and the lowest test cost', () => {
    const [low, high] = costWindow(
      [
        [
          { step: 0, testCost: 0.15 },
          { step: 9, testCost: 0.004 },
        ],
        start,
      ],
      baselines,
    );
    expect(low).toBeLessThanOrEqual(0.004);
    expect(high).toBeGreaterThanOrEqual(0.54);
  });

  test('is there before anything is known', () => {
    const [low, high] = costWindow([[], []], null);
    expect(low).toBeGreaterThan(0);
    expect(high).toBeGreaterThan(low);
  });
});

test('thinning 10,000 points keeps every spike and no more than two points a column', () => {
  const points = Array.from({ length: 10_000 }, (_, i): [number, number] => [i / 20, i === 5003 ? 900 : i % 7]);
  const kept = thin(points);
  expect(kept.length).toBeLessThanOrEqual(500);
  expect(kept.some(([, y]) => y === 900)).toBe(true);
  expect(kept.every(([x], i) => i === 0 || kept[i - 1]![0] <= x)).toBe(true);
});

test('labels are moved apart, keep their order and stay in the chart', () => {
  const at = spread([100, 101, 102, 5, 300], 15, 0, 280);
  const sorted = [at[3]!, at[0]!, at[1]!, at[2]!, at[4]!];
  for (let i = 1; i < sorted.length; i++) expect(sorted[i]! - sorted[i - 1]!).toBeGreaterThanOrEqual(14.8);
  expect(Math.min(...at)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...at)).toBeLessThanOrEqual(280);
  expect(at[3]).toBe(5);
});

describe('the finding', () => {
  test('says since when the network is below PCA', () => {
    const costs = [0.2, 0.05, 0.04, 0.03].map((testCost, i) => ({ step: 100 * i, cost: testCost, testCost }));
    expect(costFinding(costs, baselines)).toBe(
      'At step 300 the test cost is 0.0300, down from 0.2000 at step 0. PCA with two numbers costs 0.0430; the network is below it since step 200.',
    );
  });

  test('does not claim what is not so', () => {
    expect(costFinding([{ step: 0, testCost: 0.2 }], baselines)).toContain('still above the mean image');
    expect(costFinding([{ step: 50, testCost: 0.05 }], baselines)).toContain('not yet below it');
    expect(costFinding([], baselines)).toContain('nothing has been trained');
  });
});

test("the first test cost below PCA's line is found, and none is where a run stays above it", () => {
  const costs = [0.2, 0.05, 0.042, 0.044, 0.03].map((testCost, k) => ({ step: 20 * k, testCost }));
  expect(firstBelowPca(costs, baselines)).toEqual({ step: 40, testCost: 0.042 });
  expect(firstBelowPca(costs.slice(0, 2), baselines)).toBeUndefined();
  expect(firstBelowPca(costs, null)).toBeUndefined();
});

test('a reading gives the step of a test cost that is not from the step itself', () => {
  const costs = recordedCosts([
    [0, 0.2, 0.21],
    [5, 0.1, null],
  ]);
  expect(costReading(costs, 5)).toBe('Step 5: batch 0.1000, test 0.2100 (at 0)');
  expect(costReading(costs, 0, [{ step: 0, testCost: 0.3 }], 'recorded run')).toBe(
    'Step 0: batch 0.2000, test 0.2100; recorded run: 0.3000',
  );
});
