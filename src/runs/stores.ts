// The stores of a run, as they are before anything is known of it.
import { atom, computed } from 'nanostores';
import type { Pace } from '../model/pace.ts';
import type { Rates } from '../model/roc.ts';
import type { SavedRun } from '../model/saved-run.ts';
import { rememberedEngine } from './remembered-engine.ts';
import type { Attempt, Baselines, CostPoint, EngineReport, Ghost, Persisted, Progress, RunConfig, RunRecord, StepReport } from './run.ts';
import { transportOf, type Activity, type Loading, type Wish } from './transport.ts';

export const NO_PROGRESS: Progress = { step: 0, stepsPerSecond: 0, secondsLeft: Infinity, learningRate: 0 };

/** Stores that change together are set in one `batch`: a listener then sees all of them new, and is called once. */
export function createStores() {
  const stores = {
    $activity: atom<Activity>({ state: 'opening', as: null }),
    $wish: atom<Wish | null>(null),
    $loading: atom<Loading | null>(null),
    $config: atom<RunConfig | null>(null),
    $record: atom<RunRecord | null>(null),
    $labels: atom<Uint8Array>(new Uint8Array()),
    $baselines: atom<Baselines | null>(null),
    $engine: atom<EngineReport | null>(null),
    $progress: atom<Progress>(NO_PROGRESS),
    $costs: atom<readonly CostPoint[]>([]),
    $ghost: atom<Ghost | null>(null),
    $pace: atom<Pace | null>(rememberedEngine()?.pace ?? null),
    /** The learning rate that the reader set in this run; null where it is the config's. */
    $chosenRate: atom<number | null>(null),
    $proposed: atom<RunConfig | null>(null),
    $checkpoints: atom<readonly number[]>([]),
    $shownStep: atom<number | null>(null),
    $report: atom<StepReport | null>(null),
    $picked: atom(0),
    $point: atom<readonly [number, number] | null>(null),
    $aside: atom<SavedRun | null>(null),
    $recoveryNotice: atom<string | null>(null),
    $persisted: atom<Persisted>('nothing'),
    $attempt: atom<Attempt | null>(null),
    $rates: atom<Rates | null>(null),
  };
  const { $activity, $wish, $loading, $config, $record, $progress, $costs, $shownStep, $chosenRate } = stores;
  const $transport = computed(
    [$activity, $wish, $loading, $config, $record, $progress, $costs, $shownStep, $chosenRate],
    (activity, wish, loading, config, record, progress, costs, shownStep, chosenRate) =>
      transportOf({ activity, wish, loading, config, record, progress, costs, shownStep, chosenRate }),
  );
  const $own = computed([$activity, $record], ({ state }, record) => record === null && state !== 'opening');
  const $step = computed([$progress], ({ step }) => step);
  // A rate that is set back to the config's was another before.
  const $byHand = computed([$chosenRate], (rate) => rate !== null);
  return { ...stores, $transport, $own, $step, $byHand };
}

export type Stores = ReturnType<typeof createStores>;
