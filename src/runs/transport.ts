// What a run does, as one value: every button, bar and sentence of the page reads this and nothing else.
import { costOutOfBounds, type CostPoint } from '../model/cost.ts';
import type { RunRecord } from '../model/record.ts';
import type { RunConfig } from '../model/spec.ts';
import type { Phase, Progress } from '../train/protocol.ts';

/** Data or an engine being fetched; `fraction` in 0..1. */
export interface Loading {
  readonly what: string;
  readonly fraction: number;
}

export interface Failure {
  readonly message: string;
  readonly retry: 'open' | 'train' | 'restore';
}

export type Activity =
  /** The worker has not told yet what the run is. `as`: what it will be; null for a recording, which may not come. */
  | { readonly state: 'opening'; readonly as: 'idle' | 'paused' | 'done' | null }
  /** A new run, at step 0. */
  | { readonly state: 'idle' }
  /** Told to train, it fetches data and an engine; it trains; it waits; it has taken its last step. */
  | { readonly state: Phase }
  | { readonly state: 'failed'; readonly failure: Failure };

/** What the reader has just asked for, until the worker has begun it. */
export type Wish = 'train' | 'pause';

/** The stores that a transport is computed from. */
export interface TransportParts {
  readonly activity: Activity;
  readonly loading: Loading | null;
  readonly config: RunConfig | null;
  readonly record: RunRecord | null;
  readonly progress: Progress;
  readonly costs: readonly CostPoint[];
  readonly shownStep: number | null;
  readonly wish: Wish | null;
  /** The learning rate that the reader set; null where it is the config's. */
  readonly chosenRate: number | null;
}

export type Transport = {
  /** What is being fetched, in whatever state: MNIST still arrives while its first images train. */
  readonly loading: Loading | null;
  readonly progress: Progress;
  /** Length of the run; 0 until it has opened. */
  readonly steps: number;
  /** The latest cost of a batch, and on all test digits. */
  readonly cost: number | undefined;
  readonly testCost: number | undefined;
  /** The step that all figures show while the reader looks back; null for the latest. No state of its own: training goes on meanwhile. */
  readonly shownStep: number | null;
  /** Told to pause, it has not yet. */
  readonly pausing: boolean;
  /** The latest cost, where it has left all bounds; else undefined. */
  readonly lost: number | undefined;
  /** The learning rate that is set, the peak of its schedule, and the one to go back to where it is too high. */
  readonly rate: number;
  readonly lowerRate: number;
} & (
  | Activity
  /** A recording is shown; training begins a run of the reader's own. */
  | { readonly state: 'recorded'; readonly record: RunRecord }
);

/** The rate of the run's config, or a tenth where that is the one that is set, or a higher one. */
function lowerRateOf(rate: number, config: RunConfig | null): number {
  const own = config?.train.learningRate ?? rate;
  return rate > own ? own : Number((rate / 10).toPrecision(2));
}

export function transportOf(parts: TransportParts): Transport {
  const { activity, loading, config, record, progress, costs, shownStep, wish, chosenRate } = parts;
  const testCost = costs.findLast((point) => point.testCost !== undefined)?.testCost;
  const rate = chosenRate ?? config?.train.learningRate ?? 0;
  const common = {
    loading,
    progress,
    steps: config?.train.steps ?? 0,
    cost: costs.at(-1)?.cost,
    testCost,
    shownStep,
    pausing: wish === 'pause',
    lost: record ? undefined : costOutOfBounds(costs),
    rate,
    lowerRate: lowerRateOf(rate, config),
  };
  // What was pressed shows at once, whatever the worker is at.
  if (wish && !isBusy(activity)) return { ...common, state: 'starting' };
  if (activity.state === 'opening' && activity.as && config) return { ...common, state: activity.as };
  // A recording is shown until the one that follows it has opened.
  if (record && (activity.state === 'idle' || activity.state === 'opening')) return { ...common, state: 'recorded', record };
  return { ...common, ...activity };
}

/** Whether it trains or is about to: the button pauses it. */
export const isBusy = ({ state }: Pick<Transport, 'state'>): boolean => state === 'starting' || state === 'training';

/** Whether a run is under way, paused or not. */
export const isUnderWay = (transport: Transport): boolean => isBusy(transport) || transport.state === 'paused';
