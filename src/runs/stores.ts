// The stores of a run, as they are before anything is known of it.
import { atom } from 'nanostores';
import type { Rates } from '../model/roc.ts';
import type {
  Attempt,
  Baselines,
  CostPoint,
  EngineReport,
  Failure,
  Ghost,
  Phase,
  Progress,
  RunConfig,
  RunRecord,
  StepReport,
} from './run.ts';

export const NO_PROGRESS: Progress = { step: 0, stepsPerSecond: 0, secondsLeft: Infinity, learningRate: 0 };

export function createStores() {
  return {
    $phase: atom<Phase>('opening'),
    $loading: atom<{ what: string; fraction: number } | null>(null),
    $failure: atom<Failure | null>(null),
    $config: atom<RunConfig | null>(null),
    $record: atom<RunRecord | null>(null),
    $labels: atom<Uint8Array>(new Uint8Array()),
    $baselines: atom<Baselines | null>(null),
    $engine: atom<EngineReport | null>(null),
    $progress: atom<Progress>(NO_PROGRESS),
    $costs: atom<readonly CostPoint[]>([]),
    $ghost: atom<Ghost | null>(null),
    $byHand: atom(false),
    $moments: atom<readonly number[]>([]),
    $moment: atom<number | null>(null),
    $report: atom<StepReport | null>(null),
    $picked: atom(0),
    $point: atom<readonly [number, number] | null>(null),
    $attempt: atom<Attempt | null>(null),
    $rates: atom<Rates | null>(null),
  };
}
