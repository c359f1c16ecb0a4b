// The expected cost curve: what a pen draws, what sliders set, and how it is compared with a run.
import { describe, expect, test } from 'vitest';
import {
  compareCosts,
  curveOf,
  expectedAt,
  GUESS_AT,
  GUESS_STEPS,
  GUESS_WINDOW,
  hasGuess,
  NO_GUESS,
  setAt,
  strokeTo,
} from '../../src/features/predict/guess.ts';

/** A pen that goes through these spots. */
const drawn = (spots: readonly (readonly [step: number, cost: number])[], start = NO_GUESS) =>
  spots.reduce((guess, [step, cost], k) => {
    const before = spots[k - 1];
    return strokeTo(guess, before ? { step: before[0], cost: before[1] } : null, { step, cost });
  }, start);

const across = drawn([
  [0, 0.2],
  [GUESS_STEPS, 0.02],
]);

describe('a stroke', () => {
  test('gives every column between its ends one cost, evenly in the logarithm', () => {
    expect(across.every((cost) => cost !== null)).toBe(true);
    const middle = Math.sqrt(GUESS_STEPS + 1) - 1;
    expect(expectedAt(across, middle)).toBeCloseTo(Math.sqrt(0.2 * 0.02), 6);
  });

  test('is one value a step: steps only grow along the curve, also where the pen went back', () => {
    const back = drawn([
      [1, 0.3],
      [500, 0.1],
      [10, 0.05],
      [600, 0.04],
    ]);
    const steps = curveOf(back).map(({ step }) => step);
    expect(steps).toEqual([...steps].sort((a, b) => a - b));
    expect(new Set(steps).size).toBe(steps.length);
  });

  test('drawn later wins where it passes, and leaves the rest', () => {
    const again = drawn(
      [
        [50, 0.5],
        [200, 0.5],
      ],
      across,
    );
    expect(expectedAt(again, 100)).toBeCloseTo(0.5, 6);
    expect(expectedAt(again, 1)).toBe(expectedAt(across, 1));
    expect(expectedAt(again, 600)).toBe(expectedAt(across, 600));
  });

  test('stays in the chart, wherever the pen goes', () => {
    const wild = drawn([
      [-50, 1e9],
      [1e9, -3],
    ]);
    const costs = curveOf(wild).map(({ cost }) => cost);
    expect(Math.min(...costs)).toBeGreaterThanOrEqual(GUESS_WINDOW[0]);
    expect(Math.max(...costs)).toBeLessThanOrEqual(GUESS_WINDOW[1] + 1e-12);
  });

  test('leaves a gap that the curve crosses in a straight line', () => {
    const two = drawn([[1, 0.1]], drawn([[600, 0.001 * 40]]));
    const between = expectedAt(two, 30)!;
    expect(between).toBeLessThan(0.1);
    expect(between).toBeGreaterThan(0.04);
    expect(expectedAt(two, GUESS_STEPS)).toBeUndefined();
  });
});

describe('a slider', () => {
  test('begins a curve by itself, and a second one makes it a line', () => {
    expect(hasGuess(NO_GUESS)).toBe(false);
    const one = setAt(NO_GUESS, 0, 0.2);
    expect(curveOf(one)).toHaveLength(1);
    const two = setAt(one, 5, 0.02);
    expect(expectedAt(two, 1)).toBeCloseTo(0.2, 9);
    expect(expectedAt(two, GUESS_STEPS)).toBeCloseTo(0.02, 9);
    expect(expectedAt(two, 100)).toBeGreaterThan(0.02);
  });

  test('bends what was drawn around its step and leaves the other sliders as they are', () => {
    const bent = setAt(across, GUESS_AT.indexOf(100), 0.3);
    expect(expectedAt(bent, 100)).toBeCloseTo(0.3, 9);
    for (const step of GUESS_AT.filter((each) => each !== 100)) expect(expectedAt(bent, step)).toBe(expectedAt(across, step));
    expect(expectedAt(bent, 200)).toBeGreaterThan(expectedAt(across, 200)!);
  });
});

describe('compared with a run', () => {
  const costs = [
    { step: 0, testCost: 0.15 },
    { step: 1, testCost: 0.14 },
    { step: 10, testCost: 0.1 },
    { step: 100, testCost: 0.0338 },
    { step: GUESS_STEPS, cost: 0.02, testCost: 0.0213 },
  ];
  const guess = GUESS_AT.reduce(
    (all, step, k) => setAt(all, k, ({ 1: 0.2, 10: 0.2, 100: 0.034, [GUESS_STEPS]: 0.02 } as Record<number, number>)[step] ?? 0.03),
    NO_GUESS,
  );

  test('says what was expected at the end and reached, where it was closest and where furthest off', () => {
    expect(compareCosts(guess, costs, 'your network')).toBe(
      'You expected 0.020 at step 750; your network reached 0.0213. You were closest at step 100 and furthest off at step 10: 0.20 expected, 0.1000 reached.',
    );
  });

  test('speaks of the last step so far while a run goes on', () => {
    expect(compareCosts(guess, costs.slice(0, 4), 'your network')).toMatch(
      /^You expected 0\.034 at step 100; your network reached 0\.0338\./,
    );
  });

  test('without a guess, or beyond it, says so', () => {
    expect(compareCosts(NO_GUESS, costs, 'the recorded run')).toBe('No guess was drawn; the recorded run reached 0.0213 at step 750.');
    expect(compareCosts(setAt(NO_GUESS, 0, 0.2), costs, 'your network')).toMatch(/^Your curve says nothing of step 750;/);
    expect(compareCosts(guess, [], 'your network')).toBe('');
  });

  test('leaves out what comes after the last step of the guess', () => {
    const longer = [...costs, { step: 10_000, testCost: 0.01 }];
    expect(compareCosts(guess, longer, 'your network')).toContain('0.0213');
  });
});
