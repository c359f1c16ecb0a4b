// How many steps a submission to the graphics processor holds.
import { describe, expect, test } from 'vitest';
import { createPace, type Pace } from '../../src/train/engines/wgsl/pace.ts';

/** Lets `count` submissions run on a device that takes `each` milliseconds a step, and `more` for a submission. */
function run(pace: Pace, count: number, each: number, more = 0): number[] {
  return Array.from({ length: count }, () => {
    const { steps } = pace;
    pace.note(steps, steps * each + more);
    return steps;
  });
}

describe('pace', () => {
  test('doubles from 1 until a submission takes about 50 ms', () => {
    const pace = createPace(256);
    expect(run(pace, 8, 1)).toEqual([1, 2, 4, 8, 16, 32, 50, 50]);
  });

  test('gets there though every submission has a cost of its own', () => {
    const pace = createPace(256);
    run(pace, 20, 0.5, 3);
    expect(pace.steps).toBeGreaterThan(80);
    expect(pace.steps).toBeLessThanOrEqual(100);
  });

  test('stays at 1 where one step takes longer', () => {
    expect(run(createPace(256), 5, 900)).toEqual([1, 1, 1, 1, 1]);
  });

  test('shrinks after two slow submissions in a row', () => {
    const pace = createPace(256);
    run(pace, 10, 1);
    run(pace, 2, 25);
    expect(pace.steps).toBe(2);
  });

  test('one submission that was held up changes nothing', () => {
    const pace = createPace(256);
    run(pace, 10, 1);
    pace.note(50, 5_000);
    expect(pace.steps).toBe(50);
    pace.note(50, 50);
    expect(pace.steps).toBe(50);
  });

  test('never leaves what a submission can hold, even with a clock that stands still', () => {
    const pace = createPace(37);
    for (const steps of run(pace, 20, 0)) expect(steps).toBeLessThanOrEqual(37);
    expect(pace.steps).toBe(37);
  });

  test('a device that grows faster is followed', () => {
    const pace = createPace(256);
    run(pace, 5, 50);
    expect(pace.steps).toBe(1);
    run(pace, 10, 1);
    expect(pace.steps).toBe(50);
  });
});
