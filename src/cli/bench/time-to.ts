// `--time-to`: which steps are timed, and how many of them each recipe takes to a test cost.
import { readFile } from 'node:fs/promises';
import { loadDataset } from '../../data/source.ts';
import type { CostPoint } from '../../model/cost.ts';
import { recordedCosts } from '../../model/cost.ts';
import { parseRecord } from '../../model/record.ts';
import { NOTEBOOK_DIGITS, recipeRun, RECIPES, type RecipeName } from '../../model/recipes.ts';
import type { TrainConfig } from '../../model/spec.ts';
import { ENGINE_NAMES, ENGINES } from '../../train/engines/index.ts';
import { isTestStep } from '../../model/cost.ts';
import { createTrainer, type Trainer } from '../../train/trainer.ts';
import { openSource } from '../open-source.ts';
import { startSimdInNode } from '../simd-in-node.ts';
import { OUR_THREADS, rowsOf, type Row, type RowName } from './rows.ts';

export type TimedRecipe = RecipeName | 'quick';

/** The site's recipes, and `quick`, which its first edition began with. */
export const TIMED: Readonly<Record<TimedRecipe, TrainConfig>> = {
  fast: RECIPES.fast,
  best: RECIPES.best,
  quick: {
    ...RECIPES.notebook,
    steps: 2_000,
    learningRate: 2e-3,
    schedule: { kind: 'cosine', warmup: 50, steps: 2_000 },
    weights: { kind: 'fan-in' },
    biases: { kind: 'zero' },
  },
  notebook: RECIPES.notebook,
};
export const TIMED_NAMES = Object.keys(TIMED) as readonly TimedRecipe[];

/** Its run takes minutes on the fastest engine: its test costs are read from the recording. */
const RECORDED = 'notebook';
const RECORDING = new URL('../../../public/runs/notebook/run.json', import.meta.url);

/** What is timed where nothing is asked for: TensorFlow.js on other backends takes seconds a step. */
export const TIMED_ROWS: readonly RowName[] = ['wgsl', 'simd', 'tfjs-wasm', 'tfjs-wasm-repaired', 'jax-wasm', 'jax-webgpu'];

/** Our engines train by every recipe, the others by the notebook's and the best. */
export const recipesOf = (name: RowName): readonly TimedRecipe[] =>
  ENGINE_NAMES.some((each) => each === name && ENGINES[each].ours) ? TIMED_NAMES : ['best', 'notebook'];

/** What a step costs is decided by its batch and by its optimizer: `quick` and `notebook` have the same step. */
export const sameStep = (a: TrainConfig, b: TrainConfig): boolean =>
  a.batch === b.batch && JSON.stringify(a.adam) === JSON.stringify(b.adam);

/** The rows that must be timed: each step once an engine. */
export function timedRows(names: readonly RowName[], cores: number): Row[] {
  const steps = TIMED_NAMES.filter((name, k) => !TIMED_NAMES.slice(k + 1).some((later) => sameStep(TIMED[name], TIMED[later])));
  return steps.flatMap((step) => {
    const takers = names.filter((name) => recipesOf(name).some((recipe) => sameStep(TIMED[recipe], TIMED[step])));
    return rowsOf(takers, cores, TIMED[step]);
  });
}

/** One run of a recipe up to the cost. */
export interface Reached {
  readonly seed: number;
  /** The first tested step at which the test cost is at most the one asked for; null where the recipe ends above it. */
  readonly steps: number | null;
  /** The run's own time from its first step to there, in steps alone and with all test costs; null of a recording. */
  readonly measured: { readonly stepSeconds: number; readonly seconds: number } | null;
}

export interface RecipeRuns {
  readonly recipe: TimedRecipe;
  readonly recorded: boolean;
  readonly runs: readonly Reached[];
}

/** The first step, of those at which a trainer tests, whose test cost is at most `cost`; null where there is none. Nothing is read between two. */
export function firstTestedAt(costs: readonly CostPoint[], last: number, cost: number): number | null {
  return costs.find(({ step, testCost }) => isTestStep(step, last) && testCost !== undefined && testCost <= cost)?.step ?? null;
}

/** Trains until the test cost is at most `cost`, or to the last step. */
export async function trainTo(trainer: Trainer, seed: number, last: number, cost: number): Promise<Reached> {
  const began = performance.now();
  let steps: number | null = null;
  while (steps === null && trainer.step < last) steps = firstTestedAt([await trainer.advance(last)], last, cost);
  return { seed, steps, measured: { stepSeconds: trainer.spent / 1_000, seconds: (performance.now() - began) / 1_000 } };
}

/** Throws a sentence where the recording is of another recipe. */
async function recordedRuns(cost: number): Promise<RecipeRuns> {
  const { config, costs } = parseRecord(JSON.parse(await readFile(RECORDING, 'utf8')));
  if (JSON.stringify(config) !== JSON.stringify(recipeRun(RECORDED, 'mnist', config.seed))) {
    throw new Error("public/runs/notebook is not a run of the notebook's recipe: record it anew");
  }
  const steps = firstTestedAt(recordedCosts(costs), config.train.steps, cost);
  return { recipe: RECORDED, recorded: true, runs: [{ seed: config.seed, steps, measured: null }] };
}

/**
 * Runs of each recipe on MNIST up to a test cost, on `simd` with two threads in Node. All engines compute the same run, but for rounding,
 * so that one has to train.
 */
export async function recipeRuns(cost: number, seeds: number, say: (line: string) => void): Promise<RecipeRuns[]> {
  const recorded = await recordedRuns(cost);
  const { dataset, all } = loadDataset(await openSource('mnist'), NOTEBOOK_DIGITS, () => {});
  await all;
  const createEngine = await startSimdInNode(OUR_THREADS);
  const results: RecipeRuns[] = [];
  for (const recipe of TIMED_NAMES.filter((name) => name !== RECORDED)) {
    const train = TIMED[recipe];
    const runs: Reached[] = [];
    for (let seed = 0; seed < seeds; seed++) {
      const trainer = await createTrainer({ ...recipeRun('notebook', 'mnist', seed), train }, dataset, createEngine);
      const run = await trainTo(trainer, seed, train.steps, cost).finally(() => trainer.engine.dispose());
      say(`${recipe}, seed ${seed}: ${run.steps === null ? `not reached in ${train.steps} steps` : `reached at step ${run.steps}`}`);
      runs.push(run);
    }
    results.push({ recipe, recorded: false, runs });
  }
  return [...results, recorded];
}
