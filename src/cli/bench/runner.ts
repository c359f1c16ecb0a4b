// Runs one row where it is loaded, a browser's worker or Node: starts its engine, times blocks of steps, counts.
import { penImage } from '../../data/pen.ts';
import { errorMessage } from '../../model/error-message.ts';
import { initialParameters } from '../../model/init.ts';
import { NOTEBOOK_DIGITS, NOTEBOOK_SPEC } from '../../model/recipes.ts';
import { learningRateAt, PIXELS } from '../../model/spec.ts';
import { ENGINES } from '../../train/engines/index.ts';
import { freshSnapshot, type Engine, type EngineSetup } from '../../train/engine.ts';
import { canShareMemory } from '../../train/shared-memory.ts';
import { addDifference, mapCounts, watchGpu, type Counts, type GpuClasses } from './counts.ts';
import { watchMemories } from './memories.ts';
import { GPU_NAMES, type Block, type Command, type Finished, type Reply, type Row, type RowName, type Started } from './rows.ts';

type Subject = Pick<Engine, 'steps' | 'evaluate'>;

const SEED = 0;
const TRAIN_IMAGES = 3_000;
const HEAD_IMAGES = 1_500;
const TEST_IMAGES = 500;
/** Long enough for the clock and for the one readback to be small beside it, short enough that rounds alternate. Milliseconds. */
const BLOCK = 1_000;
/** A first guess of a step's time needs no more than this. */
const GUESS = 250;
const GPU_ROWS: readonly RowName[] = [...GPU_NAMES, 'jax-webgpu'];
const NO_COUNTS = mapCounts(() => 0);

/** Watches are set before any engine is loaded, so that none can keep an unwatched method. */
const gpu = watchGpu(globalThis as GpuClasses);
const wasmBytes = watchMemories();

function penImages(split: 'train' | 'test', count: number): Uint8Array {
  const images = new Uint8Array(count * PIXELS);
  const kinds = NOTEBOOK_DIGITS.length;
  for (let i = 0; i < count; i++) images.set(penImage(split, NOTEBOOK_DIGITS[i % kinds]!, Math.floor(i / kinds)), i * PIXELS);
  return images;
}

async function makeSubject({ name, threads }: Row, setup: EngineSetup): Promise<Subject> {
  if (name === 'jax-wasm' || name === 'jax-webgpu') {
    const { createJax } = await import('./jax.ts');
    return createJax(setup, name === 'jax-wasm' ? 'wasm' : 'webgpu');
  }
  const { start } = ENGINES[name === 'tfjs-wasm-repaired' ? 'tfjs-wasm' : name];
  const create = await start({ forced: true, threads: threads ?? 1 });
  const engine = await create(setup);
  if (name === 'tfjs-wasm') {
    // The site replaces tfjs's gradient of a matrix product whenever it makes an engine; stock tfjs gets it back.
    const [{ registerGradient }, { batchMatMulGradConfig }] = await Promise.all([
      import('@tensorflow/tfjs-core'),
      import('@tensorflow/tfjs-core/dist/gradients/BatchMatMul_grad'),
    ]);
    registerGradient(batchMatMulGradConfig);
  }
  return engine;
}

/** What is on the processor and on the graphics processor in bytes; see the table's footnote. */
async function peakBytes({ name }: Row): Promise<number | null> {
  if (name !== 'tfjs-cpu' && name !== 'tfjs-webgl') return gpu.peakBytes() + wasmBytes();
  const { memory } = await import('@tensorflow/tfjs-core');
  const held = memory() as ReturnType<typeof memory> & { readonly numBytesInGPUAllocated?: number };
  return name === 'tfjs-webgl' ? (held.numBytesInGPUAllocated ?? null) : held.numBytes;
}

/** Answers commands for the one row that it was started with. */
export function createRunner(): (command: Command) => Promise<Reply> {
  let row: Row;
  let subject: Subject;
  let msPerStep = 0;
  let steps = 0;
  let total: Counts = NO_COUNTS;

  const rate = (step: number) => learningRateAt(row.train, step);

  async function timed(count: number): Promise<Block> {
    const began = performance.now();
    await subject.steps(count, rate);
    const milliseconds = performance.now() - began;
    msPerStep = milliseconds / count;
    return { steps: count, milliseconds };
  }

  async function start(): Promise<Started> {
    if (row.isolated && !canShareMemory()) throw new Error('the page has no shared memory, so it has no threads');
    const { train } = row;
    const parameters = initialParameters(NOTEBOOK_SPEC, train, SEED);
    subject = await makeSubject(row, {
      spec: NOTEBOOK_SPEC,
      train,
      start: freshSnapshot(parameters),
      images: penImages('train', TRAIN_IMAGES),
      seed: SEED,
      head: HEAD_IMAGES,
    });
    await subject.steps(2, rate);
    let { milliseconds } = await timed(1);
    const cost = await subject.evaluate(penImages('test', TEST_IMAGES));
    for (let count = 4; milliseconds < GUESS; count *= 4) ({ milliseconds } = await timed(count));
    return { cost, msPerStep };
  }

  async function block(): Promise<Block> {
    const before = gpu.counts();
    const result = await timed(Math.max(1, Math.round(BLOCK / msPerStep)));
    total = addDifference(total, before, gpu.counts());
    steps += result.steps;
    return result;
  }

  async function finish(): Promise<Finished> {
    const counts = GPU_ROWS.includes(row.name) && steps > 0 ? mapCounts((key) => total[key] / steps) : null;
    return { counts, peakBytes: await peakBytes(row) };
  }

  return async (command) => {
    try {
      if (command.do === 'start') row = command.row;
      const done = await { start, block, finish }[command.do]();
      return { done };
    } catch (error) {
      return { error: errorMessage(error) };
    }
  };
}
