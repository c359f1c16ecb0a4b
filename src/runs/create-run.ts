// Makes a run from its parts: the stores, the worker's run behind them, what trains it, and what is saved of it.
import { onMount } from 'nanostores';
import { nextSeed } from '../model/link-text.ts';
import { RECIPES } from '../model/recipes.ts';
import { DEFAULT_SET } from '../data/sets/index.ts';
import { isOwn } from '../model/spec.ts';
import { createCurrentRun, type CurrentRun } from './current-run.ts';
import { createListener } from './hear.ts';
import { $lastUsed } from './last-used.ts';
import { pauseWhileHidden } from './page-lifecycle.ts';
import { createPersistence } from './persistence.ts';
import { createQuestions, type Questions } from './question.ts';
import type { Run } from './run.ts';
import { sourceWith } from './run-source.ts';
import { createStores } from './stores.ts';
import { createTraining } from './training.ts';
import { isBusy } from './transport.ts';
import type { TrainAction } from '../train/protocol.ts';

/** A run by name: `digits` opens the recording of the default data set, any other name the recording so called; `init` and `linear` open none. */
export function createRun(name: string): Run {
  const stores = createStores();
  const { $activity, $aside, $config, $costs, $ghost, $persisted } = stores;
  // The other runs are small, and quickly trained again.
  const persistence = createPersistence(
    name === 'digits' ? name : undefined,
    () => $costs.get(),
    (persisted) => $persisted.set(persisted),
  );
  const questions: Questions = createQuestions(
    (command) => current.tell(command),
    () => current.open(),
  );
  const current: CurrentRun = createCurrentRun({ name, stores, persistence, questions, hear: (event) => hear(event) });
  const training = createTraining(stores, current, persistence);
  const hear = createListener({ stores, current, training, persistence, questions });

  pauseWhileHidden(
    () => $activity.get().state === 'training',
    () => current.tell({ type: 'pause' }),
    () => training.go('train'),
  );
  // Whoever wants to know the run, or its digits, opens it.
  for (const store of [$config, stores.$labels]) onMount(store, current.open);

  const { pause, restore, retry, setLearningRate } = training;
  const reset = () => current.withConfig((config) => current.configure(config));
  const go = (action: TrainAction) => {
    $lastUsed.set(run);
    training.go(action);
  };
  const run: Run = {
    ...stores,
    name,
    press() {
      const transport = stores.$transport.get();
      if (isBusy(transport)) return pause();
      if (transport.state === 'failed') return retry();
      if (transport.state === 'done') reset();
      go('train');
    },
    prepare: training.prepare,
    train: () => go('train'),
    step: () => go('step'),
    magnify: () => go('magnify'),
    pause,
    restore,
    retry,
    setLearningRate,
    look(step) {
      if (step !== null) $lastUsed.set(run);
      training.look(step);
    },
    configure: (config) => current.configure(config),
    propose: current.propose,
    reset,
    newSeed: () => current.withConfig((config) => current.configure({ ...config, seed: nextSeed(config.seed) })),
    chooseRecipe: (recipe) => current.withConfig((config) => current.configure({ ...config, train: RECIPES[recipe] })),
    switchData(data) {
      $ghost.set(null);
      current.begin(sourceWith(data));
    },
    resume(saved) {
      if (isOwn(saved.config.data)) throw new Error('This site does not have the digits that network was trained on.');
      current.configure(saved.config, saved);
    },
    showRecording() {
      if (!current.source || 'name' in current.source) return;
      const { data } = current.source.config;
      const show = () => current.begin(sourceWith(isOwn(data) ? DEFAULT_SET : data));
      if (!isBusy(stores.$transport.get())) return show();
      // A run that pauses gives the page its state first: nothing of it is lost.
      pause();
      const stop = $activity.listen(({ state }) => {
        if (state === 'starting' || state === 'training') return;
        stop();
        if (state === 'paused' || state === 'done') show();
      });
    },
    takeUp: current.takeUp,
    forget() {
      persistence.forget();
      $ghost.set(null);
      $aside.set(null);
      if (current.source && 'config' in current.source) current.begin(sourceWith(DEFAULT_SET));
    },
    question: (purpose) => questions.add(purpose),
  };
  return run;
}
