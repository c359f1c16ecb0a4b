// The reader's wish to train: sent to the run at hand, and sent again where its engine or its worker was lost.
import { batch } from 'nanostores';
import { RECIPES, type RecipeName } from '../model/recipes.ts';
import type { RunConfig } from '../model/spec.ts';
import type { EnginePreference, Event, TrainAction } from '../train/protocol.ts';
import { askedEngine } from './asked-engine.ts';
import type { CurrentRun } from './current-run.ts';
import { graphicsAllowed } from './device-failures.ts';
import type { Persistence } from './persistence.ts';
import { rememberedEngine } from './remembered-engine.ts';
import type { Stores } from './stores.ts';
import { isBusy } from './transport.ts';

export interface Training {
  /** Trains, or takes one step. A recording cannot be trained on: a new run with its config begins. */
  go(action: TrainAction): void;
  prepare(recipe?: RecipeName): void;
  pause(): void;
  restore(): void;
  retry(): void;
  setLearningRate(value: number): void;
  look(step: number | null): void;
  /** The worker has stopped training, as asked or at the last step. */
  ended(): void;
  /** The engine failed; the worker waits at its last good state. */
  resumeAfter(event: Extract<Event, { type: 'broken' }>): void;
  /** The worker is gone, and the next one knows nothing: it is given the state that the page has. */
  recover(): void;
}

/** Whether the reader has told the browser to fetch no more than is asked for (Save Data, of Chromium's browsers). */
function savesData(): boolean {
  const { connection } = navigator as { readonly connection?: { readonly saveData?: boolean } };
  return connection?.saveData === true;
}

function preference(): EnginePreference {
  const remembered = rememberedEngine();
  return { ...askedEngine(), ...(remembered && { remembered }), withoutGraphics: !graphicsAllowed() };
}

export function createTraining(stores: Stores, current: CurrentRun, persistence: Persistence): Training {
  const { $activity, $chosenRate, $recoveryNotice, $shownStep, $wish } = stores;
  /** What the reader asked for last, and whether that waits for the run to open. */
  let asked: TrainAction | 'pause' = 'pause';
  let waits = false;

  /** Told to try again: the failure is no longer shown. */
  function clearFailure(): void {
    if ($activity.get().state === 'failed') $activity.set({ state: 'starting' });
  }

  function setLearningRate(value: number): void {
    $chosenRate.set(value);
    current.tell({ type: 'learningRate', value });
  }

  function begin(action: TrainAction, config: RunConfig): void {
    if (current.source && 'name' in current.source) {
      const rate = $chosenRate.get();
      current.configure(config);
      if (rate !== null) setLearningRate(rate);
    }
    waits = false;
    wishToTrain();
    clearFailure();
    current.tell({ type: action, ...preference() });
  }

  function wishToTrain(): void {
    $wish.set(isBusy($activity.get()) ? null : 'train');
  }

  /** What was told to pause pauses soon; what has not been told to train yet never begins. */
  function wishToPause(): void {
    asked = 'pause';
    $wish.set(!waits && (isBusy($activity.get()) || $wish.get()) ? 'pause' : null);
  }

  function go(action: TrainAction): void {
    asked = action;
    waits = true;
    batch(() => {
      wishToTrain();
      current.withConfig((config) => {
        if (waits && asked === action) batch(() => begin(action, config));
      });
    });
  }

  function look(step: number | null): void {
    $shownStep.set(step);
    current.tell({ type: 'look', step });
  }

  const training: Training = {
    go,
    prepare(recipe) {
      if (savesData()) return;
      current.withConfig((own) => {
        const recorded = current.source && 'name' in current.source;
        const config = recorded && recipe ? { ...own, train: RECIPES[recipe] } : own;
        current.tell({ type: 'prepare', config, ...preference() });
      });
    },
    pause() {
      wishToPause();
      current.tell({ type: 'pause' });
    },
    restore() {
      setLearningRate(stores.$transport.get().lowerRate);
      wishToPause();
      clearFailure();
      current.tell({ type: 'restore' });
    },
    retry() {
      const activity = $activity.get();
      const retry = activity.state === 'failed' ? activity.failure.retry : 'open';
      if (retry === 'restore') training.restore();
      else if (retry === 'train') go('train');
      else current.reopen();
    },
    setLearningRate,
    look,
    ended() {
      asked = 'pause';
      persistence.flush();
    },
    resumeAfter({ message, action }) {
      $recoveryNotice.set(`${message} Training went on from step ${persistence.latest?.snapshot.step ?? 0}.`);
      if (asked !== 'pause') go(action);
      else {
        $wish.set(null);
        $activity.set({ state: 'paused' });
      }
    },
    recover() {
      const [shown, before] = [$shownStep.get(), asked];
      current.reopen();
      if (current.source && 'name' in current.source) current.whenOpen(() => look(shown));
      else {
        const now = before === 'pause' ? 'Your run waits at' : 'Training went on from';
        $recoveryNotice.set(`The part of this page that computes stopped. ${now} step ${persistence.latest?.snapshot.step ?? 0}.`);
      }
      if (before !== 'pause') current.whenOpen(() => asked === before && go(before));
    },
  };
  return training;
}
