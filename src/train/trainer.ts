// Trains one network, step by step, on any engine; computes its costs. No timer, no message, no document.
import { learningRateAt, PIXELS, type RunConfig } from '../model/spec.ts';
import { isTestStep, type CostPoint } from '../model/cost.ts';
import type { Chain } from '../model/forward.ts';
import { initialParameters } from '../model/init.ts';
import { random } from '../model/random.ts';
import { pickImages } from '../data/pick.ts';
import type { Dataset } from '../data/source.ts';
import { batchAt, freshSnapshot, type CreateEngine, type Engine, type EngineSetup, type Snapshot } from './engine.ts';
import type { StepReport } from '../model/step-report.ts';

/** The cost of a step that was trained. */
export type StepCost = CostPoint & { readonly cost: number };

/** The cost is no longer a finite number: the learning rate was too high. `rate`: the one that was set, the peak of its schedule. */
export class DivergedError extends Error {
  constructor(step: number, rate: number) {
    super(`The cost at step ${step} is no longer a finite number: a learning rate of ${rate} is too high.`);
    this.name = 'DivergedError';
  }
}

export interface Trainer {
  readonly engine: Engine;
  /** The state that the engine was given. */
  readonly origin: Snapshot;
  /** Steps taken. */
  readonly step: number;
  /** Milliseconds spent on steps so far, test costs excluded where the engine answers them apart. */
  readonly spent: number;
  /** The learning rate of the next step. */
  readonly learningRate: number;
  /** Takes the place of the config's peak learning rate; its schedule stays. */
  setLearningRate(value: number): void;
  /** Costs at step 0, before any training. */
  start(): Promise<StepCost>;
  /**
   * Takes up to `count` steps, fewer where a test cost is due. Throws DivergedError, or the engine's error. `step` counts them at once:
   * the next steps may be asked for before these are done.
   */
  advance(count: number): Promise<StepCost>;
  /** Takes one step and reports what it did. Slow: nothing else may be asked of the trainer meanwhile. */
  magnify(chain: () => Promise<Chain>): Promise<{ readonly point: StepCost; readonly report: StepReport }>;
}

/** About 40 steps from 0 to `last`, evenly spaced in the logarithm: the steps at which a recording keeps its codes. */
export function codeSteps(last: number): number[] {
  const steps = new Set([0, last]);
  for (let k = 0; k < 40; k++) steps.add(Math.round(last ** (k / 39)));
  return [...steps].filter((step) => step <= last).sort((a, b) => a - b);
}

/**
 * The setup of an engine for a run.
 * @param resume the state to go on from; step 0 of the config where absent
 */
export function setupOf({ spec, train, seed }: RunConfig, dataset: Dataset, resume?: Snapshot): EngineSetup {
  const { images, head } = dataset.train;
  const start = resume ?? freshSnapshot(initialParameters(spec, train, seed));
  return { spec, train, start, images, head, seed };
}

/** The setup of an engine that is tested and timed before there are any data: its images are noise. */
export function trialSetup({ spec, train, seed }: RunConfig): EngineSetup {
  const source = random(seed, 'trial');
  return {
    spec,
    train,
    start: freshSnapshot(initialParameters(spec, train, seed)),
    images: Uint8Array.from({ length: train.batch * PIXELS }, () => source.below(256)),
    seed,
  };
}

/** @param setup `setupOf` of the same config and data */
export async function createTrainer(
  config: RunConfig,
  dataset: Dataset,
  createEngine: CreateEngine,
  setup: EngineSetup = setupOf(config, dataset),
): Promise<Trainer> {
  const { images, start } = setup;
  const engine = await createEngine(setup);
  let train = config.train;
  let step = start.step;
  let spent = 0;
  /** Time of the last answer: everything asked before it is done. */
  let answered = 0;

  const trainer: Trainer = {
    engine,
    origin: start,
    get step() {
      return step;
    },
    get spent() {
      return spent;
    },
    get learningRate() {
      return learningRateAt(train, step);
    },
    setLearningRate(value) {
      train = { ...train, learningRate: value };
    },
    async start() {
      return {
        step,
        cost: await engine.evaluate(pickImages(images, batchAt(setup, 0))),
        testCost: await engine.evaluate(dataset.test.images),
      };
    },
    async advance(count) {
      let taken = 1;
      while (taken < count && !isTestStep(step + taken, train.steps)) taken++;
      const rates = train;
      const asked = performance.now();
      const steps = engine.steps(taken, (at) => learningRateAt(rates, at));
      step += taken;
      const at = step;
      const test = isTestStep(at, train.steps) ? engine.evaluate(dataset.test.images) : undefined;
      // If the steps fail so does the test cost, and only the steps are awaited.
      test?.catch(() => {});
      const cost = await steps;
      const now = performance.now();
      spent += now - Math.max(asked, answered);
      answered = now;
      if (!Number.isFinite(cost)) throw new DivergedError(at, rates.learningRate);
      if (!test) return { step: at, cost };
      const testCost = await test;
      answered = performance.now();
      return { step: at, cost, testCost };
    },
    async magnify(chain) {
      const { magnify } = await import('./slow-motion.ts');
      let point: StepCost | undefined;
      const { spec } = config;
      const report = await magnify(
        { engine, spec, train, dataset, step, indices: batchAt(setup, step), learningRate: trainer.learningRate, chain },
        async () => (point = await trainer.advance(1)).cost,
      );
      return { point: point!, report };
    },
  };
  return trainer;
}
