// How long a run takes on this machine, as far as the time of one step is known.
import { DATA_SETS } from '../data/sets/index.ts';
import { isTestStep } from './cost.ts';
import { isOwn, parameterCount, type RunConfig } from './spec.ts';

/** The time of a step, and the work in it. */
export interface Pace {
  readonly msPerStep: number;
  /** Of the network that was timed (`workOf`). */
  readonly work: number;
}

/** What the time of a step grows with: parameters times images. */
export const workOf = ({ spec, train }: Pick<RunConfig, 'spec' | 'train'>): number => parameterCount(spec) * train.batch;

/** Of the three products of each layer and image that a step computes, a test cost computes one. */
const PRODUCTS = 3;
/** What is left of the time for steps while figures ask: their answers may take a fifth (train/frames.ts). */
const FOR_STEPS = 0.8;

/** Seconds that a run takes while its figures are looked at, its test costs included. */
export function secondsOf(config: RunConfig, { msPerStep, work }: Pace): number {
  const { data, digits, train } = config;
  const { steps, batch } = train;
  const tests = Array.from({ length: steps + 1 }, (_, step) => step).filter((step) => isTestStep(step, steps)).length;
  const images = isOwn(data) ? 0 : digits.reduce((sum, digit) => sum + DATA_SETS[data].counts.test[digit]!, 0);
  const inSteps = steps + (tests * images) / (PRODUCTS * batch);
  return (inSteps * msPerStep * (workOf(config) / work)) / FOR_STEPS / 1_000;
}
