// Takes the device away from an engine in the middle of its work.
import { initialParameters } from '../../../src/model/init.ts';
import { PIXELS, type ModelSpec } from '../../../src/model/spec.ts';
import { freshSnapshot, type CreateEngine, type EngineSetup } from '../../../src/train/engine.ts';
import { openGpu } from '../../../src/train/engines/gpu.ts';
import type { Loss } from '../protocol.ts';

const SPEC: ModelSpec = { units: [PIXELS, 8, PIXELS], activations: ['tanh', 'linear'], code: 1 };

export async function lose(createEngine: CreateEngine, { train, images, seed }: Omit<EngineSetup, 'spec' | 'start'>): Promise<Loss> {
  const start = freshSnapshot(initialParameters(SPEC, train, 7));
  const rate = () => train.learningRate;
  const told = (work: Promise<unknown>) =>
    work.then(
      () => 'nothing',
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    );
  const engine = await createEngine({ spec: SPEC, train, start, images, seed });
  await engine.steps(1, rate);
  const waiting = [engine.steps(500, rate), engine.evaluate(images), engine.decode(new Float32Array(8)), engine.snapshot()].map(told);
  (await openGpu(true)).device.destroy();
  const pending = await Promise.all(waiting);
  const later = await told(engine.steps(1, rate));
  engine.dispose();
  const another = await createEngine({ spec: SPEC, train, start, images, seed });
  const next = await another.steps(1, rate);
  another.dispose();
  return { pending, later, next };
}
