// Trains one network: steps and costs, on any engine. No timer, no message, no document.
import { PIXELS, learningRateAt, type RunConfig } from '../model/spec.ts';
import { batchIndices } from '../model/batches.ts';
import { initialParameters } from '../model/init.ts';
import type { Dataset } from '../data/source.ts';
import { freshSnapshot, type Engine, type EngineSetup, type Snapshot } from './engine.ts';
import type { CostPoint } from './protocol.ts';

/** The cost left the finite numbers: the learning rate was too high. */
export class DivergedError extends Error {
  constructor(step: number) {
    super(`The cost at step ${step} is no longer a finite number.`);
    this.name = 'DivergedError';
  }
}

export interface Trainer {
  readonly engine: Engine;
  /** Steps taken. */
  readonly step: number;
  /** How long a step of the last advance took, in milliseconds, without the test cost. */
  readonly msPerStep: number;
  /** The learning rate of the next step. */
  readonly learningRate: number;
  /** Takes the place of the config's peak learning rate; its schedule stays. */
  setLearningRate(value: number): void;
  /** Costs at step 0, before any training. */
  start(): Promise<CostPoint>;
  /** Takes up to `count` steps, fewer where a test cost is due. Throws DivergedError. */
  advance(count: number): Promise<CostPoint>;
}

/** Steps after which the cost on all test digits is computed: often at first, then every 50, and at the end. */
export function isTestStep(step: number, last: number): boolean {
  return step === last || step % 50 === 0 || (step < 100 && step % 10 === 0) || step === 1 || step === 2 || step === 5;
}

/** About 40 steps from 0 to `last`, evenly spaced in the logarithm: the moments a run keeps its codes of. */
export function moments(last: number): number[] {
  const steps = new Set([0, last]);
  for (let k = 0; k < 40; k++) steps.add(Math.round(last ** (k / 39)));
  return [...steps].filter((step) => step <= last).sort((a, b) => a - b);
}

/**
 * @param test which test images to score, bytes `[n, 784]`
 * @param resume where to go on from; step 0 of the config when absent
 */
export async function createTrainer(
  config: RunConfig,
  dataset: Dataset,
  createEngine: (setup: EngineSetup) => Promise<Engine>,
  resume?: Snapshot,
): Promise<Trainer> {
  const { spec, seed } = config;
  const { images, head } = dataset.train;
  const start = resume ?? freshSnapshot(initialParameters(spec, config.train, seed));
  const batchAt = (step: number) => batchIndices(seed, step, config.train.batch, head, images.length / PIXELS);
  const engine = await createEngine({ spec, train: config.train, start, images, batchAt });
  let train = config.train;
  let step = start.step;
  let msPerStep = 0;

  return {
    engine,
    get step() {
      return step;
    },
    get msPerStep() {
      return msPerStep;
    },
    get learningRate() {
      return learningRateAt(train, step);
    },
    setLearningRate(value) {
      train = { ...train, learningRate: value };
    },
    async start() {
      const batch = new Uint8Array(train.batch * PIXELS);
      batchAt(0).forEach((index, n) => batch.set(images.subarray(index * PIXELS, (index + 1) * PIXELS), n * PIXELS));
      return { step, cost: await engine.evaluate(batch), testCost: await engine.evaluate(dataset.test.images) };
    },
    async advance(count) {
      let taken = 1;
      while (taken < count && !isTestStep(step + taken, train.steps)) taken++;
      const before = performance.now();
      const cost = await engine.steps(taken, (at) => learningRateAt(train, at));
      msPerStep = (performance.now() - before) / taken;
      step += taken;
      if (!Number.isFinite(cost)) throw new DivergedError(step);
      if (!isTestStep(step, train.steps)) return { step, cost };
      return { step, cost, testCost: await engine.evaluate(dataset.test.images) };
    },
  };
}
