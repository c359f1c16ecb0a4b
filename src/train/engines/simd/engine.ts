// The engine in WebAssembly: 128-bit SIMD kernels on one thread or several.
import { firstColumns } from '../../../model/forward.ts';
import { noiseKey } from '../../../model/random.ts';
import { codeSize, PIXELS } from '../../../model/spec.ts';
import type { Engine, EngineSetup, Snapshot } from '../../engine.ts';
import { takingTurns } from '../../in-turn.ts';
import { createAlone, type Crew } from './crew.ts';
import { createShared } from './crew-shared.ts';
import { createPosted } from './crew-posted.ts';
import { instantiate, memoryOf } from './kernels.ts';
import { createLane, type Lane } from './lane.ts';
import { planMemory, type Plan } from './plan.ts';

/** What the engine runs on. */
export interface SimdRuntime {
  /** The kernels, compiled for shared memory where `shared` says so. */
  readonly module: WebAssembly.Module;
  readonly shared: boolean;
  readonly threads: number;
  /** Starts a worker that runs thread.ts. */
  readonly startWorker: () => Worker;
}

/** Bytes of a plan are known only to the kernels: asks them with the smallest memory. */
function planFor({ module, shared, threads }: SimdRuntime, { spec, train }: EngineSetup): Plan {
  return planMemory(spec, train, shared ? threads : 1, instantiate(module, memoryOf(1, shared)));
}

async function createCrew(runtime: SimdRuntime, memory: WebAssembly.Memory, plan: Plan, lane: Lane): Promise<Crew> {
  if (runtime.threads === 1) return createAlone(lane, plan.batch);
  return runtime.shared ? createShared(runtime, memory, plan, lane) : createPosted(runtime, memory, plan, lane);
}

/** Throws a sentence where there is no memory, or no worker to be had. */
export async function createSimdEngine(runtime: SimdRuntime, setup: EngineSetup): Promise<Engine> {
  const { spec, train, start, images, seed, batchAt } = setup;
  const plan = planFor(runtime, setup);
  const memory = memoryOf(plan.total, runtime.shared);
  const lane = createLane(instantiate(runtime.module, memory), memory, plan, 0);
  const floats = new Float32Array(memory.buffer);
  const bytes = new Uint8Array(memory.buffer, plan.bytes, plan.rows * PIXELS);
  const sums = new Float64Array(memory.buffer, plan.sums, plan.rows);
  const flat = (address: number) => floats.subarray(address / 4, address / 4 + plan.count);
  flat(plan.parameters).set(start.parameters);
  flat(plan.first).set(start.first);
  flat(plan.second).set(start.second);
  const crew = await createCrew(runtime, memory, plan, lane);
  let step = start.step;

  /** Everything the engine does uses the same buffers. */
  const inTurn = takingTurns();

  /** Mean over the first `count` images; summed image by image, so that it does not depend on who computed which. */
  const costOf = (count: number) => sums.subarray(0, count).reduce((sum, each) => sum + each, 0) / (count * PIXELS);

  async function takeStep(learningRate: number): Promise<void> {
    batchAt(step).forEach((index, n) => bytes.set(images.subarray(index * PIXELS, (index + 1) * PIXELS), n * PIXELS));
    const working = crew.gradient(noiseKey(seed, step));
    step += 1;
    if (working) await working;
    const { beta1, beta2 } = train.adam;
    crew.update(learningRate / (1 - beta1 ** step), 1 / (1 - beta2 ** step));
  }

  async function steps(count: number, learningRateAt: (step: number) => number): Promise<number> {
    for (let k = 0; k < count; k++) await takeStep(learningRateAt(step));
    return costOf(train.batch);
  }

  async function evaluate(all: Uint8Array): Promise<number> {
    let sum = 0;
    for (let at = 0; at < all.length; at += plan.rows * PIXELS) {
      const some = all.subarray(at, at + plan.rows * PIXELS);
      bytes.set(some);
      const working = crew.measure(some.length / PIXELS);
      if (working) await working;
      sum += costOf(some.length / PIXELS) * some.length;
    }
    return sum / all.length;
  }

  /** A stretch of layers on `[n, inputs]`, by this thread alone: figures ask for few images at a time. */
  function through(from: number, to: number, values: Float32Array): Float32Array {
    const [{ inputs }, { outputs }] = [plan.layers[from]!, plan.layers[to - 1]!];
    const result = new Float32Array((values.length / inputs) * outputs);
    for (let at = 0; at * inputs < values.length; at += plan.rows) {
      const some = values.subarray(at * inputs, (at + plan.rows) * inputs);
      const rows = some.length / inputs;
      floats.set(some, plan.layers[from]!.x / 4);
      lane.forward(rows, from, to);
      const y = plan.layers[to - 1]!.y / 4;
      result.set(floats.subarray(y, y + rows * outputs), at * outputs);
    }
    return result;
  }

  return {
    name: 'simd',
    detail: crew.words,
    steps: (count, learningRateAt) => inTurn(() => steps(count, learningRateAt)),
    evaluate: (all) => inTurn(() => evaluate(all)),
    encode: (values) => inTurn(() => firstColumns(through(0, plan.code, values), plan.layers[plan.code - 1]!.outputs, codeSize(spec))),
    decode: (codes) => inTurn(() => through(plan.code, plan.layers.length, codes)),
    snapshot: () =>
      inTurn((): Snapshot => {
        const [parameters, first, second] = [plan.parameters, plan.first, plan.second].map((address) => new Float32Array(flat(address)));
        return { step, parameters: parameters!, first: first!, second: second! };
      }),
    dispose: () => crew.dispose(),
  };
}
