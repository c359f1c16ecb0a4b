// A run that goes from engine to engine and back, beside the oracle's that stays where it is.
import { decode, encode, intensities, meanSquaredError } from '../../../src/model/forward.ts';
import { initialParameters } from '../../../src/model/init.ts';
import { adam, gradients } from '../../../src/model/oracle.ts';
import { stepNoise } from '../../../src/model/random.ts';
import { RECIPES } from '../../../src/model/recipes.ts';
import { learningRateAt, PIXELS, type ModelSpec, type TrainConfig } from '../../../src/model/spec.ts';
import { batchAt, freshSnapshot, type CreateEngine, type EngineSetup } from '../../../src/train/engine.ts';
import { byTensor, difference, relative } from '../../helpers/compare.ts';
import type { HandOver } from '../protocol.ts';

/** Steps after which the run moves. Each engine takes some of the first 20, whose batches are from the head of the images, and some later. */
const MOVES = [8, 16, 58];
const STEPS = 100;
/** The recipe that readers begin with: Nadam, and a rate that rises and falls. */
const TRAIN: TrainConfig = { ...RECIPES.fast, batch: 8, steps: STEPS, schedule: { kind: 'cosine', warmup: 5, steps: STEPS } };

/** @param both the engine that begins, and the one that the run moves to and comes back to */
export async function handOver(both: readonly [CreateEngine, CreateEngine], spec: ModelSpec, images: Uint8Array): Promise<HandOver> {
  const start = freshSnapshot(initialParameters(spec, TRAIN, 7));
  const setup: EngineSetup = { spec, train: TRAIN, start, images, head: images.length / PIXELS / 2, seed: 5 };
  const rate = (step: number) => learningRateAt(TRAIN, step);

  let state = start;
  let cost = NaN;
  while (state.step < STEPS) {
    const { step } = state;
    const moves = MOVES.filter((move) => move <= step).length;
    const engine = await both[moves % 2]!({ ...setup, start: state });
    cost = await engine.steps((MOVES[moves] ?? STEPS) - step, rate);
    state = await engine.snapshot();
    engine.dispose();
  }

  const truth = Float64Array.from(start.parameters);
  const moments = { step: 0, firstMoment: new Float64Array(truth.length), secondMoment: new Float64Array(truth.length) };
  let expected = NaN;
  while (moments.step < STEPS) {
    const { step } = moments;
    const batch = [...batchAt(setup, step)].flatMap((index) => [...intensities(images.subarray(index * PIXELS, (index + 1) * PIXELS))]);
    const found = gradients(spec, truth, Float64Array.from(batch), stepNoise(setup.seed, step));
    expected = found.cost;
    adam(truth, found.gradient, moments, rate(step), TRAIN);
  }
  const all = intensities(images);
  const costOn = (parameters: Float32Array) => meanSquaredError(decode(spec, parameters, encode(spec, parameters, all)), all);
  const moved = (parameters: ArrayLike<number>) => difference(parameters, start.parameters);
  return {
    steps: state.step,
    cost: Math.abs(cost / expected - 1),
    updates: byTensor(spec, moved(state.parameters), moved(truth)),
    firstMoment: relative(state.firstMoment, moments.firstMoment),
    secondMoment: relative(state.secondMoment, moments.secondMoment),
    costAfter: Math.abs(costOn(state.parameters) / costOn(Float32Array.from(truth)) - 1),
  };
}
