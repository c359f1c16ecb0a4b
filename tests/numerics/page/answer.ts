// Runs an engine beside the float64 oracle and measures how far apart they are: in a browser's worker, or in Node.
import { gpu, wasmBytes } from './watched.ts';
import { memory } from '@tensorflow/tfjs-core';
import { penImage } from '../../../src/data/pen.ts';
import { decode, encode, intensities, meanSquaredError } from '../../../src/model/forward.ts';
import { initialParameters } from '../../../src/model/init.ts';
import { stepNoise } from '../../../src/model/random.ts';
import { adam, gradients } from '../../../src/model/oracle.ts';
import { PIXELS, type ModelSpec, type TrainConfig } from '../../../src/model/spec.ts';
import { VARIANT_KINDS, VARIANTS, variantAt, type VariantKind } from '../../../src/model/variants/index.ts';
import { batchAt, freshSnapshot, type CreateEngine, type EngineName, type EngineSetup, type Snapshot } from '../../../src/train/engine.ts';
import { openGpu } from '../../../src/train/engines/gpu.ts';
import { createWgslEngine } from '../../../src/train/engines/wgsl/engine.ts';
import { MATMUL_KERNELS } from '../../../src/train/engines/wgsl/matmul-kernels.ts';
import { ENGINES } from '../../../src/train/engines/index.ts';
import { draws } from './draws.ts';
import { economy } from './economy.ts';
import { handOver } from './hand-over.ts';
import { lose } from './loss.ts';
import { byTensor, difference, largest, relative } from '../../helpers/compare.ts';
import type { CaseName, Command, Reply, Report, Soak, Started } from '../protocol.ts';

/** A network, images a batch, and steps to look for leaks in: few where batches are large, as WebGPU in software is slow. */
interface Case {
  readonly spec: ModelSpec;
  readonly batch: number;
  readonly steps: number;
}

/** A variant on small layers, with a slope at the code. */
const varied = (kind: VariantKind): Case => ({
  spec: {
    units: [PIXELS, 17, 8, 9, PIXELS],
    activations: ['tanh', 'tanh', 'relu', 'linear'],
    code: 2,
    variant: variantAt(kind, VARIANTS[kind].level?.test),
  },
  batch: 19,
  steps: 10,
});

const CASES = {
  'notebook-like': {
    spec: { units: [PIXELS, 16, 2, 16, PIXELS], activations: ['tanh', 'linear', 'tanh', 'linear'], code: 2 },
    batch: 8,
    steps: 95,
  },
  'relu-sigmoid': {
    spec: { units: [PIXELS, 12, 4, 12, PIXELS], activations: ['relu', 'tanh', 'relu', 'sigmoid'], code: 2 },
    batch: 8,
    steps: 10,
  },
  odd: {
    spec: { units: [PIXELS, 17, 3, 17, PIXELS], activations: ['tanh', 'linear', 'sigmoid', 'linear'], code: 2 },
    batch: 500,
    steps: 3,
  },
  narrow: {
    spec: { units: [PIXELS, 3, 1, 2, PIXELS], activations: ['tanh', 'linear', 'sigmoid', 'linear'], code: 2 },
    batch: 37,
    steps: 10,
  },
  'one image': {
    spec: { units: [PIXELS, 17, 1, 65, PIXELS], activations: ['sigmoid', 'linear', 'tanh', 'sigmoid'], code: 2 },
    batch: 1,
    steps: 10,
  },
  wide: {
    spec: { units: [PIXELS, PIXELS, 2, 500, PIXELS], activations: ['tanh', 'linear', 'tanh', 'linear'], code: 2 },
    batch: 500,
    steps: 2,
  },
  // Few layers: SwiftShader takes seconds to compile one product in tiles.
  'tile edges': { spec: { units: [PIXELS, 70, PIXELS], activations: ['tanh', 'sigmoid'], code: 1 }, batch: 67, steps: 2 },
} as const satisfies Readonly<Record<Exclude<CaseName, VariantKind>, Case>>;
const isKind = (name: CaseName): name is VariantKind => VARIANT_KINDS.some((kind) => kind === name);
const caseOf = (name: CaseName): Case => (isKind(name) ? varied(name) : CASES[name]);

/** @param nesterov by Nadam in place of Adam */
const trainWith = (batch: number, nesterov = false): TrainConfig => ({
  batch,
  steps: 100,
  learningRate: 1e-3,
  schedule: { kind: 'constant' },
  adam: { beta1: 0.9, beta2: 0.999, epsilon: 1e-8, nesterov },
  weights: { kind: 'normal', sigma: 0.1 },
  biases: { kind: 'normal', sigma: 0.1 },
});
const IMAGES = 64;
const SEED = 5;

const images = new Uint8Array(IMAGES * PIXELS);
for (let i = 0; i < IMAGES; i++) images.set(penImage('train', [1, 5, 6][i % 3]!, i), i * PIXELS);

/** The images of a batch, `[batch, 784]`. */
function gather(indices: Int32Array): Float32Array {
  const values = new Float32Array(indices.length * PIXELS);
  indices.forEach((index, n) => values.set(intensities(images.subarray(index * PIXELS, (index + 1) * PIXELS)), n * PIXELS));
  return values;
}

let createEngine: CreateEngine;
/** What the engine must not leave behind: TensorFlow.js's tensors, buffers on WebGPU, bytes of WebAssembly. */
let held: () => number;

async function check(name: CaseName): Promise<Report> {
  const { spec, batch: size, steps } = caseOf(name);
  // The variants by Nadam, the other networks by Adam: what they compute beside it has nothing to do with it.
  const train = trainWith(size, isKind(name));
  const rate = () => train.learningRate;
  const batch = (step: number) => gather(batchAt({ train, images, seed: SEED }, step));
  const start = initialParameters(spec, train, 7);
  const setup = (from: Snapshot): EngineSetup => ({ spec, train, start: from, images, seed: SEED });
  const before = held();
  const engine = await createEngine(setup(freshSnapshot(start)));

  const truth = Float64Array.from(start);
  const state = { step: 0, firstMoment: new Float64Array(start.length), secondMoment: new Float64Array(start.length) };
  const oracleStep = () => {
    const { cost, gradient } = gradients(spec, truth, Float64Array.from(batch(state.step)), stepNoise(SEED, state.step));
    adam(truth, gradient, state, train.learningRate, train);
    return { cost, gradient };
  };

  const cost = await engine.steps(1, rate);
  const expected = oracleStep();
  // After one step from nothing Adam's first moment is (1 - beta1) times the gradient, exactly.
  const { firstMoment } = await engine.snapshot();
  const gradient = Float64Array.from(firstMoment, (value) => value / (1 - train.adam.beta1));

  await engine.steps(2, rate);
  oracleStep();
  oracleStep();
  const third = await engine.snapshot();
  const updates = byTensor(spec, difference(third.parameters, start), difference(truth, start));
  const parameters = relative(third.parameters, truth);

  const again = await createEngine(setup(third));
  await Promise.all([engine.steps(1, rate), again.steps(1, rate)]);
  const [went, restored] = [await engine.snapshot(), await again.snapshot()];
  again.dispose();
  const sameStep = went.step === 4 && restored.step === 4;

  const some = batch(0);
  const ownCodes = encode(spec, went.parameters, some);
  const ownImages = decode(spec, went.parameters, ownCodes);
  const ownCost = meanSquaredError(decode(spec, went.parameters, encode(spec, went.parameters, intensities(images))), intensities(images));
  const codes = await engine.encode(some);
  const decoded = await engine.decode(ownCodes);
  const evaluated = await engine.evaluate(images);

  await engine.steps(1, rate);
  const early = held();
  for (let k = 0; k < steps; k++) await engine.steps(1, rate);
  await engine.encode(some);
  await engine.decode(ownCodes);
  await engine.evaluate(images);
  const later = held();
  let hundred: number | undefined;
  if (4 + 1 + steps === 100) {
    while (state.step < 100) oracleStep();
    const single = Float32Array.from(truth);
    const costThen = meanSquaredError(decode(spec, single, encode(spec, single, intensities(images))), intensities(images));
    hundred = Math.abs((await engine.evaluate(images)) / costThen - 1);
  }
  const report: Report = {
    gradients: byTensor(spec, gradient, expected.gradient),
    cost: Math.abs(cost / expected.cost - 1),
    updates,
    parameters,
    restored: sameStep ? largest(restored.parameters, went.parameters) : Infinity,
    encode: largest(codes, ownCodes),
    decode: largest(decoded, ownImages),
    evaluate: Math.abs(evaluated - ownCost),
    held: [before, early, later, 0],
    ...(hundred !== undefined && { hundred }),
  };
  engine.dispose();
  return { ...report, held: [before, early, later, held()] };
}

/** Whether memory stays as it is, however long a run. */
async function soak(steps: number): Promise<Soak> {
  const { spec } = CASES['notebook-like'];
  const { train } = small;
  const start = freshSnapshot(initialParameters(spec, train, 7));
  const engine = await createEngine({ spec, ...small, start });
  const some = async (count: number) => {
    for (let k = 0; k < count; k += 50) {
      await Promise.all([engine.steps(50, () => train.learningRate), engine.evaluate(images)]);
      await engine.decode(new Float32Array(8));
    }
    return held();
  };
  const result = { early: await some(50), late: await some(steps) };
  engine.dispose();
  return result;
}

async function start({ start: name, kernel: kernelName, threads = 1 }: Extract<Command, { start: EngineName }>): Promise<Started> {
  try {
    createEngine = await ENGINES[name].start({ forced: true, threads });
    const onGpu = ENGINES[name].graphics === 'webgpu';
    held = name.startsWith('tfjs-') ? () => memory().numTensors : onGpu ? gpu.liveBuffers : wasmBytes;
    const kernel = MATMUL_KERNELS.find((each) => each.name === kernelName);
    if (kernel) createEngine = async (setup) => createWgslEngine(await openGpu(true), setup, kernel);
    return { started: true, reason: '' };
  } catch (error) {
    return { started: false, reason: error instanceof Error ? error.message : String(error) };
  }
}

const small = { train: trainWith(8), images, seed: SEED };

async function done(command: Command): Promise<Extract<Reply, { done: unknown }>['done']> {
  if ('start' in command) return start(command);
  if ('check' in command) return check(command.check);
  if ('handOver' in command)
    return handOver([await ENGINES.simd.start({ forced: true, threads: 1 }), createEngine], caseOf(command.handOver).spec, images);
  if ('soak' in command) return soak(command.soak);
  if ('draws' in command) return draws(small.train);
  return ('lose' in command ? lose : economy)(createEngine, small);
}

/** One command at a time, the first of which starts an engine. */
export async function answer(command: Command): Promise<Reply> {
  try {
    return { done: await done(command) };
  } catch (error) {
    return { error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
