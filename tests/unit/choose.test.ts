// Choosing an engine: what is wrong is never taken, what is right and fastest is, and nothing waits for ever.
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { layerShapes, PIXELS, type ModelSpec, variantOf } from '../../src/model/spec.ts';
import { noiseWidth, VARIANT_KINDS, VARIANTS, variantAt } from '../../src/model/variants/index.ts';
import { RECIPES } from '../../src/model/recipes.ts';
import { initialParameters } from '../../src/model/init.ts';
import { PATIENT, timeCandidate, tryAll, tryCandidate, type Candidate, type Chosen } from '../../src/train/choose.ts';
import { freshSnapshot, type CreateEngine, type EngineName, type EngineSetup } from '../../src/train/engine.ts';
import { ENGINE_NAMES, engineNamed } from '../../src/train/engines/index.ts';
import { selfTest, SELF_TEST_SPEC } from '../../src/train/self-test.ts';
import { startSimdInNode } from '../../src/cli/simd-in-node.ts';
import { oracleEngine, type Faults } from '../helpers/oracle-engine.ts';

const spec: ModelSpec = { units: [PIXELS, 3, 2, PIXELS], activations: ['tanh', 'linear', 'linear'], code: 2 };
const train = { ...RECIPES.fast, batch: 2 };
const setup: EngineSetup = {
  spec,
  train,
  start: freshSnapshot(initialParameters(spec, train, 0)),
  images: new Uint8Array(4 * PIXELS).fill(9),
  seed: 0,
};

const candidate = (name: EngineName, createEngine: CreateEngine | Promise<CreateEngine>, threads = 1): Candidate => ({
  name,
  threads,
  start: () => Promise.resolve(createEngine),
});
const PLAIN = variantAt('plain');
const never = new Promise<never>(() => {});

const transposed = (values: Float32Array, columns: number) => {
  const rows = values.length / columns;
  return values.map((_, i) => values[(i % rows) * columns + Math.floor(i / rows)]!);
};

/** Every way a kernel of layer `k` may go wrong in training. */
const inLayer = layerShapes(SELF_TEST_SPEC).flatMap(({ inputs, outputs, weightsAt, biasesAt }, k) => {
  const weights = (gradient: Float64Array) => gradient.subarray(weightsAt, biasesAt);
  const biases = (gradient: Float64Array) => gradient.subarray(biasesAt, biasesAt + outputs);
  const faults: Readonly<Record<string, Faults['gradient']>> = {
    'a zero gradient': (gradient) => void weights(gradient).fill(0),
    'a gradient scaled by 1.01': (gradient) => void weights(gradient).forEach((value, i, all) => (all[i] = 1.01 * value)),
    'a transposed gradient': (gradient) => {
      const right = weights(gradient).slice();
      weights(gradient).forEach((_, i, all) => (all[i] = right[(i % inputs) * outputs + Math.floor(i / inputs)]!));
    },
    'no number in its gradient': (gradient) => void (weights(gradient)[0] = NaN),
    'a bias gradient of zero': (gradient) => void biases(gradient).fill(0),
    'a bias gradient scaled by 1.01': (gradient) => void biases(gradient).forEach((value, i, all) => (all[i] = 1.01 * value)),
  };
  return Object.entries(faults).map(([what, gradient]) => ({ what: `layer ${k + 1}: ${what}`, faults: { gradient: gradient! } }));
});

const MUTANTS: readonly { readonly what: string; readonly faults: Faults }[] = [
  ...inLayer,
  { what: 'all gradients zero', faults: { gradient: (gradient) => void gradient.fill(0) } },
  { what: 'all gradients no number', faults: { gradient: (gradient) => void gradient.fill(NaN) } },
  { what: 'a gradient of the wrong sign', faults: { gradient: (gradient) => gradient.forEach((value, i) => (gradient[i] = -value)) } },
  { what: 'parameters that stay as they were', faults: { parameters: (parameters, before) => parameters.set(before) } },
  {
    what: 'updates of twice the size',
    faults: { parameters: (parameters, before) => parameters.forEach((value, i) => (parameters[i] = 2 * value - before[i]!)) },
  },
  { what: 'a cost scaled by 1.01', faults: { cost: (cost) => 1.01 * cost } },
  { what: 'a cost that is no number', faults: { cost: () => NaN } },
  { what: 'a cost of zero', faults: { cost: () => 0 } },
  { what: 'codes scaled by 1.01', faults: { codes: (codes) => codes.map((value) => 1.01 * value) } },
  { what: 'transposed codes', faults: { codes: (codes) => transposed(codes, 2) } },
  { what: 'images scaled by 1.01', faults: { images: (images) => images.map((value) => 1.01 * value) } },
  { what: 'transposed images', faults: { images: (images) => transposed(images, PIXELS) } },
  { what: 'images that are no numbers', faults: { images: (images) => images.fill(NaN) } },
  { what: 'a test cost scaled by 1.01', faults: { testCost: (cost) => 1.01 * cost } },
];

describe('the self-test', () => {
  test('passes the oracle, and the simd engine with and without threads', async () => {
    expect(await selfTest(oracleEngine(), PLAIN)).toBeUndefined();
    expect(await selfTest(await startSimdInNode(1), PLAIN)).toBeUndefined();
    expect(await selfTest(await startSimdInNode(1, { variant: 'plain' }), PLAIN)).toBeUndefined();
    expect(await selfTest(await startSimdInNode(2), PLAIN)).toBeUndefined();
    expect(await selfTest(await startSimdInNode(2, { shared: false }), PLAIN)).toBeUndefined();
  });

  test.each(VARIANT_KINDS)('passes the oracle and the simd engine on a %s network', async (kind) => {
    expect(await selfTest(oracleEngine(), variantAt(kind))).toBeUndefined();
    expect(await selfTest(await startSimdInNode(1), variantAt(kind))).toBeUndefined();
  });

  // A level of another size is a fault that every variant can have.
  test.each(VARIANT_KINDS.filter((kind) => VARIANTS[kind].level))(
    'finds a %s term that is left out, has the wrong sign, or is off by 3 percent',
    async (kind) => {
      const level = (setup: EngineSetup) => variantOf(setup.spec).level;
      for (const change of [0, -1, 1.03]) {
        const falsified: CreateEngine = (setup) =>
          oracleEngine()({ ...setup, spec: { ...setup.spec, variant: variantAt(kind, change * level(setup)) } });
        expect(await selfTest(falsified, variantAt(kind)), `times ${change}`).toMatch(/ (is|are) /);
      }
    },
  );

  test.each(VARIANT_KINDS.filter((kind) => noiseWidth(variantAt(kind), 2) > 0))(
    'finds %s noise that is missing, or another step’s',
    async (kind) => {
      for (const noise of [() => () => 0, (right: (index: number) => number) => (index: number) => right(index + 1)]) {
        expect(await selfTest(oracleEngine({ noise }), variantAt(kind))).toMatch(/ (is|are) /);
      }
    },
  );

  test('there are many ways to be wrong', () => {
    expect(MUTANTS.length).toBeGreaterThan(40);
  });

  test.each(MUTANTS)('finds $what', async ({ faults }) => {
    expect(await selfTest(oracleEngine(faults), PLAIN)).toMatch(/ (is|are) /);
  });
});

describe('names that an address or an earlier visit may give', () => {
  test('are those of the engines; TensorFlow.js goes by its backend, too', () => {
    for (const name of ENGINE_NAMES) expect(engineNamed(name)).toBe(name);
    expect(engineNamed('wasm')).toBe('tfjs-wasm');
  });
  test.each([undefined, '', 'warp', 'constructor', '__proto__', 'tfjs-'])('%s is none', (text) => {
    expect(engineNamed(text)).toBeUndefined();
  });
});

/** The value, on a clock of the tests' own that goes on while they wait. */
async function waited<Value>(promise: Promise<Value>): Promise<Value> {
  let settled = false;
  const settle = () => (settled = true);
  promise.then(settle, settle);
  while (!settled) await vi.advanceTimersByTimeAsync(1);
  return promise;
}

describe('trying engines', () => {
  // On a clock of their own, which goes on while they wait and stands while they compute: a busy machine changes no verdict.
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }));
  afterEach(() => void vi.useRealTimers());
  const tryAllOf = (candidates: readonly Candidate[]) => waited(tryAll(candidates, setup));
  const verdicts = async (candidates: readonly Candidate[]) =>
    (await tryAllOf(candidates)).map(({ trial: { name, threads, verdict } }) => `${name} ${threads} ${verdict}`);

  test('a wrong engine is told as wrong, with what is wrong, and cannot be created', async () => {
    const wrong = candidate('wgsl', oracleEngine({ gradient: (gradient) => void gradient.fill(0) }));
    const tried = await waited(tryCandidate(wrong, setup));
    expect(tried.trial).toMatchObject({ name: 'wgsl', verdict: 'wrong', why: 'the gradient of the weights of layer 1 is wrong' });
    expect(tried.createEngine).toBeUndefined();
  });

  test('one that does not start, hangs or throws is unavailable, with the reason', async () => {
    const hanging: CreateEngine = () => never;
    const throwing: CreateEngine = () => Promise.reject(new Error('the device was lost'));
    const why = async (each: Candidate) => (await waited(tryCandidate(each, setup, { start: 8_000, trial: 3_000 }))).trial;
    expect(await why(candidate('wgsl', never))).toMatchObject({ verdict: 'unavailable', why: 'it did not start in 8 seconds' });
    expect(await why(candidate('wgsl', hanging))).toMatchObject({
      verdict: 'unavailable',
      why: 'it did not pass its test in 3 seconds',
    });
    expect(await why(candidate('wgsl', throwing))).toMatchObject({ verdict: 'unavailable', why: 'the device was lost' });
    const refused = Promise.reject<CreateEngine>(new Error('WebGPU found no graphics processor'));
    expect(await why(candidate('wgsl', refused))).toMatchObject({ verdict: 'unavailable', why: 'WebGPU found no graphics processor' });
  });

  test('of two that are right both are timed, and the wrong one before them is passed over', async () => {
    const wrong = candidate('wgsl', oracleEngine({ cost: () => NaN }));
    expect(await verdicts([wrong, candidate('simd', oracleEngine())])).toEqual(['wgsl 1 wrong', 'simd 1 right']);
    const [slow, fast] = await tryAllOf([candidate('wgsl', oracleEngine({ delay: 80 })), candidate('simd', oracleEngine({ delay: 20 }))]);
    expect([slow!.trial.msPerStep, fast!.trial.msPerStep]).toEqual([80, 20]);
  });

  test('TensorFlow.js is tried only where ours are unfit, and then one after the other until one is right', async () => {
    const tfjs = [
      candidate('tfjs-webgpu', oracleEngine({ cost: () => 0 })),
      candidate('tfjs-wasm', oracleEngine()),
      candidate('tfjs-cpu', never),
    ];
    expect(await verdicts([candidate('simd', oracleEngine()), ...tfjs])).toEqual(['simd 1 right']);
    expect(await verdicts([candidate('simd', oracleEngine({ cost: () => 0 })), ...tfjs])).toEqual([
      'simd 1 wrong',
      'tfjs-webgpu 1 wrong',
      'tfjs-wasm 1 right',
    ]);
  });

  test('an engine of the library is timed where somebody asks for its time', async () => {
    const tfjs = candidate('tfjs-wasm', oracleEngine({ delay: 30 }));
    expect((await waited(tryCandidate(tfjs, setup))).trial.msPerStep).toBeUndefined();
    expect((await waited(timeCandidate(tfjs, setup, PATIENT))).trial).toMatchObject({ verdict: 'right', msPerStep: 30 });
  });

  test('a trial that is no longer wanted ends at once, be it in its start, its test or its steps; nothing of it holds up the next', async () => {
    let made = 0;
    const hangsAt = (engine: number): CreateEngine => {
      const create = oracleEngine();
      return (own) => (++made === engine ? never : create(own));
    };
    for (const each of [candidate('wgsl', never), candidate('wgsl', hangsAt(1)), candidate('wgsl', hangsAt(2))]) {
      made = 0;
      const control = new AbortController();
      const trial = tryCandidate(each, setup, { ...PATIENT, signal: control.signal });
      await vi.advanceTimersByTimeAsync(1_000);
      const before = performance.now();
      control.abort();
      expect((await waited(trial)).trial).toMatchObject({ verdict: 'unavailable', why: 'it was not waited for' });
      // On the tests' own clock, where patience lasts minutes.
      expect(performance.now() - before).toBeLessThan(1_000);
      expect((await waited(tryCandidate(candidate('simd', oracleEngine()), setup))).trial.verdict).toBe('right');
    }
  });

  test('more threads are tried as long as they help', async () => {
    const simd = (threads: number, delay: number) => candidate('simd', oracleEngine({ delay }), threads);
    expect(await verdicts([simd(1, 60), simd(2, 20), simd(4, 70), simd(8, 1)])).toEqual(['simd 1 right', 'simd 2 right', 'simd 4 right']);
    const refused = candidate('simd', () => Promise.reject(new Error('no')), 2);
    expect(await verdicts([simd(1, 1), refused, simd(4, 1)])).toEqual(['simd 1 right', 'simd 2 unavailable']);
  });
});

describe('choosing', () => {
  /** Milliseconds that each number of threads waits before every call. */
  const delays: Record<number, number> = {};
  /** What was started, in order. */
  const started: string[] = [];
  /** What the oracle took, as the machine is. */
  let oracle = 0;

  beforeEach(() => {
    vi.resetModules();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    vi.stubGlobal('navigator', { hardwareConcurrency: 4, userAgent: 'a test' });
    vi.doMock('../../src/train/engines/gpu.ts', () => ({ adapterName: () => Promise.resolve('') }));
    vi.doMock('../../src/train/self-test.ts', async (original) => ({ ...(await original()), oracleTime: () => oracle }));
    vi.doMock('../../src/train/engines/index.ts', async (original) => {
      const real = await original<typeof import('../../src/train/engines/index.ts')>();
      const start = ({ threads }: { threads: number }): Promise<CreateEngine> => {
        started.push(`simd ${threads}`);
        // The delay is that of the moment at which the engine is made.
        return Promise.resolve((own) => oracleEngine({ delay: delays[threads]! })(own));
      };
      const none = () => Promise.reject(new Error('not in this test'));
      const table = Object.entries(real.ENGINES).map(([name, engine]) => [name, { ...engine, start: name === 'simd' ? start : none }]);
      return { ...real, ENGINES: Object.fromEntries(table) };
    });
    Object.assign(delays, { 1: 20, 2: 10, 4: 12 });
    started.length = 0;
    oracle = 0;
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
    vi.doUnmock('../../src/train/engines/gpu.ts');
    vi.doUnmock('../../src/train/self-test.ts');
    vi.doUnmock('../../src/train/engines/index.ts');
  });
  const choose = async (preference = {}) => waited((await import('../../src/train/choose.ts')).chooseEngine(setup, preference));
  const told = ({ name, threads, trials }: Chosen) => ({ name, threads, times: trials.map(({ msPerStep }) => msPerStep) });

  test('one thread begins; the fastest follows, and what began is not started a second time', async () => {
    const { first, fastest } = await choose();
    expect(told(first)).toEqual({ name: 'simd', threads: 1, times: [undefined] });
    expect(told(await waited(fastest!))).toEqual({ name: 'simd', threads: 2, times: [undefined, 20, 10, 12] });
    expect(started).toEqual(['simd 1', 'simd 2', 'simd 4']);
  });

  test('threads that were slow while the machine was busy are found to be faster when all are timed again, and are remembered', async () => {
    Object.assign(delays, { 2: 30, 4: 40 });
    const busy = await waited((await choose()).fastest!);
    expect(told(busy)).toMatchObject({ threads: 1 });
    Object.assign(delays, { 2: 12, 4: 10 });
    const rest = await waited(busy.again!());
    expect(told(rest!)).toEqual({ name: 'simd', threads: 4, times: [undefined, 20, 12, 10] });
    expect(rest!.remember).toMatchObject({ name: 'simd', threads: 4 });
    // What it says holds until something else is clearly faster.
    expect(await waited(rest!.again!())).toBeUndefined();
    delays[2] = 9;
    expect(await waited(rest!.again!())).toBeUndefined();
    // Nothing is started once more to be timed.
    expect(started).toEqual(['simd 1', 'simd 2', 'simd 4']);
  });

  test('a number of threads that an earlier visit left behind is compared with others, too', async () => {
    const { remember } = await waited((await choose()).fastest!);
    const { first, fastest } = await choose({ remembered: { ...remember!, threads: 1 } });
    expect([first.threads, fastest]).toEqual([1, undefined]);
    expect(await waited(first.again!())).toMatchObject({ name: 'simd', threads: 2 });
  });

  test('where there is one thread alone, nothing is timed again', async () => {
    vi.stubGlobal('navigator', { hardwareConcurrency: 1, userAgent: 'a test' });
    expect((await waited((await choose()).fastest!)).again).toBeUndefined();
  });

  test('on a machine that is twenty times slower an engine has as much longer for its test: it trains', async () => {
    delays[1] = 3_000;
    oracle = 2_000;
    expect((await choose()).first).toMatchObject({ name: 'simd', threads: 1, why: 'it starts soonest; others are tried while it trains' });
  });
});
