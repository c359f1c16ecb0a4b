// The moments a run can be looked back at: which they are, what they hold, and how much memory they may take.
import { describe, expect, test } from 'vitest';
import { toHalves } from '../../src/model/half.ts';
import { NOTEBOOK_SPEC } from '../../src/model/recipes.ts';
import { parameterCount, PIXELS, type ModelSpec } from '../../src/model/spec.ts';
import { createTimeline, checkpointSteps } from '../../src/train/timeline.ts';
import { isTestStep } from '../../src/model/cost.ts';

const small: ModelSpec = { units: [PIXELS, 2, PIXELS], activations: ['linear', 'linear'], code: 1 };
const huge: ModelSpec = { units: [PIXELS, 4096, 2, 4096, PIXELS], activations: ['tanh', 'linear', 'tanh', 'linear'], code: 2 };

describe.each([60, 2_000, 10_000])('of a run of %i steps', (last) => {
  const moments = checkpointSteps(last, 18);
  test('the first is 0 and the last the end, all are test steps, at most as many as asked for', () => {
    expect([moments[0], moments.at(-1)]).toEqual([0, last]);
    expect(moments.length).toBeLessThanOrEqual(18);
    expect(moments.filter((step) => step > 0 && !isTestStep(step, last))).toEqual([]);
  });
  test('early steps lie close together, later ones far apart', () => {
    const gaps = moments.slice(1).map((step, k) => step - moments[k]!);
    expect(gaps[0]).toBe(5);
    expect(gaps.at(-1)).toBeGreaterThan(last / 10);
  });
});

test.each([
  ['the notebook’s network', NOTEBOOK_SPEC],
  ['a small one', small],
  ['a huge one', huge],
])('all moments of %s take at most 40 MB', (_, spec) => {
  const timeline = createTimeline(spec, 10_000);
  const wanted = Array.from({ length: 10_001 }, (_, step) => step).filter((step) => timeline.wants(step));
  expect(wanted.length).toBeGreaterThan(1);
  expect(wanted.length * 2 * parameterCount(spec)).toBeLessThanOrEqual(40e6);
});

test('a step’s parameters come back rounded to 16 bits', () => {
  const timeline = createTimeline(small, 100);
  const parameters = Float32Array.from({ length: parameterCount(small) }, (_, i) => Math.sin(i));
  timeline.keep(50, toHalves(parameters));
  expect(timeline.steps).toEqual([50]);
  const back = timeline.at(50)!;
  expect(Math.max(...back.map((value, i) => Math.abs(value - parameters[i]!)))).toBeLessThan(5e-4);
  expect(timeline.at(20)).toBeUndefined();
});

test('going back forgets what came later, so that it is kept again', () => {
  const timeline = createTimeline(small, 100);
  for (const step of [0, 1, 100]) timeline.keep(step, new Uint16Array(parameterCount(small)));
  expect(timeline.wants(100)).toBe(false);
  timeline.rewind(1);
  expect(timeline.steps).toEqual([0, 1]);
  expect(timeline.wants(100)).toBe(true);
});
