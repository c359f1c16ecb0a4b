// Keeps one run training: when to step, when to tell the page, when to stop. The trainer does the steps.
import { HEAD_STEPS } from '../model/batches.ts';
import type { RunConfig } from '../model/spec.ts';
import type { Snapshot } from './engine.ts';
import { messages } from './messages.ts';
import type { CostPoint, Wish } from './protocol.ts';
import type { OwnEvent } from './questions.ts';
import type { Shared } from './shared.ts';
import { createTimeline, type Timeline } from './timeline.ts';
import { createTrainer, DivergedError, isTestStep, setupOf, type Trainer } from './trainer.ts';
import { liveView, type View } from './view.ts';

/** Train on; or take one step, or one that is looked at closely, and pause. */
export type Wanted = 'train' | 'step' | 'magnify';

export interface Loop {
  /** The network in training, once an engine has it. */
  readonly view: View | undefined;
  /** The moments kept so far. */
  readonly timeline: Timeline;
  start(wanted: Wanted): void;
  pause(): void;
  setLearningRate(value: number): void;
  restore(): void;
  drawn(): void;
  close(): void;
}

interface Surroundings {
  readonly shared: Shared;
  readonly post: (event: OwnEvent) => void;
  readonly watched: () => Promise<Float32Array>;
  /** Which engine to train with. */
  readonly wish: Wish;
  /** Takes the place of the config's, where the reader set one before the first step. */
  readonly learningRate: number | undefined;
  readonly answerAll: () => Promise<void>;
}

/** Milliseconds of steps between two looks at the messages, and so between two readbacks: fewer than ten a second. */
const SLICE = 120;
/** A state to go back to may take this part of the time, not more: on a graphics processor it is a readback of megabytes. */
const KEEPING = 0.1;
/** Least milliseconds between two frames: the page draws at most 10 a second. */
const FRAME_GAP = 100;

export function createLoop(config: RunConfig, surroundings: Surroundings): Loop {
  const { shared, post, watched, wish, answerAll } = surroundings;
  let trainer: Trainer | undefined;
  let view: View | undefined;
  let wanted: Wanted | 'pause' = 'pause';
  let running = false;
  let closed = false;
  let pageReady = true;
  let nextFrame = 0;
  /** Of the last slice, and smoothed for the reader. */
  let lastMsPerStep = Infinity;
  let msPerStep = Infinity;
  let costs: CostPoint[] = [];
  const timeline = createTimeline(config.spec, config.train.steps);
  let good: Snapshot | undefined;
  /** Milliseconds that keeping it takes. */
  let keepingTakes = Infinity;
  let { learningRate } = surroundings;
  /** All data are in place. */
  let complete = false;

  const naming = config.data === 'pen' ? 'Drawing digits' : config.data === 'mnist' ? 'Loading MNIST' : 'Sorting your images';
  const loadingData = (fraction: number) => post({ type: 'loading', what: naming, fraction });

  /** An engine with the network in it, at step 0 or where `good` left off. */
  async function prepare(): Promise<Trainer> {
    const { dataset, head } = await shared.data(config.data, config.digits, loadingData);
    await head;
    post({ type: 'loading', what: 'Choosing the engine', fraction: 0 });
    const setup = setupOf(config, dataset, good);
    const { name, why, trials, remember, createEngine } = await shared.engine(setup, wish);
    post({ type: 'loading', what: 'Choosing the engine', fraction: 1 });
    post({ type: 'engine', engine: name, why, trials, remember });
    const made = await createTrainer(config, dataset, createEngine, setup);
    if (learningRate !== undefined) made.setLearningRate(learningRate);
    view = liveView(config.spec, made.engine, () => made.step, watched);
    if (good) {
      costs = [];
      timeline.rewind(good.step);
      post({ type: 'rewound', step: good.step });
      post({ type: 'moments', steps: timeline.steps });
    }
    return made;
  }

  /** Waits for all data, and tells the baselines. */
  async function awaitAll(): Promise<void> {
    const { all } = await shared.data(config.data, config.digits, loadingData);
    await all;
    complete = true;
    const known = await shared.recordingOf(config.data, config.digits);
    post({ type: 'baselines', baselines: known?.record.baselines ?? (await shared.exactPca(config.data, config.digits)).baselines });
  }

  async function frame(): Promise<void> {
    pageReady = false;
    const { step } = trainer!;
    const secondsLeft = ((config.train.steps - step) * msPerStep) / 1000;
    const progress = { step, stepsPerSecond: 1000 / msPerStep, secondsLeft, learningRate: trainer!.learningRate };
    post({ type: 'frame', progress, costs });
    costs = [];
    const before = performance.now();
    await answerAll();
    // Drawing may take a fifth of the time, not more.
    nextFrame = performance.now() + Math.max(FRAME_GAP, 4 * (performance.now() - before));
  }

  /** Takes a state to go back to. The least time that this ever took is what it takes. */
  async function keep(snapshot: Promise<Snapshot>): Promise<void> {
    const before = performance.now();
    good = await snapshot;
    keepingTakes = Math.min(keepingTakes, performance.now() - before);
    if (!timeline.wants(good.step)) return;
    timeline.keep(good.step, good.parameters);
    post({ type: 'moments', steps: timeline.steps });
  }

  /**
   * A slice of steps. All of it is asked for at once, test costs and states to keep in between, and then waited for: an
   * engine on the graphics processor answers everything with one readback.
   */
  async function advance(): Promise<void> {
    const { step: from, spent } = trainer!;
    const each = Math.min(lastMsPerStep, SLICE);
    const count = wanted === 'step' ? 1 : Math.max(1, Math.round(SLICE / each));
    const until = Math.min(from + count, config.train.steps, from < HEAD_STEPS ? HEAD_STEPS : Infinity);
    const asked: { point: Promise<CostPoint>; kept: Promise<Snapshot> | undefined }[] = [];
    let keptAt = good?.step ?? 0;
    while (trainer!.step < until) {
      const point = trainer!.advance(until - trainer!.step);
      const { step } = trainer!;
      const affordable = isTestStep(step, config.train.steps) && (step - keptAt) * each * KEEPING >= keepingTakes;
      const due = affordable || timeline.wants(step);
      const kept = due ? trainer!.engine.snapshot() : undefined;
      if (due) keptAt = step;
      // The first failure is told below; those that follow from it need not be.
      point.catch(() => {});
      kept?.catch(() => {});
      asked.push({ point, kept });
    }
    for (const { point, kept } of asked) {
      const reached = await point;
      costs.push(reached);
      if (!kept || !Number.isFinite(reached.testCost)) continue;
      await keep(kept);
    }
    // The first step compiles: it does not tell how fast the run is.
    if (from === 0) return;
    lastMsPerStep = (trainer!.spent - spent) / (trainer!.step - from);
    msPerStep = Number.isFinite(msPerStep) ? 0.9 * msPerStep + 0.1 * lastMsPerStep : lastMsPerStep;
  }

  async function magnify(): Promise<void> {
    const { point, report } = await trainer!.magnify();
    costs.push(point);
    if (timeline.wants(point.step)) await keep(trainer!.engine.snapshot());
    post({ type: 'magnified', report });
  }

  async function run(): Promise<void> {
    post({ type: 'phase', phase: 'starting' });
    if (!trainer) {
      trainer = await prepare();
      if (trainer.step === 0) {
        // Engines compile while they do their first work, which may take seconds.
        post({ type: 'loading', what: 'Computing the cost before training', fraction: 0 });
        costs.push(await trainer.start());
        await keep(trainer.engine.snapshot());
      }
    }
    post({ type: 'phase', phase: 'training' });
    await frame();
    while (wanted !== 'pause' && !closed && trainer.step < config.train.steps) {
      if (trainer.step >= HEAD_STEPS && !complete) await awaitAll();
      await (wanted === 'magnify' ? magnify() : advance());
      if (wanted !== 'train') wanted = 'pause';
      await messages();
      if (pageReady && performance.now() >= nextFrame) await frame();
    }
    if (closed) return;
    await frame();
    post({ type: 'phase', phase: trainer.step >= config.train.steps ? 'done' : 'paused' });
  }

  function fail(error: unknown): void {
    wanted = 'pause';
    const message = error instanceof Error ? error.message : String(error);
    if (error instanceof DivergedError) {
      const way = `The learning rate is too high: go back to step ${good?.step ?? 0} and lower it.`;
      return post({ type: 'failed', message: `${message} ${way}`, retry: 'restore' });
    }
    // Data or engine failed: what is half there goes, and training goes on from the last good state.
    dispose();
    post({ type: 'failed', message, retry: 'train' });
  }

  function dispose(): void {
    trainer?.engine.dispose();
    trainer = undefined;
    view = undefined;
    complete = false;
  }

  function start(): void {
    if (running) return;
    running = true;
    run()
      .catch(fail)
      .finally(() => {
        running = false;
        if (closed) dispose();
        else if (wanted !== 'pause' && trainer && trainer.step < config.train.steps) start();
      });
  }

  return {
    get view() {
      return view;
    },
    timeline,
    start(what) {
      wanted = what;
      start();
    },
    pause() {
      wanted = 'pause';
    },
    setLearningRate(value) {
      learningRate = value;
      trainer?.setLearningRate(value);
    },
    restore() {
      if (running || !good) return;
      dispose();
      running = true;
      prepare()
        .then(async (made) => {
          trainer = made;
          await frame();
          post({ type: 'phase', phase: 'paused' });
        })
        .catch(fail)
        .finally(() => (running = false));
    },
    drawn() {
      pageReady = true;
    },
    close() {
      closed = true;
      wanted = 'pause';
      if (!running) dispose();
    },
  };
}
