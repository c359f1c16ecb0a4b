// `npm run bench -- --time-to`: which step reaches a cost, what must be timed, and how seconds follow from both.
import { expect, test } from 'vitest';
import type { Result } from '../../src/cli/bench/contest.ts';
import { labelOf, type Row } from '../../src/cli/bench/rows.ts';
import type { Machine } from '../../src/cli/bench/table.ts';
import { costSpread, engineTimes, totalOf, toTimeJson, toTimeTable } from '../../src/cli/bench/time-table.ts';
import { firstTestedAt, timedRows, trainTo, type RecipeRuns, type Reached } from '../../src/cli/bench/time-to.ts';
import { isTestStep } from '../../src/model/cost.ts';
import type { StepCost, Trainer } from '../../src/train/trainer.ts';

const MACHINE: Machine = { cpu: 'A processor', cores: 2, node: 'v22', browser: 'Chromium 1', gpu: null };

test('a cost is reached at the first tested step at or below it, and nothing is read between two tests', () => {
  const costs = [
    { step: 50, testCost: 0.04 },
    // A recording tests at some steps of its own, too, which no other run tests at.
    { step: 77, testCost: 0.01 },
    { step: 100, testCost: 0.03 },
    { step: 150, cost: 0.01 },
    { step: 200, testCost: 0.0277 },
    { step: 250, testCost: 0.029 },
  ];
  expect(firstTestedAt(costs, 750, 0.0277)).toBe(200);
  expect(firstTestedAt(costs, 750, 0.0276)).toBeNull();
  expect(firstTestedAt(costs, 77, 0.0277)).toBe(77);
});

/** A trainer whose test cost is 1 / step, and whose steps take 2 ms each. */
function fakeTrainer() {
  const trainer = {
    step: 0,
    spent: 0,
    async advance(count: number): Promise<StepCost> {
      const last = 750;
      do {
        trainer.step++;
        trainer.spent += 2;
      } while (--count > 0 && !isTestStep(trainer.step, last));
      return { step: trainer.step, cost: 1, ...(isTestStep(trainer.step, last) ? { testCost: 1 / trainer.step } : {}) };
    },
  };
  return trainer as typeof trainer & Trainer;
}

test('a run trains no further than to the cost, and not beyond its last step', async () => {
  const trainer = fakeTrainer();
  expect(await trainTo(trainer, 3, 750, 1 / 120)).toMatchObject({ seed: 3, steps: 150, measured: { stepSeconds: 0.3 } });
  expect(trainer.step).toBe(150);
  const short = fakeTrainer();
  expect((await trainTo(short, 0, 750, 1e-9)).steps).toBeNull();
  expect(short.step).toBe(750);
});

test('each step is timed once an engine: ours on three batches, the others on those of best and of the notebook', () => {
  const told = timedRows(['simd', 'tfjs-wasm', 'jax-wasm'], 2).map((row) => `${row.train.batch}: ${labelOf(row)}`);
  const ours = ['simd x1', 'simd x2', 'simd x2, messages'];
  const others = ['tfjs-wasm', 'jax-wasm x1', 'jax-wasm x2'];
  expect(told).toEqual([
    ...ours.map((label) => `64: ${label}`),
    ...[...ours, ...others].map((label) => `100: ${label}`),
    ...[...ours, ...others].map((label) => `500: ${label}`),
  ]);
});

const reached = (seed: number, steps: number | null, seconds: number): Reached => ({
  seed,
  steps,
  measured: { stepSeconds: seconds, seconds: 1.5 * seconds },
});

const RUNS: readonly RecipeRuns[] = [
  { recipe: 'fast', recorded: false, runs: [reached(0, 650, 5), reached(1, 700, 6), reached(2, null, 3)] },
  { recipe: 'best', recorded: false, runs: [reached(0, 1_500, 15)] },
  { recipe: 'quick', recorded: false, runs: [reached(0, null, 80), reached(1, null, 80), reached(2, 1_000, 70)] },
  { recipe: 'notebook', recorded: true, runs: [{ seed: 0, steps: 9_000, measured: null }] },
];

test('the median of the seeds counts a run that ends above the cost as the longest; GFLOP are those of all its steps', () => {
  const [fast, best, quick, notebook] = RUNS.map(totalOf);
  expect(fast).toMatchObject({ batch: 64, steps: 700, stepSeconds: 6, seconds: 9 });
  // 17 matrix products: three for each layer, but none for the gradient of the first one's inputs.
  const weights = 2 * (784 * 500 + 500 * 300 + 300 * 2);
  expect(fast!.gflopPerStep).toBeCloseTo((2 * 64 * (3 * weights - 784 * 500)) / 1e9, 9);
  expect(fast!.gflop).toBeCloseTo(700 * fast!.gflopPerStep, 6);
  expect(best).toMatchObject({ batch: 100, steps: 1_500 });
  expect(quick).toMatchObject({ steps: null, gflop: null, stepSeconds: null, seconds: null });
  expect(notebook).toMatchObject({ batch: 500, steps: 9_000, stepSeconds: null, seconds: null });
});

/** Milliseconds a step: a tenth of the batch on ours, ten times as much on the others. */
function result(row: Row): Result {
  const msPerStep = row.train.batch / (row.name === 'simd' ? 10 : 1);
  return { ...row, msPerStep, blocks: [msPerStep], counts: null, peakBytes: null, cost: row.name === 'simd' ? 0.4 : 0.4004 };
}

const results = timedRows(['simd', 'tfjs-wasm'], 1).map(result);

test('seconds are steps times milliseconds a step; none where an engine does not train by the recipe, or the cost is not reached', () => {
  const [one, , , tfjs] = engineTimes(results, RUNS.map(totalOf));
  expect(one).toMatchObject({ engine: 'simd x1', error: undefined });
  expect(one!.seconds.fast).toBeCloseTo(700 * 0.0064, 9);
  expect(one!.seconds.best).toBeCloseTo(15, 9);
  expect(one!.seconds.quick).toBeNull();
  expect(one!.msPerStep.quick).toBe(50);
  expect(one!.seconds.notebook).toBeCloseTo(450, 9);
  expect(tfjs!.seconds).toEqual({ fast: null, best: 150, quick: null, notebook: 4_500 });
});

test('the table has each recipe and each engine, what is measured as a whole, and how they compare', () => {
  const broken = { ...results[0]!, error: 'it broke', msPerStep: null, cost: null };
  const table = toTimeTable(0.0277, results, RUNS, MACHINE);
  const lines = table.split('\n');
  const lineOf = (start: string, among = lines) => among.find((line) => line.startsWith(start));
  expect(lineOf('fast')).toMatch(/^fast +64 +700 +\d+ +6\.0 +9\.0 +650 700 -$/);
  expect(lineOf('quick')).toMatch(/^quick +500 +- +- +- +- +- - 1000$/);
  expect(lineOf('notebook')).toMatch(/^notebook +500 +9000 +\d+ +- +- +recorded run$/);
  expect(lineOf('simd x1 ')).toMatch(/ 4\.5 +15\.0 +- +450 +6\.4 +10\.0 +50\.0 +50\.0$/);
  expect(lineOf('tfjs-wasm')).toMatch(/ - +150 +- +4500 +- +100\.0 +- +500\.0$/);
  expect(lineOf('simd x1:')).toBe('simd x1: quick takes - and notebook 100.4 times as long as fast, notebook on tfjs-wasm 1004.5 times');
  expect(lineOf('simd x1 ', toTimeTable(0.0277, [broken, ...results.slice(1)], RUNS, MACHINE).split('\n'))).toMatch(/it broke$/);
});

test('costs after the same steps are compared, so that an engine that computes something else is seen', () => {
  expect(costSpread(results)).toBeCloseTo(0.001, 9);
  expect(costSpread(results.map((each) => ({ ...each, cost: each.train.batch })))).toBe(0);
});

test('JSON has the runs of every seed and the numbers of the table', () => {
  const whole = JSON.parse(toTimeJson(0.0277, results, RUNS, MACHINE));
  expect(whole).toMatchObject({ cost: 0.0277, machine: MACHINE, costSpread: 0.001 });
  expect(whole.recipes[0]).toMatchObject({ recipe: 'fast', recorded: false, batch: 64, steps: 700, runs: RUNS[0]!.runs });
  expect(whole.engines[0]).toMatchObject({ engine: 'simd x1', seconds: { fast: 4.48, quick: null, notebook: 450 } });
});
