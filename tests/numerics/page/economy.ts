// How little an engine on WebGPU asks of it: many steps a submission, one readback, no new buffers; and the same every time.
import { initialParameters } from '../../../src/model/init.ts';
import { freshSnapshot, type CreateEngine, type Engine, type EngineSetup } from '../../../src/train/engine.ts';
import { PIXELS, type ModelSpec } from '../../../src/model/spec.ts';
import type { Economy } from '../protocol.ts';
import { counted } from './watched.ts';

/** Small, with as many layers as the notebook's. */
const SPEC: ModelSpec = {
  units: [PIXELS, 16, 8, 2, 8, 16, PIXELS],
  activations: ['tanh', 'tanh', 'linear', 'tanh', 'tanh', 'linear'],
  code: 3,
};
const STEPS = 100;

export async function economy(createEngine: CreateEngine, { train, images, seed }: Omit<EngineSetup, 'spec' | 'start'>): Promise<Economy> {
  const start = freshSnapshot(initialParameters(SPEC, train, 7));
  const make = () => createEngine({ spec: SPEC, train, start, images, seed });
  const rate = () => train.learningRate;
  // A set of its own, as the test digits are.
  const scored = images.slice();

  async function together(engine: Engine): Promise<number[]> {
    const answers: Promise<number>[] = [];
    for (let k = 0; k < 3; k++) answers.push(engine.steps(STEPS, rate), engine.evaluate(scored));
    return Promise.all(answers);
  }
  async function oneByOne(engine: Engine): Promise<number[]> {
    const answers: number[] = [];
    for (let k = 0; k < 3; k++) answers.push(await engine.steps(STEPS, rate), await engine.evaluate(scored));
    return answers;
  }

  const once = await make();
  const costs = await oneByOne(once);
  const { parameters } = await once.snapshot();
  // By now the engine knows how long a step takes.
  const began = performance.now();
  const steps = await counted(() => Promise.all([once.steps(STEPS, rate), once.evaluate(scored)]));
  const milliseconds = performance.now() - began;
  once.dispose();

  const again = await make();
  let costsAgain: number[] = [];
  await together(again);
  again.dispose();
  const third = await make();
  const togetherCounts = await counted(async () => (costsAgain = await together(third)));
  const { parameters: repeated } = await third.snapshot();
  third.dispose();

  const apart = (a: ArrayLike<number>, b: ArrayLike<number>) => {
    let [difference, most] = [0, 0];
    for (let i = 0; i < a.length; i++) {
      difference = Math.max(difference, Math.abs(a[i]! - b[i]!));
      most = Math.max(most, Math.abs(a[i]!));
    }
    return difference / most;
  };
  return { steps, milliseconds, together: togetherCounts, repeated: apart(parameters, repeated), order: apart(costs, costsAgain) };
}
