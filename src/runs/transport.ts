// What a run does, as one value: every button, bar and sentence of the page reads this and nothing else.
import type { CostPoint } from '../model/cost.ts';
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
  /** The worker has not told yet what the run is. `resumes`: it goes on from a saved state. */
  | { readonly state: 'opening'; readonly resumes: boolean }
  /** A new run, at step 0. */
  | { readonly state: 'idle' }
  /** Told to train, it fetches data and an engine; it trains; it waits; it has taken its last step. */
  | { readonly state: Phase }
  | { readonly state: 'failed'; readonly failure: Failure };

/** The stores that a transport is computed from. */
export interface TransportParts {
  readonly activity: Activity;
  readonly loading: Loading | null;
  readonly config: RunConfig | null;
  readonly record: RunRecord | null;
  readonly progress: Progress;
  readonly costs: readonly CostPoint[];
  readonly shownStep: number | null;
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
} & (
  | Activity
  /** A recording is shown; training begins a run of the reader's own. */
  | { readonly state: 'recorded'; readonly record: RunRecord }
);

export function transportOf({ activity, loading, config, record, progress, costs, shownStep }: TransportParts): Transport {
  const testCost = costs.findLast((point) => point.testCost !== undefined)?.testCost;
  const common = { loading, progress, steps: config?.train.steps ?? 0, cost: costs.at(-1)?.cost, testCost, shownStep };
  // A recording is shown until the run that follows it has opened.
  if (record && (activity.state === 'idle' || activity.state === 'opening')) return { ...common, state: 'recorded', record };
  return { ...common, ...activity };
}

/** Whether it trains or is about to: the button pauses it. */
export const isBusy = ({ state }: Transport): boolean => state === 'starting' || state === 'training';

/** Whether a run is under way, paused or not. */
export const isUnderWay = (transport: Transport): boolean => isBusy(transport) || transport.state === 'paused';
