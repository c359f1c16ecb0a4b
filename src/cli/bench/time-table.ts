// The result of `--time-to`: seconds, steps and GFLOP to a test cost, as tables to read and as one JSON object.
import { median } from '../../model/median.ts';
import { NOTEBOOK_SPEC } from '../../model/recipes.ts';
import { gflopPerStep } from '../../model/spec.ts';
import type { Result } from './contest.ts';
import { labelOf, OUR_THREADS } from './rows.ts';
import { aligned, machineText, rounded, shown, type Machine } from './table.ts';
import { recipesOf, sameStep, TIMED, TIMED_NAMES, type RecipeRuns, type TimedRecipe } from './time-to.ts';

/** A recipe's runs in one: the median over seeds, null where most of them end above the cost. */
export interface RecipeTotal extends RecipeRuns {
  readonly batch: number;
  readonly steps: number | null;
  readonly gflopPerStep: number;
  readonly gflop: number | null;
  readonly stepSeconds: number | null;
  readonly seconds: number | null;
}

/** A run that ends above the cost counts as longer than any other. */
function medianOf(values: readonly (number | null)[]): number | null {
  const middle = median(values.map((value) => value ?? Infinity));
  return Number.isFinite(middle) ? middle : null;
}

export function totalOf(each: RecipeRuns): RecipeTotal {
  const { batch } = TIMED[each.recipe];
  const perStep = gflopPerStep(NOTEBOOK_SPEC, batch);
  const steps = medianOf(each.runs.map((run) => run.steps));
  const time = (key: 'stepSeconds' | 'seconds') =>
    medianOf(each.runs.map((run) => (run.steps === null ? null : (run.measured?.[key] ?? null))));
  return {
    ...each,
    batch,
    steps,
    gflopPerStep: perStep,
    gflop: steps === null ? null : steps * perStep,
    stepSeconds: time('stepSeconds'),
    seconds: time('seconds'),
  };
}

/** An engine, by its label: what a step takes it, and the seconds to the cost, recipe by recipe; null where it was not timed or failed. */
export interface EngineTimes {
  readonly engine: string;
  readonly msPerStep: Readonly<Record<TimedRecipe, number | null>>;
  readonly seconds: Readonly<Record<TimedRecipe, number | null>>;
  readonly error: string | undefined;
}

export function engineTimes(results: readonly Result[], totals: readonly RecipeTotal[]): EngineTimes[] {
  const byRecipe = (value: (recipe: TimedRecipe) => number | null) =>
    Object.fromEntries(TIMED_NAMES.map((recipe) => [recipe, value(recipe)])) as Record<TimedRecipe, number | null>;
  return [...new Set(results.map(labelOf))].map((engine) => {
    const own = results.filter((result) => labelOf(result) === engine);
    const msPerStep = byRecipe((recipe) => {
      if (!recipesOf(own[0]!.name).includes(recipe)) return null;
      return own.find(({ train }) => sameStep(train, TIMED[recipe]))?.msPerStep ?? null;
    });
    const seconds = byRecipe((recipe) => {
      const steps = totals.find((total) => total.recipe === recipe)?.steps ?? null;
      return steps === null || msPerStep[recipe] === null ? null : (steps * msPerStep[recipe]) / 1_000;
    });
    return { engine, msPerStep, seconds, error: own.find(({ error }) => error !== undefined)?.error };
  });
}

/** How far the costs after three steps lie apart, relative to the least, among engines that take the same steps. */
export function costSpread(results: readonly Result[]): number {
  const spreads = results.map(({ train }) => {
    const costs = results.flatMap(({ train: other, cost }) => (cost !== null && sameStep(other, train) ? [cost] : []));
    return costs.length === 0 ? 0 : Math.max(...costs) / Math.min(...costs) - 1;
  });
  return Math.max(0, ...spreads);
}

export function toTimeJson(cost: number, results: readonly Result[], runs: readonly RecipeRuns[], machine: Machine): string {
  const totals = runs.map(totalOf);
  const round = (times: EngineTimes['seconds']) =>
    Object.fromEntries(Object.entries(times).map(([recipe, value]) => [recipe, rounded(value)]));
  const engines = engineTimes(results, totals).map(({ engine, msPerStep, seconds, error }) => ({
    engine,
    msPerStep: round(msPerStep),
    seconds: round(seconds),
    ...(error === undefined ? {} : { error }),
  }));
  return JSON.stringify({ cost, recipes: totals, engines, costSpread: rounded(costSpread(results)), machine });
}

/** Seconds: one digit after the point below 100, none above. */
const secondsText = (value: number | null) => shown(value, value !== null && value >= 100 ? 0 : 1);

/** How many times as long as `fast` other recipes take on the same engine, and tfjs with the notebook's; for each of ours. */
function comparisons(times: readonly EngineTimes[]): string[] {
  const stock = times.find(({ engine }) => engine === 'tfjs-wasm')?.seconds.notebook ?? null;
  const over = (seconds: number | null, fast: number) => shown(seconds && seconds / fast, 1);
  return times.flatMap(({ engine, seconds: { fast, quick, notebook } }) => {
    if (fast === null) return [];
    const own = `quick takes ${over(quick, fast)} and notebook ${over(notebook, fast)} times as long as fast`;
    return [`${engine}: ${own}, notebook on tfjs-wasm ${over(stock, fast)} times`];
  });
}

const FOOTNOTE = `
steps: the first tested step at or below the cost (tests are at steps 1, 2, 5, 10, 20, ... 90, then every 50th), the median of the seeds.
All engines compute the same run but for rounding: the steps were found by training on simd x${OUR_THREADS} in Node, those of the notebook's
recipe are read from the recorded run (its whole run takes minutes on every seed). GFLOP: multiplications and additions of all steps.
seconds: steps x the measured ms a step, the median of alternating blocks of one run, test costs left out, for every engine; quick and
notebook share their step. Measured as a whole: 'run s', the steps of the real run alone, to compare with simd x${OUR_THREADS}; 'with tests s', with
its test costs, which the trainer computes at every tested step. Both in Node, without start or download.`;

export function toTimeTable(cost: number, results: readonly Result[], runs: readonly RecipeRuns[], machine: Machine): string {
  const totals = runs.map(totalOf);
  const times = engineTimes(results, totals);
  const recipeRows = totals.map((total) => [
    total.recipe,
    String(total.batch),
    shown(total.steps, 0),
    shown(total.gflop, 0),
    secondsText(total.stepSeconds),
    secondsText(total.seconds),
    total.recorded ? 'recorded run' : total.runs.map(({ steps }) => shown(steps, 0)).join(' '),
  ]);
  const timeRows = times.map(({ engine, seconds, msPerStep }) => [
    engine,
    ...TIMED_NAMES.map((recipe) => secondsText(seconds[recipe])),
    ...TIMED_NAMES.map((recipe) => shown(msPerStep[recipe], 1)),
  ]);
  const failed = times.map(({ error }) => (error === undefined ? '' : `  ${error}`));
  return [
    machineText(machine),
    '',
    `To test cost ${cost} on MNIST:`,
    ...aligned(['recipe', 'batch', 'steps', 'GFLOP', 'run s', 'with tests s', 'steps by seed'], recipeRows),
    '',
    ...aligned(['seconds', ...TIMED_NAMES, ...TIMED_NAMES.map((recipe) => `${recipe} ms/step`)], timeRows, failed),
    '',
    ...comparisons(times),
    `Costs after the same three steps lie ${(100 * costSpread(results)).toFixed(3)} % apart at most.`,
    FOOTNOTE,
  ].join('\n');
}
