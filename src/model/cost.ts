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
