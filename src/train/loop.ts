// Keeps one run training: when to step, when to tell the page, when to stop. The trainer does the steps.
import type { Autoencoder } from '../model/autoencoder.ts';
import { errorMessage } from '../model/error-message.ts';
import { HEAD_STEPS } from '../model/batches.ts';
import type { CostPoint } from '../model/cost.ts';
import type { RunConfig } from '../model/spec.ts';
import { createCheckpointing } from './checkpointing.ts';
import { createFrames } from './frames.ts';
import { holdLocks } from './locks.ts';
import { messages } from './messages.ts';
import type { EnginePreference, Post, ResumePoint, TrainAction } from './protocol.ts';
import { createSlices } from './slices.ts';
import type { Timeline } from './timeline.ts';
import { createTrainerHolder } from './trainer-holder.ts';
import { turns } from './turns.ts';
import { DivergedError, type Trainer } from './trainer.ts';
import { LateError } from './within.ts';
import type { WorkerResources } from './worker-resources.ts';
import { stillChain } from './still.ts';

export interface Loop {
  /** The network in training, once an engine has it. */
  readonly network: Autoencoder | undefined;
  /** The checkpoints kept so far. */
  readonly timeline: Timeline;
  start(action: TrainAction, preference: EnginePreference): void;
  pause(): void;
  setLearningRate(value: number): void;
  /** Goes back to the last state whose cost was near the least so far, and waits there. */
  restore(): void;
  /** The page has drawn the last frame. */
  drawn(): void;
  close(): void;
}

export interface Surroundings {
  readonly resources: WorkerResources;
  readonly post: Post;
  readonly watched: () => Promise<Float32Array>;
  /** Takes the place of the config's, where the reader set one before the first step. */
  readonly learningRate: number | undefined;
  /** Where to go on from. */
  readonly resume: ResumePoint | undefined;
  readonly answerAll: () => Promise<void>;
}

export function createLoop(config: RunConfig, surroundings: Surroundings): Loop {
  const { resources, post, resume, answerAll } = surroundings;
  const { steps } = config.train;
  let learningRate = surroundings.learningRate;
  /** What the page asked for last. */
  let asked: TrainAction | 'pause' | 'restore' = 'pause';
  const trains = () => asked !== 'pause' && asked !== 'restore';
  let running = false;
  let closed = false;
  const checkpointing = createCheckpointing(config, resume?.snapshot, post, () => learningRate);
  const held = createTrainerHolder(config, { ...surroundings, checkpointing, learningRate: () => learningRate });
  const frames = createFrames(config, post, answerAll);
  const slices = createSlices(checkpointing);

  const frame = (trainer: Trainer) => frames.post(trainer, slices.msPerStep);
  const tell = (point: CostPoint) => (checkpointing.note(point), frames.add(point));

  /** The network in an engine, at step 0 or at the last good state. */
  async function prepare(): Promise<Trainer> {
    const trainer = await held.prepare();
    if (checkpointing.good) {
      frames.rewind();
      checkpointing.rewind();
    }
    return trainer;
  }

  async function begin(): Promise<Trainer> {
    if (held.trainer) return held.trainer;
    const trainer = await prepare();
    if (trainer.step > 0) return trainer;
    // Engines compile while they do their first work, which may take seconds.
    post({ type: 'loading', what: 'Getting ready', fraction: 0 });
    tell(await trainer.start());
    checkpointing.begin(trainer.origin);
    return trainer;
  }

  async function magnify(trainer: Trainer): Promise<void> {
    const { point, report } = await trainer.magnify(stillChain);
    tell(point);
    post({ type: 'magnified', report });
  }

  /** Trains until the page asks for something else, or to the last step. */
  async function train(begun: Trainer): Promise<void> {
    let trainer = begun;
    post({ type: 'phase', phase: 'training' });
    // At step 0 the page shows the untrained network already: the first thing to see is the first step.
    if (trainer.step > 0) await frame(trainer);
    while (trains() && !closed && trainer.step < steps) {
      if (trainer.step >= HEAD_STEPS) await held.awaitAllData();
      trainer = await held.improve(trainer);
      await turns(() => (asked === 'magnify' ? magnify(trainer) : slices.take(trainer, steps, asked === 'step', tell)));
      if (asked === 'step' || asked === 'magnify') asked = 'pause';
      await messages();
      if (frames.isDue()) await frame(trainer);
    }
    if (closed) return;
    await frame(trainer);
    if (checkpointing.good?.step !== trainer.step) await checkpointing.keep(trainer.engine.snapshot());
    checkpointing.give();
    post({ type: 'phase', phase: trainer.step >= steps ? 'done' : 'paused' });
  }

  async function run(): Promise<void> {
    post({ type: 'phase', phase: 'starting' });
    const trainer = await begin();
    const release = await holdLocks(() => {
      if (!trains()) return; // for another run of this page
      asked = 'pause';
      post({ type: 'yielded' });
    });
    await train(trainer).finally(release);
  }

  async function fail(error: unknown, action: TrainAction): Promise<void> {
    asked = 'pause';
    if (error instanceof DivergedError) return post({ type: 'failed', message: error.message, retry: 'restore' });
    const begun = held.trainer ?? checkpointing.good;
    held.dispose();
    if (!begun) return post({ type: 'failed', message: errorMessage(error), retry: 'train' });
    await resources.discardGraphics();
    post({ type: 'broken', onGraphics: held.onGraphics, late: error instanceof LateError, action, message: errorMessage(error) });
  }

  async function goBack(): Promise<void> {
    asked = 'pause';
    checkpointing.recover();
    held.dispose();
    await frame(await prepare());
    checkpointing.give();
    post({ type: 'phase', phase: 'paused' });
  }

  function start(): void {
    if (running) return;
    running = true;
    const action = asked === 'pause' || asked === 'restore' ? 'train' : asked;
    const work = asked === 'restore' ? goBack() : run();
    work
      .catch((error: unknown) => fail(error, action))
      .finally(() => {
        running = false;
        if (closed) held.dispose();
        else if (asked === 'restore' || (asked !== 'pause' && held.trainer && held.trainer.step < steps)) start();
      });
  }

  return {
    get network() {
      return held.network;
    },
    timeline: checkpointing.timeline,
    start(action, preferred) {
      asked = action;
      held.prefer(preferred);
      start();
    },
    pause() {
      asked = 'pause';
    },
    setLearningRate(value) {
      learningRate = value;
      held.trainer?.setLearningRate(value);
    },
    restore() {
      if (!checkpointing.good) return;
      asked = 'restore';
      start();
    },
    drawn: frames.drawn,
    close() {
      closed = true;
      asked = 'pause';
      if (!running) held.dispose();
    },
  };
}
