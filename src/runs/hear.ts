// What the worker's events change: each kind stands here once.
import { batch } from 'nanostores';
import { recordedCosts } from '../model/cost.ts';
import type { RunRecord } from '../model/record.ts';
import type { Event } from '../train/protocol.ts';
import type { WorkerLost } from './client.ts';
import type { CurrentRun } from './current-run.ts';
import { noteFailure } from './device-failures.ts';
import type { Persistence } from './persistence.ts';
import type { Questions } from './question.ts';
import { rememberEngine } from './remembered-engine.ts';
import { NO_PROGRESS, type Stores } from './stores.ts';
import type { Training } from './training.ts';
import type { Failure } from './transport.ts';

interface Parts {
  readonly stores: Stores;
  readonly current: CurrentRun;
  readonly training: Training;
  readonly persistence: Persistence;
  readonly questions: Questions;
}

type EventOf<T extends Event['type']> = Extract<Event, { type: T }>;

function fail({ $loading, $activity, $wish }: Stores, failure: Failure): void {
  $loading.set(null);
  $wish.set(null);
  $activity.set({ state: 'failed', failure });
}

function showRecord({ $costs, $progress }: Stores, record: RunRecord): void {
  $costs.set(recordedCosts(record.costs));
  $progress.set({ ...NO_PROGRESS, step: record.codeSteps.at(-1)!, secondsLeft: 0 });
}

function showOpened(stores: Stores, { config, record, labels }: EventOf<'opened'>): void {
  const { $activity, $picked } = stores;
  const activity = $activity.get();
  $activity.set({ state: (activity.state === 'opening' && activity.as) || 'idle' });
  // Own data may have fewer test images than the run before.
  $picked.set(Math.max(0, Math.min($picked.get(), labels.length - 1)));
  stores.$labels.set(labels);
  stores.$record.set(record ?? null);
  if (record) showRecord(stores, record);
  stores.$config.set(config);
}

/** The listener to a run's events. Everything that one event changes is set together. */
export function createListener({ stores, current, training, persistence, questions }: Parts): (event: Event | WorkerLost) => void {
  const { $loading, $costs, $shownStep } = stores;

  function hear(event: Event | WorkerLost): void {
    switch (event.type) {
      case 'heard':
      case 'prepared':
        return; // the client has noted it
      case 'opened':
        return showOpened(stores, event);
      case 'phase':
        stores.$activity.set({ state: event.phase });
        if (stores.$wish.get() === 'train' || event.phase === 'paused' || event.phase === 'done') stores.$wish.set(null);
        if (event.phase !== 'starting') $loading.set(null);
        if (event.phase === 'paused' || event.phase === 'done') training.ended();
        return;
      case 'pace':
        return stores.$pace.set({ msPerStep: event.msPerStep, work: event.work });
      case 'loading':
        return $loading.set(event.fraction < 1 ? { what: event.what, fraction: event.fraction } : null);
      case 'baselines':
        return stores.$baselines.set(event.baselines);
      case 'engine':
        if (event.remember) rememberEngine(event.remember);
        if (event.remember?.pace) stores.$pace.set(event.remember.pace);
        return stores.$engine.set(event);
      case 'frame':
        if (event.costs.length > 0) $costs.set([...$costs.get(), ...event.costs]);
        return stores.$progress.set(event.progress);
      case 'magnified':
        return stores.$report.set(event.report);
      case 'checkpoints': {
        stores.$checkpoints.set(event.steps);
        const shown = $shownStep.get();
        if (shown !== null && !event.steps.includes(shown)) training.look(null);
        return;
      }
      case 'resumePoint': {
        const { snapshot, learningRate } = event;
        return persistence.take({ config: stores.$config.get()!, snapshot, ...(learningRate !== undefined && { learningRate }) });
      }
      case 'rewound':
        return $costs.set($costs.get().filter(({ step }) => step <= event.step));
      case 'answer':
      case 'answering':
      case 'refused':
        return questions.hear(event);
      case 'yielded':
        return stores.$recoveryNotice.set('Another tab of this site began to train, so this one has paused.');
      case 'broken':
        if (!noteFailure(event)) return fail(stores, { message: event.message, retry: 'train' });
        return training.resumeAfter(event);
      case 'failed':
        return fail(stores, event);
      case 'workerLost':
        if (!event.restart)
          return fail(stores, { message: 'The part of this page that computes has stopped several times.', retry: 'open' });
        return training.recover();
      default:
        event satisfies never;
    }
  }

  return (event) => {
    batch(() => hear(event));
    // After the listeners: one that heard of the config may have begun another run.
    if (event.type === 'opened') current.opened(event.run);
    // After drawing: the next frame is wanted once this one has been shown.
    if (event.type === 'frame') current.tell({ type: 'drawn' });
  };
}
