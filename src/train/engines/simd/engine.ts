// The engine in WebAssembly: 128-bit SIMD kernels on one thread or several.
import { adamFactors } from '../../../model/adam.ts';
import { codeOf } from '../../../model/code-stage.ts';
import { noiseKey } from '../../../model/random.ts';
import { PIXELS } from '../../../model/spec.ts';
import { batchAt, type Engine, type EngineSetup, type Snapshot } from '../../engine.ts';
import { takingTurns } from '../../in-turn.ts';
import { instantiate, memoryOf } from './kernels.ts';
import { layOutMemory, type MemoryLayout } from './memory-layout.ts';
import { createMessagesPool } from './pool-messages.ts';
import { createSharedMemoryPool } from './pool-shared-memory.ts';
import { createSingle, type ThreadPool } from './pool.ts';
import type { SimdRuntime } from './runtime.ts';
import { createThreadKernels, type ThreadKernels } from './thread-kernels.ts';

declare module '../../engine.ts' {
  interface EngineNames {
    simd: true;
  }
}

/** The kernels alone know how much working space they need: asks them with the smallest memory. */
function layoutFor({ module, shared, threads }: SimdRuntime, { spec, train }: EngineSetup): MemoryLayout {
  return layOutMemory(spec, train, shared ? threads : 1, instantiate(module, memoryOf(1, shared)));
}

async function createPool(
  runtime: SimdRuntime,
  memory: WebAssembly.Memory,
  layout: MemoryLayout,
  kernels: ThreadKernels,
): Promise<ThreadPool> {
  if (runtime.threads === 1) return createSingle(kernels, layout.batch);
  return (runtime.shared ? createSharedMemoryPool : createMessagesPool)(runtime, memory, layout, kernels);
}

/** Rejects with a sentence where there is no memory, or no worker to be had. */
export async function createSimdEngine(runtime: SimdRuntime, setup: EngineSetup): Promise<Engine> {
  const { spec, train, start, images, seed } = setup;
  const layout = layoutFor(runtime, setup);
  const memory = memoryOf(layout.total, runtime.shared);
  const kernels = createThreadKernels(instantiate(runtime.module, memory), memory, layout, 0);
  const floats = new Float32Array(memory.buffer);
  const bytes = new Uint8Array(memory.buffer, layout.bytes, layout.rows * PIXELS);
  const sums = new Float64Array(memory.buffer, layout.sums, layout.rows);
  const flat = (address: number) => floats.subarray(address / 4, address / 4 + layout.count);
  flat(layout.parameters).set(start.parameters);
  flat(layout.firstMoment).set(start.firstMoment);
  flat(layout.secondMoment).set(start.secondMoment);
  const pool = await createPool(runtime, memory, layout, kernels);
  let step = start.step;

  /** Everything the engine does uses the same buffers. */
  const inTurn = takingTurns();

  /** Mean over the first `count` images; summed image by image, so that it does not depend on who computed which. */
  const costOf = (count: number) => sums.subarray(0, count).reduce((sum, each) => sum + each, 0) / (count * PIXELS);

  async function takeStep(learningRate: number): Promise<void> {
    batchAt(setup, step).forEach((index, n) => bytes.set(images.subarray(index * PIXELS, (index + 1) * PIXELS), n * PIXELS));
    const working = pool.gradient(noiseKey(seed, step));
    step += 1;
    if (working) await working;
    pool.update(adamFactors(train.adam, learningRate, step));
  }

  async function steps(count: number, learningRateAt: (step: number) => number): Promise<number> {
    for (let k = 0; k < count; k++) await takeStep(learningRateAt(step));
    return costOf(train.batch);
  }

  async function evaluate(all: Uint8Array): Promise<number> {
    let sum = 0;
    for (let at = 0; at < all.length; at += layout.rows * PIXELS) {
      const some = all.subarray(at, at + layout.rows * PIXELS);
      bytes.set(some);
      const working = pool.measure(some.length / PIXELS);
      if (working) await working;
      sum += costOf(some.length / PIXELS) * some.length;
    }
    return sum / all.length;
  }

  /** A stretch of layers on `[n, inputs]`, by this thread alone: figures ask for few images at a time. */
  function through(from: number, to: number, values: Float32Array): Float32Array {
    const [{ inputs, x }, { outputs, y }] = [layout.layers[from]!, layout.layers[to - 1]!];
    const result = new Float32Array((values.length / inputs) * outputs);
    for (let at = 0; at * inputs < values.length; at += layout.rows) {
      const some = values.subarray(at * inputs, (at + layout.rows) * inputs);
      const rows = some.length / inputs;
      floats.set(some, x / 4);
      kernels.forward(rows, from, to);
      result.set(floats.subarray(y / 4, y / 4 + rows * outputs), at * outputs);
    }
    return result;
  }

  function snapshot(): Snapshot {
    const copy = (address: number) => flat(address).slice();
    return { step, parameters: copy(layout.parameters), firstMoment: copy(layout.firstMoment), secondMoment: copy(layout.secondMoment) };
  }

  return {
    name: 'simd',
    detail: pool.words,
    steps: (count, learningRateAt) => inTurn(() => steps(count, learningRateAt)),
    evaluate: (all) => inTurn(() => evaluate(all)),
    encode: (values) => inTurn(() => codeOf(spec, through(0, layout.code, values))),
    decode: (codes) => inTurn(() => through(layout.code, layout.layers.length, codes)),
    snapshot: () => inTurn(snapshot),
    parameters: (use) => inTurn(() => use(flat(layout.parameters))),
    dispose: () => pool.dispose(),
  };
}
