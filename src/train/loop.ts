// Keeps one run training: when to step, when to tell the page, when to stop. The trainer does the steps.
import { sentence } from '../model/sentence.ts';
import { HEAD_STEPS } from '../model/batches.ts';
import type { RunConfig } from '../model/spec.ts';
import { messages } from './messages.ts';
import type { ResumePoint, CostPoint, EngineName, TrainAction, EnginePreference } from './protocol.ts';
import type { OwnEvent } from './questions.ts';
import type { WorkerResources } from './worker-resources.ts';
import type { Timeline } from './timeline.ts';
import { createCheckpointing } from './checkpointing.ts';
import { holdLocks } from './locks.ts';
import { createTrainer, DivergedError, setupOf, type Trainer } from './trainer.ts';
import { liveView, type View } from './view.ts';
import { inTime } from './within.ts';

export interface Loop {
  /** The network in training, once an engine has it. */
  readonly view: View | undefined;
  /** The moments kept so far. */
  readonly timeline: Timeline;
  start(wanted: TrainAction, preference: EnginePreference): void;
  pause(): void;
  setLearningRate(value: number): void;
  restore(): void;
  drawn(): void;
  close(): void;
}

interface Surroundings {
  readonly resources: WorkerResources;
  readonly post: (event: OwnEvent, transfer?: Transferable[]) => void;
  readonly watched: () => Promise<Float32Array>;
  /** Takes the place of the config's, where the reader set one before the first step. */
  readonly learningRate: number | undefined;
  /** Where to go on from. */
  readonly resume: ResumePoint | undefined;
  readonly answerAll: () => Promise<void>;
}

/** Milliseconds of steps between two looks at the messages, and so between two readbacks: fewer than ten a second. */
const SLICE = 120;
/** Least milliseconds between two frames: the page draws at most 10 a second. */
const FRAME_GAP = 100;

export function createLoop(config: RunConfig, surroundings: Surroundings): Loop {
  const { resources, post, watched, answerAll } = surroundings;
  let preference: EnginePreference = {};
  let engineName: EngineName | undefined;
  let trainer: Trainer | undefined;
  let view: View | undefined;
  let wanted: TrainAction | 'pause' = 'pause';
  let running = false;
  let closed = false;
  let pageReady = true;
  let nextFrame = 0;
  /** Of the last slice, and smoothed for the reader. */
  let lastMsPerStep = Infinity;
  let msPerStep = Infinity;
  let costs: CostPoint[] = [];
  let { learningRate } = surroundings;
  const checkpointing = createCheckpointing(config, surroundings.resume?.snapshot, post, () => learningRate);
  let allData = false;

  const naming = config.data === 'pen' ? 'Drawing synthetic digits' : config.data === 'mnist' ? 'Loading MNIST' : 'Sorting your images';
  const loadingData = (fraction: number) => post({ type: 'loading', what: naming, fraction });

  /** An engine with the network in it, at step 0 or where `good` left off. */
  async function prepare(): Promise<Trainer> {
    const { good } = checkpointing;
    const { dataset, head } = await resources.data(config.data, config.digits, loadingData);
    await head;
    post({ type: 'loading', what: 'Choosing the engine', fraction: 0 });
    const setup = setupOf(config, dataset, good);
    const { name, why, trials, remember, createEngine } = await resources.engine(setup, preference);
    engineName = name;
    post({ type: 'loading', what: 'Choosing the engine', fraction: 1 });
    post({ type: 'engine', engine: name, why, trials, remember });
    const made = await createTrainer(config, dataset, createEngine, setup);
    if (learningRate !== undefined) made.setLearningRate(learningRate);
    view = liveView(config.spec, made.engine, () => made.step, watched);
    if (good) {
      costs = [];
      checkpointing.timeline.rewind(good.step);
      post({ type: 'rewound', step: good.step });
      post({ type: 'checkpoints', steps: checkpointing.timeline.steps });
    }
    return made;
  }

  /** Waits for all data, and tells the baselines. */
  async function awaitAll(): Promise<void> {
    const { all } = await resources.data(config.data, config.digits, loadingData);
    await all;
    allData = true;
    const known = await resources.recordingOf(config.data, config.digits);
    post({ type: 'baselines', baselines: known?.record.baselines ?? (await resources.exactPca(config.data, config.digits)).baselines });
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

  /**
   * A slice of steps. All of it is asked for at once, test costs and states to keep in between, and then waited for: an
   * engine on the graphics processor answers everything with one readback.
   */
  async function advance(): Promise<void> {
    const { step: from, spent } = trainer!;
    const each = Math.min(lastMsPerStep, SLICE);
    const count = wanted === 'step' ? 1 : Math.max(1, Math.round(SLICE / each));
    const until = Math.min(from + count, config.train.steps, from < HEAD_STEPS ? HEAD_STEPS : Infinity);
    const asked: { point: Promise<CostPoint>; kept: ReturnType<Trainer['engine']['snapshot']> | undefined }[] = [];
    let keptAt = checkpointing.good?.step ?? 0;
    while (trainer!.step < until) {
      const point = trainer!.advance(until - trainer!.step);
      const { step } = trainer!;
      const due = checkpointing.isDue(step, keptAt, each) || (keptAt <= from && checkpointing.isLate());
      const kept = due ? trainer!.engine.snapshot() : undefined;
      if (due) keptAt = step;
      // The first failure is told below; those that follow from it need not be.
      point.catch(() => {});
      kept?.catch(() => {});
      asked.push({ point, kept });
    }
    for (const { point, kept } of asked) {
      costs.push(await inTime(point, lastMsPerStep * (until - from)));
      if (kept) await checkpointing.keep(kept);
    }
    // The first step compiles: it does not tell how fast the run is.
    if (from === 0) return;
    lastMsPerStep = (trainer!.spent - spent) / (trainer!.step - from);
    msPerStep = Number.isFinite(msPerStep) ? 0.9 * msPerStep + 0.1 * lastMsPerStep : lastMsPerStep;
  }

  async function magnify(): Promise<void> {
    const { point, report } = await trainer!.magnify();
    costs.push(point);
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
        await checkpointing.keep(trainer.engine.snapshot());
      }
    }
    const release = await holdLocks(() => {
      if (wanted === 'pause') return; // for another run of this page
      wanted = 'pause';
      post({ type: 'yielded' });
    });
    try {
      post({ type: 'phase', phase: 'training' });
      await frame();
      while (wanted !== 'pause' && !closed && trainer.step < config.train.steps) {
        if (trainer.step >= HEAD_STEPS && !allData) await awaitAll();
        await (wanted === 'magnify' ? magnify() : advance());
        if (wanted !== 'train') wanted = 'pause';
        await messages();
        if (pageReady && performance.now() >= nextFrame) await frame();
      }
      if (closed) return;
      await frame();
      if (checkpointing.good?.step !== trainer.step) await checkpointing.keep(trainer.engine.snapshot());
      checkpointing.give();
      post({ type: 'phase', phase: trainer.step >= config.train.steps ? 'done' : 'paused' });
    } finally {
      release();
    }
  }

  async function fail(error: unknown, during: TrainAction): Promise<void> {
    wanted = 'pause';
    if (error instanceof DivergedError) {
      const message = `${error.message} The learning rate is too high: go back to step ${checkpointing.good?.step ?? 0} and lower it.`;
      return post({ type: 'failed', message, retry: 'restore' });
    }
    const begun = trainer ?? checkpointing.good;
    dispose();
    if (!begun) return post({ type: 'failed', message: sentence(error), retry: 'train' });
    await resources.discardGraphics();
    post({ type: 'broken', engine: engineName, action: during, message: sentence(error) });
  }

  function dispose(): void {
    trainer?.engine.dispose();
    trainer = undefined;
    view = undefined;
    allData = false;
  }

  function start(): void {
    if (running) return;
    running = true;
    const during = wanted === 'pause' ? 'train' : wanted;
    run()
      .catch((error: unknown) => fail(error, during))
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
    timeline: checkpointing.timeline,
    start(what, preferred) {
      wanted = what;
      preference = preferred;
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
      if (running || !checkpointing.good) return;
      dispose();
      running = true;
      prepare()
        .then(async (made) => {
          trainer = made;
          await frame();
          checkpointing.give();
          post({ type: 'phase', phase: 'paused' });
        })
        .catch((error: unknown) => fail(error, 'step'))
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
