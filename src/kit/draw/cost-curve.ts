// What the cost chart needs to know about costs: nearest point, window, thinning and the finding in words.
import type { Baselines, CostPoint, TestedPoint } from '../../model/cost.ts';
import { costText, countText } from '../words.ts';

/** The report nearest to a step, in costs sorted by step; undefined where there are none. */
export function nearest(costs: readonly CostPoint[], step: number): CostPoint | undefined {
  let low = 0;
  let high = costs.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (costs[middle]!.step <= step) low = middle;
    else high = middle;
  }
  const [a, b] = [costs[low], costs[high]];
  return a && b && Math.abs(b.step - step) < Math.abs(a.step - step) ? b : a;
}

/** The reports that carry a test cost. */
export function tested(costs: readonly CostPoint[]): TestedPoint[] {
  return costs.filter((point): point is TestedPoint => point.testCost !== undefined);
}

/** The first report whose test cost is below PCA's; undefined where none is. */
export function firstBelowPca(costs: readonly CostPoint[], baselines: Baselines | null): TestedPoint | undefined {
  return baselines ? tested(costs).find(({ testCost }) => testCost < baselines.pca2) : undefined;
}

/** The largest of 1, 2, 5, 10, 20, 50 … (any power of ten) that is not above `value`. */
export function niceBelow(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value) + 1e-9);
  const lead = value / power + 1e-9;
  return power * (lead >= 5 ? 5 : lead >= 2 ? 2 : 1);
}

/** The smallest of 1, 2, 5, 10 … that is not below `value`. */
export function niceAbove(value: number): number {
  const below = niceBelow(value);
  if (below >= value * (1 - 1e-9)) return below;
  const lead = Math.round(below / 10 ** Math.floor(Math.log10(below) + 1e-9));
  return below * (lead === 2 ? 2.5 : 2);
}

/**
 * Costs from bottom to top of the chart. It depends on where the runs start, on the baselines and on the lowest cost, all rounded
 * to 1, 2, 5: so it stays through a run, but for a rare step down.
 */
export function costWindow(curves: readonly (readonly CostPoint[])[], baselines: Baselines | null): [bottom: number, top: number] {
  const tops = curves.flatMap(([first]) => (first ? [first.testCost ?? first.cost ?? 0] : [])).filter(Number.isFinite);
  let bottom = baselines ? baselines.pca2 / 2 : 0.02;
  for (const curve of curves)
    for (const { testCost } of curve) if (testCost !== undefined && testCost > 0) bottom = Math.min(bottom, testCost);
  return [niceBelow(bottom), niceAbove(Math.max(baselines?.zero ?? 0.1, ...tops))];
}

/**
 * Thins a curve to its lowest and highest point in every `column` pixels, so that no spike is lost however long the run.
 * @param points `[x, y]` in pixels, sorted by x
 */
export function thin(points: readonly [number, number][], column = 2): [number, number][] {
  const kept: [number, number][] = [];
  let low: [number, number] | undefined;
  let high: [number, number] | undefined;
  let bin = NaN;
  const flush = () => {
    if (!low || !high) return;
    if (low === high) kept.push(low);
    else kept.push(...(low[0] < high[0] ? [low, high] : [high, low]));
  };
  for (const point of points) {
    const at = Math.floor(point[0] / column);
    if (at !== bin) {
      flush();
      bin = at;
      low = high = point;
    }
    if (point[1] < low![1]) low = point;
    if (point[1] > high![1]) high = point;
  }
  flush();
  return kept;
}

/** The point of a curve at which it stands highest above `top`, and its cost; undefined where it never does. */
export function peakAbove(costs: readonly CostPoint[], top: number): { readonly step: number; readonly cost: number } | undefined {
  let peak: { readonly step: number; readonly cost: number } | undefined;
  for (const { step, cost = 0, testCost = 0 } of costs)
    for (const value of [cost, testCost]) if (Number.isFinite(value) && value > (peak?.cost ?? top)) peak = { step, cost: value };
  return peak;
}

/** A cost of every report as `[x, y]` in pixels, thinned; reports without it, or where it is no finite number, are left out. */
export function curveOf(
  points: readonly CostPoint[],
  value: (point: CostPoint) => number | undefined,
  x: (step: number) => number,
  y: (cost: number) => number,
): [number, number][] {
  return thin(
    points.flatMap((point): [number, number][] => {
      const cost = value(point);
      return cost === undefined || !Number.isFinite(cost) ? [] : [[x(point.step), y(cost)]];
    }),
  );
}

/** What the chart shows, in a sentence or two: its text alternative. */
export function costFinding(costs: readonly CostPoint[], baselines: Baselines | null): string {
  const tests = tested(costs);
  const last = tests.at(-1);
  if (!last) return 'No cost yet: nothing has been trained.';
  const start =
    last === tests[0]
      ? ''
      : `, ${last.testCost < tests[0]!.testCost ? 'down' : 'up'} from ${costText(tests[0]!.testCost)} at step ${countText(tests[0]!.step)}`;
  const first = `At step ${countText(last.step)} the test cost is ${costText(last.testCost)}${start}.`;
  if (!baselines) return first;
  const under = firstBelowPca(costs, baselines);
  const line = `PCA with two numbers costs ${costText(baselines.pca2)}`;
  if (last.testCost < baselines.pca2) return `${first} ${line}; the network is below it since step ${countText(under!.step)}.`;
  return `${first} ${line}: the network is ${last.testCost < baselines.mean ? 'not yet below it' : 'still above the mean image, too'}.`;
}

/** What the curves say at a step, in words; empty where there are no costs. */
export function costReading(costs: readonly CostPoint[], step: number, ghost: readonly CostPoint[] = [], ghostName = ''): string {
  const point = nearest(costs, step);
  if (!point) return '';
  const parts: string[] = [];
  if (point.cost !== undefined) parts.push(`batch ${costText(point.cost)}`);
  const test = nearest(tested(costs), point.step);
  if (test?.testCost !== undefined)
    parts.push(`test ${costText(test.testCost)}${test.step === point.step ? '' : ` (at ${countText(test.step)})`}`);
  const before = nearest(tested(ghost), point.step);
  const text = `Step ${countText(point.step)}: ${parts.join(', ')}`;
  if (before?.testCost === undefined) return text;
  return `${text}; ${ghostName}: ${costText(before.testCost)}${before.step === point.step ? '' : ` (at ${countText(before.step)})`}`;
}

/** Moves positions apart to at least `gap`, in their order, within `[low, high]`, each as little as may be. */
export function spread(wanted: readonly number[], gap: number, low: number, high: number): number[] {
  const order = wanted.map((_, i) => i).sort((a, b) => wanted[a]! - wanted[b]!);
  const at = wanted.map((y) => Math.min(high, Math.max(low, y)));
  for (let round = 0; round < 100; round++) {
    let moved = false;
    for (let k = 1; k < order.length; k++) {
      const [a, b] = [order[k - 1]!, order[k]!];
      const missing = gap - (at[b]! - at[a]!);
      if (missing < 0.05) continue;
      moved = true;
      at[a] = Math.max(low, at[a]! - missing / 2);
      at[b] = Math.min(high, at[b]! + missing / 2);
    }
    if (!moved) break;
  }
  return at.map((y) => Math.round(y * 10) / 10);
}
