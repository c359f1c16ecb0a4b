// Costs of a run at its steps, and of doing without a network. All are mean squared errors, of intensities in 0..1.

/** What is known of the cost at one step. */
export interface CostPoint {
  readonly step: number;
  /** Cost of the step's own batch before its update; absent where only test costs are known, as of a reference. */
  readonly cost?: number;
  /** Cost on all test digits, where it was computed at this step. */
  readonly testCost?: number;
}

/** A cost point whose test cost is known. */
export type TestedPoint = CostPoint & { readonly testCost: number };

/** A cost point as a recorded run keeps it. */
export type CostRow = readonly [step: number, cost: number, testCost: number | null];

export function recordedCosts(rows: readonly CostRow[]): CostPoint[] {
  return rows.map(([step, cost, testCost]) => (testCost === null ? { step, cost } : { step, cost, testCost }));
}

/** What grey in every pixel costs at most, whatever the images: who does worse has not learned. */
const GREY = 0.25;
/** How many times the least cost so far is more than a run that learns shakes. */
const SHAKES = 5;

/** Whether a cost has left all bounds. A run whose first weights are large begins above grey, and is judged by its least cost so far. */
export const isOutOfBounds = (cost: number, least: number): boolean => !Number.isFinite(cost) || cost > Math.max(GREY, SHAKES * least);

/** The latest cost, where it has left all bounds. Costs are sorted by step. */
export function costOutOfBounds(costs: readonly CostPoint[]): number | undefined {
  const cost = costs.at(-1)?.cost;
  if (cost === undefined || cost <= GREY) return undefined;
  let least = Infinity;
  for (const point of costs) least = Math.min(least, point.cost ?? Infinity, point.testCost ?? Infinity);
  return isOutOfBounds(cost, least) ? cost : undefined;
}

/**
 * Steps after which the cost on all test digits is computed: often at first, then every 50, and at the end. It takes as long as 10 to 20
 * steps of a small batch.
 */
export function isTestStep(step: number, last: number): boolean {
  if (step === last) return true;
  return step <= 100 ? [0, 5, 10].includes(step) || step % 20 === 0 : step % 50 === 0;
}

/** Costs of doing without a network, on all test digits. */
export interface Baselines {
  /** Always answering black. */
  readonly zero: number;
  /** Always answering the mean training image. */
  readonly mean: number;
  /** Exact PCA with one number, and with two. */
  readonly pca1: number;
  readonly pca2: number;
}
