// How long a run is expected to take on a machine whose step is known.
import { expect, test } from 'vitest';
import { secondsOf, workOf } from '../../src/model/pace.ts';
import { recipeRun } from '../../src/model/recipes.ts';

const fast = recipeRun('fast', 'mnist', 0);
const pace = { msPerStep: 10, work: workOf(fast) };

test('a run takes its steps, its test costs, and what the figures ask for meanwhile', () => {
  // 750 steps, and 21 costs on 2,985 digits, each as long as 15.5 steps on 64 digits: 1,077 steps of 10 ms, in four fifths of the time.
  expect(secondsOf(fast, pace)).toBeCloseTo(13.4, 0);
});

test('a step grows with the batch and with the network', () => {
  const notebook = recipeRun('notebook', 'mnist', 0);
  expect(workOf(notebook) / workOf(fast)).toBeCloseTo(500 / 64, 6);
  expect(secondsOf(notebook, pace)).toBeGreaterThan((10_000 / 750) * secondsOf(fast, pace));
  const large = { ...fast, spec: { ...fast.spec, units: [784, 1000, 600, 2, 600, 1000, 784] } };
  expect(secondsOf(large, pace)).toBeGreaterThan(2 * secondsOf(fast, pace));
});
