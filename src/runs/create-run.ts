// Makes a run: listens to the worker, keeps the stores, sends the commands.
import { onMount } from 'nanostores';
import { linearRun, NOTEBOOK_DIGITS, RECIPES, recipeRun } from '../model/recipes.ts';
import type { Command, Event } from '../train/protocol.ts';
import { closeRun, openRun, send } from './client.ts';
import { createQuestion, type QuestionState } from './question.ts';
import type { Run, RunConfig, RunRecord } from './run.ts';
import { rememberedEngine, rememberEngine } from './remembered-engine.ts';
import { forcedEngine, siteData } from './site.ts';
import { createStores, NO_PROGRESS } from './stores.ts';

type WithoutRun<Message> = Message extends { readonly run: number } ? Omit<Message, 'run'> : never;
type OwnCommand = WithoutRun<Command>;

/** A run by name: `digits` opens the recording of the site's first data set, any other name the recording so called; `init` and `linear` open none. */
export function createRun(name: string): Run {
  const dataChoices = siteData();
  const stores = createStores();
  const {
    $phase,
    $loading,
    $failure,
    $config,
    $record,
    $labels,
    $baselines,
    $engine,
    $progress,
    $costs,
    $ghost,
    $byHand,
    $moments,
    $moment,
    $report,
    $picked,
  } = stores;
  const questions = new Map<string, QuestionState>();
  let id = 0;
  let begun: { readonly name: string } | { readonly config: RunConfig } | undefined;
  /** The learning rate the reader chose, until the next run. */
  let learningRate: number | undefined;
  /** Pressed before the run had opened: done as soon as it has. */
  const impatient: (() => void)[] = [];

  const tell = (command: OwnCommand) => send({ ...command, run: id });

  function hear(event: Event): void {
    switch (event.type) {
      case 'opened':
        // Own data may have fewer test images than the run before.
        $picked.set(Math.max(0, Math.min($picked.get(), event.labels.length - 1)));
        $labels.set(event.labels);
        $record.set(event.record ?? null);
        if (event.record) showRecord(event.record);
        $config.set(event.config);
        // Who hears of the config may have begun another run: what is left here is the old one's.
        if (event.run !== id) break;
        $phase.set('idle');
        impatient.splice(0).forEach((act) => act());
        break;
      case 'phase':
        $phase.set(event.phase);
        if (event.phase !== 'starting') $loading.set(null);
        break;
      case 'loading':
        $loading.set(event.fraction < 1 ? { what: event.what, fraction: event.fraction } : null);
        break;
      case 'baselines':
        $baselines.set(event.baselines);
        break;
      case 'engine':
        $engine.set(event);
        // One that the address forced need not be the fastest.
        if (!forcedEngine()) rememberEngine(event.remember);
        break;
      case 'frame':
        if (event.costs.length > 0) $costs.set([...$costs.get(), ...event.costs]);
        $progress.set(event.progress);
        tell({ type: 'drawn' });
        break;
      case 'moments':
        $moments.set(event.steps);
        if ($moment.get() !== null && !event.steps.includes($moment.get()!)) look(null);
        break;
      case 'magnified':
        $report.set(event.report);
        break;
      case 'rewound':
        $costs.set($costs.get().filter(({ step }) => step <= event.step));
        break;
      case 'answer':
      case 'refused':
        questions.get(event.key)?.hear(event);
        break;
      case 'failed':
        $loading.set(null);
        $failure.set({ message: event.message, retry: event.retry });
        $phase.set('failed');
        break;
      default:
        event satisfies never;
    }
  }

  function showRecord(record: RunRecord): void {
    $costs.set(record.costs.map(([step, cost, testCost]) => ({ step, cost, ...(testCost !== null && { testCost }) })));
    $progress.set({ ...NO_PROGRESS, step: record.moments.at(-1)!, secondsLeft: 0 });
  }

  /**
   * Ends the run at hand and begins another; the figures' questions move over to it.
   * @param keep its network stays as the ghost of the next
   */
  function begin(next: { readonly name: string } | { readonly config: RunConfig }, keep = false): void {
    const from = id;
    begun = next;
    id = openRun(hear);
    if ('name' in next) tell({ type: 'open', name: next.name });
    else tell({ type: 'configure', config: next.config, from, keep });
    closeRun(from);
    learningRate = undefined;
    $byHand.set(false);
    $failure.set(null);
    $loading.set(null);
    $phase.set('opening');
    $progress.set(NO_PROGRESS);
    $costs.set([]);
    $moments.set([]);
    $moment.set(null);
    $report.set(null);
    for (const question of questions.values()) question.askAgain();
  }

  /** The first look at the run opens it. */
  function open(): void {
    if (begun) return;
    if (name === 'init') begin({ config: recipeRun('notebook', dataChoices[0]!, 0) });
    else if (name === 'linear') begin({ config: linearRun(dataChoices[0]!, NOTEBOOK_DIGITS, 0) });
    else begin({ name: name === 'digits' ? dataChoices[0]! : name });
  }

  /** A run without a step has nothing to compare with: the ghost before it stays. */
  function configure(config: RunConfig): void {
    const [before, costs, record] = [$config.get(), $costs.get(), $record.get()];
    const keep = before !== null && costs.length >= 2;
    if (keep) $ghost.set({ label: `${record ? 'recorded run' : 'your last run'}, seed ${before.seed}`, costs, config: before });
    begin({ config }, keep);
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
  function go(type: 'train' | 'step' | 'magnify'): void {
    withConfig((config) => {
      if (begun && 'name' in begun) {
        const kept = learningRate;
        configure(config);
        if (kept !== undefined) setLearningRate(kept);
      }
      const [engine, remembered] = [forcedEngine(), rememberedEngine()];
      $failure.set(null);
      tell({ type, ...(engine && { engine }), ...(remembered && { remembered }) });
    });
  }

  const run: Run = {
    ...stores,
    name,
    dataChoices: name === 'digits' ? dataChoices : dataChoices.slice(0, 1),
    train: () => go('train'),
    pause: () => tell({ type: 'pause' }),
    step: () => go('step'),
    magnify: () => go('magnify'),
    reset: () => withConfig(configure),
    newSeed: () => withConfig((config) => configure({ ...config, seed: config.seed + 1 })),
    setLearningRate,
    restore() {
      $failure.set(null);
      tell({ type: 'restore' });
    },
    look,
    configure,
    chooseRecipe: (recipe) => withConfig((config) => configure({ ...config, train: RECIPES[recipe] })),
    switchData(data) {
      $ghost.set(null);
      begin({ name: data });
    },
    retry() {
      const failure = $failure.get();
      if (failure?.retry === 'restore') run.restore();
      else if (failure?.retry === 'train') go('train');
      else if (begun) begin(begun);
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
  onMount($config, open);
  return run;
}
