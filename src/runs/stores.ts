// The stores of a run, as they are before anything is known of it, and what the worker's events change in them.
import { atom } from 'nanostores';
import type { Rates } from '../model/roc.ts';
import type { Event } from '../train/protocol.ts';
import type {
  Attempt,
  Baselines,
  CostPoint,
  EngineReport,
  Failure,
  Ghost,
  Kept,
  Phase,
  Progress,
  RunConfig,
  RunRecord,
  StepReport,
} from './run.ts';

export const NO_PROGRESS: Progress = { step: 0, stepsPerSecond: 0, secondsLeft: Infinity, learningRate: 0 };

function atoms() {
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
    /** What broke last in this run, and what came of it, in a sentence. */
    $mishap: atom<string | null>(null),
    $kept: atom<Kept>('nothing'),
    $attempt: atom<Attempt | null>(null),
    $rates: atom<Rates | null>(null),
  };
}

export function createStores() {
  const stores = atoms();
  const { $phase, $loading, $failure, $config, $record, $labels, $progress, $costs, $picked } = stores;

  function fail({ message, retry }: Failure): void {
    $loading.set(null);
    $failure.set({ message, retry });
    $phase.set('failed');
  }

  function showRecord(record: RunRecord): void {
    $costs.set(record.costs.map(([step, cost, testCost]) => ({ step, cost, ...(testCost !== null && { testCost }) })));
    $progress.set({ ...NO_PROGRESS, step: record.moments.at(-1)!, secondsLeft: 0 });
  }

  /** Takes over what an event tells about the run. */
  function hear(event: Event): void {
    switch (event.type) {
      case 'opened':
        // Own data may have fewer test images than the run before.
        $picked.set(Math.max(0, Math.min($picked.get(), event.labels.length - 1)));
        $labels.set(event.labels);
        $record.set(event.record ?? null);
        if (event.record) showRecord(event.record);
        return $config.set(event.config);
      case 'phase':
        $phase.set(event.phase);
        if (event.phase !== 'starting') $loading.set(null);
        return;
      case 'loading':
        return $loading.set(event.fraction < 1 ? { what: event.what, fraction: event.fraction } : null);
      case 'baselines':
        return stores.$baselines.set(event.baselines);
      case 'engine':
        return stores.$engine.set(event);
      case 'frame':
        if (event.costs.length > 0) $costs.set([...$costs.get(), ...event.costs]);
        return $progress.set(event.progress);
      case 'moments':
        return stores.$moments.set(event.steps);
      case 'magnified':
        return stores.$report.set(event.report);
      case 'rewound':
        return $costs.set($costs.get().filter(({ step }) => step <= event.step));
      case 'failed':
        return fail(event);
    }
  }

  return { ...stores, hear, fail };
}
