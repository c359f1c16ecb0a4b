// A cost curve that the reader expects: one value in every column of a chart over the logarithm of the step.
import { nearest, tested } from '../../kit/draw/cost-curve.ts';
import type { CostPoint } from '../../model/cost.ts';
import { RECIPES } from '../../model/recipes.ts';
import { costText, countText } from '../../kit/words.ts';

/** The guess goes from step 0 to the end of the run that readers begin with. */
export const GUESS_STEPS = RECIPES.fast.steps;
/** Steps whose expected cost has a slider, and at which guess and run are compared. */
export const GUESS_AT: readonly number[] = [1, 10, 30, 100, 300, GUESS_STEPS];
/** Costs from bottom to top of the chart: they tell nothing of how the run will go. */
export const GUESS_WINDOW = [0.01, 1] as const;

const LAST_COLUMN = 96;

/** The cost expected in each column, null where none was drawn. */
export type Guess = readonly (number | null)[];

/** A place in the chart. */
export interface Spot {
  readonly step: number;
  readonly cost: number;
}

export const NO_GUESS: Guess = Array.from({ length: LAST_COLUMN + 1 }, () => null);

/** Columns lie evenly on log(1 + step). */
const columnOf = (step: number) => (LAST_COLUMN * Math.log1p(Math.min(GUESS_STEPS, Math.max(0, step)))) / Math.log1p(GUESS_STEPS);
const stepOf = (column: number) => Math.expm1((column / LAST_COLUMN) * Math.log1p(GUESS_STEPS));
const inWindow = (cost: number) => Math.min(GUESS_WINDOW[1], Math.max(GUESS_WINDOW[0], cost));
/** Between two costs, evenly in their logarithm. */
const between = (a: number, b: number, t: number) => a ** (1 - t) * b ** t;

/**
 * The guess after a pen went from one spot to the next: every column it passed has the pen's cost, whatever was drawn there before.
 * @param from where the pen was, null where it has just come down
 */
export function strokeTo(guess: Guess, from: Spot | null, to: Spot): Guess {
  const [a, b] = [columnOf((from ?? to).step), columnOf(to.step)];
  const start = inWindow((from ?? to).cost);
  const end = inWindow(to.cost);
  const next = [...guess];
  const [low, high] = [Math.round(Math.min(a, b)), Math.round(Math.max(a, b))];
  for (let column = low; column <= high; column++) {
    const t = a === b ? 1 : Math.min(1, Math.max(0, (column - a) / (b - a)));
    next[column] = between(start, end, t);
  }
  return next;
}

/** The curve as a whole: what was drawn, joined by straight lines over the gaps, from the first column drawn to the last. */
export function curveOf(guess: Guess): Spot[] {
  const drawn = guess.flatMap((cost, column) => (cost === null ? [] : [{ column, cost }]));
  return drawn.flatMap(({ column, cost }, k) => {
    const next = drawn[k + 1];
    const spots = [{ step: stepOf(column), cost }];
    for (let at = column + 1; next && at < next.column; at++)
      spots.push({ step: stepOf(at), cost: between(cost, next.cost, (at - column) / (next.column - column)) });
    return spots;
  });
}

/** The cost expected at a step; undefined outside the curve. */
export function expectedAt(guess: Guess, step: number): number | undefined {
  const curve = curveOf(guess);
  const column = Math.round(columnOf(step));
  return curve.find((spot) => Math.round(columnOf(spot.step)) === column)?.cost;
}

/**
 * The guess with the expected cost at one of `GUESS_AT` changed. What was drawn around it bends with it, up to the neighbouring sliders,
 * which stay as they are.
 */
export function setAt(guess: Guess, slider: number, cost: number): Guess {
  const columns = GUESS_AT.map((step) => Math.round(columnOf(step)));
  const column = columns[slider]!;
  const [left, right] = [columns[slider - 1] ?? 0, columns[slider + 1] ?? LAST_COLUMN];
  const before = expectedAt(guess, GUESS_AT[slider]!);
  const bend = before === undefined ? 1 : inWindow(cost) / before;
  return guess.map((each, at) => {
    if (at === column) return inWindow(cost);
    if (each === null || at <= left || at >= right) return each;
    const share = at < column ? (at - left) / (column - left) : (right - at) / (right - column);
    return inWindow(each * bend ** share);
  });
}

export const hasGuess = (guess: Guess): boolean => guess.some((cost) => cost !== null);

/** An expected cost in words: nobody draws more than two digits. */
export const expectedText = (cost: number): string => cost.toPrecision(2);

/** By what factor two costs differ, 1 for equal ones. */
const factor = (a: number, b: number) => Math.max(a / b, b / a);

/**
 * The guess against the costs of a run, in a sentence or two.
 * @param whose "your network" or "the recorded run"
 */
export function compareCosts(guess: Guess, costs: readonly CostPoint[], whose: string): string {
  const tests = tested(costs);
  const last = nearest(
    tests.filter(({ step }) => step <= GUESS_STEPS),
    GUESS_STEPS,
  );
  if (last?.testCost === undefined) return '';
  const at = `at step ${countText(last.step)}`;
  const expected = expectedAt(guess, last.step);
  if (!hasGuess(guess)) return `No guess was drawn; ${whose} reached ${costText(last.testCost)} ${at}.`;
  const first =
    expected === undefined
      ? `Your curve says nothing of step ${countText(last.step)}; ${whose} reached ${costText(last.testCost)}.`
      : `You expected ${expectedText(expected)} ${at}; ${whose} reached ${costText(last.testCost)}.`;
  const compared = GUESS_AT.flatMap((step) => {
    const [mine, real] = [expectedAt(guess, step), tests.find((test) => test.step === step)?.testCost];
    return mine === undefined || real === undefined ? [] : [{ step, mine, real, off: factor(mine, real) }];
  }).sort((a, b) => a.off - b.off);
  const [closest, furthest] = [compared[0], compared.at(-1)];
  if (!closest || !furthest || closest === furthest) return first;
  const furthestWords = `${expectedText(furthest.mine)} expected, ${costText(furthest.real)} reached`;
  return `${first} You were closest at step ${countText(closest.step)} and furthest off at step ${countText(furthest.step)}: ${furthestWords}.`;
}
