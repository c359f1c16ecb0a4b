// A run as the browser keeps it between visits. What is read back may be old, damaged or made by somebody else.
import { configText, readConfigText } from './config-text.ts';
import type { CostPoint } from './cost.ts';
import { LIMITS } from './link-text.ts';
import { isSound, type Snapshot } from './snapshot.ts';
import { parameterCount, type RunConfig } from './spec.ts';

export interface SavedRun {
  readonly config: RunConfig;
  readonly snapshot: Snapshot;
  /** Up to the snapshot's step. */
  readonly costs: readonly CostPoint[];
  /** Where it was set by hand. */
  readonly learningRate?: number;
}

/** Of the form, and of the recipe that a link leaves unsaid: a run of version 1 was on another. */
const VERSION = 2;
/** Most parameters of a network that is kept: three numbers each, 48 MB. */
const MOST_KEPT = 4e6;
/** One for every step of the longest run, and one before the first. */
const MOST_COSTS = LIMITS.steps[1] + 1;

/**
 * The run as plain data. Undefined for one that cannot be kept: the reader's own images stay out of the store, and a large network has
 * no room there.
 */
export function storedForm({ config, snapshot, costs, learningRate }: SavedRun): Record<string, unknown> | undefined {
  const link = configText(config);
  if (link === undefined || snapshot.parameters.length > MOST_KEPT) return undefined;
  const { step, parameters, firstMoment: first, secondMoment: second } = snapshot;
  return {
    version: VERSION,
    link,
    step,
    parameters,
    first,
    second,
    costs: Float64Array.from(costs.flatMap(({ step: at, cost, testCost }) => [at, cost ?? NaN, testCost ?? NaN])),
    learningRate: learningRate ?? null,
  };
}

/** Reads what `storedForm` gave; undefined for anything else. */
export function readStored(value: unknown): SavedRun | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { version, link, step, parameters, first, second, costs, learningRate } = value as Record<string, unknown>;
  const config = readConfigText(link);
  if (version !== VERSION || !config) return undefined;
  const count = parameterCount(config.spec);
  const sized = (array: unknown): array is Float32Array => array instanceof Float32Array && array.length === count;
  if (count > MOST_KEPT || !sized(parameters) || !sized(first) || !sized(second)) return undefined;
  if (typeof step !== 'number' || !Number.isInteger(step) || step < 0 || step > config.train.steps) return undefined;
  const snapshot = { step, parameters, firstMoment: first, secondMoment: second };
  const rows = readCosts(costs, snapshot.step);
  const rate = learningRate ?? undefined;
  if (!rows || !isSound(snapshot) || !isRate(rate)) return undefined;
  return { config, snapshot, costs: rows, ...(rate !== undefined && { learningRate: rate }) };
}

/** A learning rate that was set by hand, or none. */
const isRate = (rate: unknown): rate is number | undefined => rate === undefined || (typeof rate === 'number' && rate > 0 && rate <= 1);

function readCosts(costs: unknown, last: number): CostPoint[] | undefined {
  if (!(costs instanceof Float64Array) || costs.length % 3 !== 0 || costs.length > 3 * MOST_COSTS) return undefined;
  const rows: CostPoint[] = [];
  for (let at = 0; at < costs.length; at += 3) {
    const [step, cost, testCost] = costs.subarray(at, at + 3) as unknown as [number, number, number];
    if (!Number.isInteger(step) || step < (rows.at(-1)?.step ?? 0) || step > last || !Number.isFinite(cost)) return undefined;
    rows.push({ step, cost, ...(Number.isFinite(testCost) && { testCost }) });
  }
  return rows;
}
