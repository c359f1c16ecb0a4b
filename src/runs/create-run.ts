// Makes a run: listens to the worker, keeps the stores, sends the commands.
import { onMount } from 'nanostores';
import { RECIPES } from '../model/recipes.ts';
import type { SavedRun } from '../model/saved-run.ts';
import { DATA_NAMES, DEFAULT_DATA } from '../model/spec.ts';
import type { Command, Event, Wanted } from '../train/protocol.ts';
import { closeRun, openRun, send, type Gone } from './client.ts';
import { pauseWhileAway } from './away.ts';
import { beginningOf, type Begun } from './beginning.ts';
import { createKeeper } from './keeper.ts';
import { graphicsAllowed, noteLoss } from './losses.ts';
import { createQuestion, type QuestionState } from './question.ts';
import type { Run, RunConfig } from './run.ts';
import { rememberedEngine, rememberEngine } from './remembered-engine.ts';
import { forcedEngine } from './site.ts';
import { createStores, NO_PROGRESS } from './stores.ts';

type WithoutRun<Message> = Message extends { readonly run: number } ? Omit<Message, 'run'> : never;
type OwnCommand = WithoutRun<Command>;

/** A run by name: `digits` opens the recording of the default data set, any other name the recording so called; `init` and `linear` open none. */
export function createRun(name: string): Run {
  const stores = createStores();
  const { $phase, $failure, $config, $record, $progress, $costs, $ghost, $byHand, $moments, $moment, $report, $mishap, $kept } = stores;
  const questions = new Map<string, QuestionState>();
  let id = 0;
  let begun: Begun | undefined;
  /** The learning rate the reader chose, until the next run. */
  let learningRate: number | undefined;
  /** Pressed before the run had opened: done as soon as it has. */
  const impatient: (() => void)[] = [];

  // The other runs are small, and quickly trained again.
  const keeper = createKeeper(
    name === 'digits' ? name : undefined,
    () => $costs.get(),
    (kept) => $kept.set(kept),
  );
  /** What the run goes on from, until it has opened. */
  let resuming: SavedRun | undefined;

  /** What the reader asked for last. */
  let wanted: Wanted | 'pause' = 'pause';

  const tell = (command: OwnCommand) => send({ ...command, run: id });

  function hear(event: Event | Gone): void {
    if (event.type !== 'gone') stores.hear(event);
    switch (event.type) {
      case 'opened':
        // Who hears of the config may have begun another run: what is left here is the old one's.
        if (event.run !== id) break;
        $phase.set(!resuming ? 'idle' : resuming.snapshot.step < event.config.train.steps ? 'paused' : 'done');
        resuming = undefined;
        impatient.splice(0).forEach((act) => act());
        break;
      case 'phase':
        if (event.phase === 'starting' || event.phase === 'training') break;
        wanted = 'pause';
        keeper.flush();
        break;
      case 'engine':
        // One that the address forced need not be the fastest.
        if (!forcedEngine()) rememberEngine(event.remember);
        break;
      case 'frame':
        tell({ type: 'drawn' });
        break;
      case 'moments':
        if ($moment.get() !== null && !event.steps.includes($moment.get()!)) look(null);
        break;
      case 'answer':
      case 'refused':
        questions.get(event.key)?.hear(event);
        break;
      case 'checkpoint': {
        const { snapshot, learningRate: rate } = event;
        const state = { config: $config.get()!, snapshot, ...(rate !== undefined && { learningRate: rate }) };
        keeper.take(state);
        break;
      }
      case 'broken':
        if (!noteLoss(event.engine)) return stores.fail({ message: event.message, retry: 'train' });
        $mishap.set(`${event.message} Training went on from step ${keeper.latest?.snapshot.step ?? 0}.`);
        if (wanted !== 'pause') go(event.wanted);
        else $phase.set('paused');
        break;
      case 'yielded':
        $mishap.set('Another tab of this site began to train, so this one has paused.');
        break;
      case 'gone':
        if (!event.again) return stores.fail({ message: 'The part of this page that computes has stopped several times.', retry: 'open' });
        recover();
        break;
    }
  }

  /** The worker is gone, and the next one knows nothing: it is given the state that the page has. */
  function recover(): void {
    const moment = $moment.get();
    reopen();
    const going = wanted;
    if (begun && 'name' in begun) impatient.push(() => look(moment));
    else {
      const now = going === 'pause' ? 'Your run waits at' : 'Training went on from';
      $mishap.set(`The part of this page that computes stopped. ${now} step ${resuming?.snapshot.step ?? 0}.`);
    }
    if (going !== 'pause') impatient.push(() => go(going));
  }

  /** Opens what was there again, from its latest state. */
  function reopen(): void {
    if (begun) begin(begun, false, 'config' in begun ? keeper.latest : undefined);
  }

  /**
   * Ends the run at hand and begins another; the figures' questions move over to it.
   * @param keep its network stays as the ghost of the next
   * @param resume where the next goes on from
   */
  function begin(next: Begun, keep = false, resume?: SavedRun): void {
    const from = id;
    begun = next;
    id = openRun(hear);
    if ('name' in next) tell({ type: 'open', name: next.name });
    else tell({ type: 'configure', config: next.config, from, keep, ...(resume && { resume }) });
    closeRun(from);
    resuming = resume;
    keeper.take(resume);
    learningRate = resume?.learningRate;
    $byHand.set(learningRate !== undefined);
    $mishap.set(null);
    $failure.set(null);
    stores.$loading.set(null);
    $phase.set('opening');
    $progress.set({ ...NO_PROGRESS, step: resume?.snapshot.step ?? 0 });
    $costs.set(resume?.costs ?? []);
    $moments.set([]);
    $moment.set(null);
    $report.set(null);
    for (const question of questions.values()) question.askAgain();
  }

  /** The first look at the run opens it. */
  function open(): void {
    if (begun) return;
    begun = beginningOf(name);
    const first = begun;
    if (name !== 'digits') return begin(first);
    void keeper.load().then((saved) => {
      if (saved && DATA_NAMES.includes(saved.config.data)) begin({ config: saved.config }, false, saved);
      else begin(first);
    });
  }

  /** A run without a step has nothing to compare with: the ghost before it stays. */
  function configure(config: RunConfig, resume?: SavedRun): void {
    const [before, costs, record] = [$config.get(), $costs.get(), $record.get()];
    const keep = before !== null && costs.length >= 2;
    if (keep) $ghost.set({ label: `${record ? 'recorded run' : 'your last run'}, seed ${before.seed}`, costs, config: before });
    begin({ config }, keep, resume);
  }

  function look(step: number | null): void {
    $moment.set(step);
    tell({ type: 'look', step });
  }

  /** Does something with the config of the run at hand, which a recording that has not opened yet does not have. */
  function withConfig(act: (config: RunConfig) => void): void {
    open();
    if (begun && 'config' in begun) act(begun.config);
    else if ($phase.get() === 'opening') impatient.push(() => withConfig(act));
    else if ($config.get()) act($config.get()!);
  }

  function setLearningRate(value: number): void {
    learningRate = value;
    $byHand.set(value !== $config.get()?.train.learningRate);
    tell({ type: 'learningRate', value });
  }

  /** A recording cannot go on: training starts the same run anew, with the reader's own network. */
  function go(type: Wanted): void {
    wanted = type;
    withConfig((config) => {
      if (begun && 'name' in begun) {
        const kept = learningRate;
        configure(config);
        if (kept !== undefined) setLearningRate(kept);
      }
      const [engine, remembered] = [forcedEngine(), rememberedEngine()];
      $failure.set(null);
      tell({ type, ...(engine && { engine }), ...(remembered && { remembered }), withoutGraphics: !graphicsAllowed() });
    });
  }

  const run: Run = {
    ...stores,
    name,
    dataChoices: name === 'digits' ? DATA_NAMES : [DEFAULT_DATA],
    train: () => go('train'),
    pause() {
      wanted = 'pause';
      tell({ type: 'pause' });
    },
    step: () => go('step'),
    magnify: () => go('magnify'),
    reset: () => withConfig((config) => configure(config)),
    newSeed: () => withConfig((config) => configure({ ...config, seed: config.seed + 1 })),
    setLearningRate,
    restore() {
      $failure.set(null);
      tell({ type: 'restore' });
    },
    look,
    configure: (config) => configure(config),
    chooseRecipe: (recipe) => withConfig((config) => configure({ ...config, train: RECIPES[recipe] })),
    switchData(data) {
      $ghost.set(null);
      begin({ name: data });
    },
    retry() {
      const failure = $failure.get();
      if (failure?.retry === 'restore') run.restore();
      else if (failure?.retry === 'train') go('train');
      else reopen();
    },
    resume(saved) {
      if (!DATA_NAMES.includes(saved.config.data)) throw new Error('This site does not have the digits that network was trained on.');
      configure(saved.config, saved);
    },
    forget() {
      keeper.forget();
      $ghost.set(null);
      if (begun && 'config' in begun) begin({ name: DEFAULT_DATA });
    },
    question(key) {
      const unique = `${key} ${questions.size}`;
      const question = createQuestion((ticket, query) => tell({ type: 'ask', key: unique, ticket, query }));
      questions.set(unique, question);
      return {
        $answer: question.$answer,
        $refusal: question.$refusal,
        ask(query) {
          open();
          question.ask(query);
        },
      };
    },
  };
  pauseWhileAway(
    () => $phase.get() === 'training',
    () => tell({ type: 'pause' }),
    () => go('train'),
  );
  onMount($config, open);
  return run;
}
