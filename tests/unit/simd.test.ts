// The simd engine in Node: its kernels against float64, however many threads share the work.
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compileKernels, KERNELS } from '../../src/cli/kernels.ts';
import { startSimdInNode } from '../../src/cli/simd-in-node.ts';
import { penImage } from '../../src/data/pen.ts';
import { decode, encode, intensities, meanSquaredError } from '../../src/model/forward.ts';
import { initialParameters } from '../../src/model/init.ts';
import { adam, gradients } from '../../src/model/oracle.ts';
import { noiseAt, noiseKey, random, stepNoise } from '../../src/model/random.ts';
import { RECIPES } from '../../src/model/recipes.ts';
import { PIXELS, variantOf, type ModelSpec, type TrainConfig } from '../../src/model/spec.ts';
import { VARIANT_KINDS, VARIANTS, variantAt, type VariantKind } from '../../src/model/variants/index.ts';
import { batchAt, freshSnapshot, type Engine, type EngineSetup, type Snapshot } from '../../src/train/engine.ts';
import { instantiate, KIND, memoryOf, type Kernels } from '../../src/train/engines/simd/kernels.ts';
import { rowRange } from '../../src/train/engines/simd/memory-layout.ts';
import { byTensor, difference, largest, relative } from '../helpers/compare.ts';

describe.each(['plain', 'relaxed'] as const)('%s kernels', (variant) => {
  let kernels: Kernels;
  let floats: Float32Array;

  beforeAll(async () => {
    await compileKernels();
    const memory = memoryOf(4e6, false);
    kernels = instantiate(await WebAssembly.compile(new Uint8Array(await readFile(`${KERNELS}/${variant}.wasm`))), memory);
    floats = new Float32Array(memory.buffer);
  });

  /** The activation of each x: a layer of one input and no weight, so that its biases are what it is given. */
  function activated(kind: number, x: Float32Array): Float32Array {
    const [weights, bias, output, scratch] = [0, 1, 2, 3].map((k) => 64 + 4 * k * x.length);
    floats.fill(0, 0, bias! / 4);
    floats.set(x, bias! / 4);
    kernels.forward(0, weights!, bias!, output!, 1, 1, x.length, kind, scratch!);
    return floats.slice(output! / 4, scratch! / 4);
  }

  /** Distance in units of the last place of the exact value. */
  function ulps(actual: number, exact: number): number {
    const rounded = Math.fround(exact);
    const unit = Math.max(2 ** (Math.floor(Math.log2(Math.abs(rounded))) - 23), 2 ** -149);
    return Math.abs(actual - exact) / unit;
  }

  test('tanh is within 2 units in the last place, from 1e-6 to 20 and for both signs', () => {
    const x = Float32Array.from({ length: 40_000 }, (_, i) => (i % 2 ? -1 : 1) * 10 ** (-6 + (7.3 * i) / 40_000));
    const y = activated(KIND.tanh, x);
    const worst = Math.max(...x.map((each, i) => ulps(y[i]!, Math.tanh(each))));
    console.log(`    tanh, ${variant}: ${worst.toFixed(2)} units in the last place at worst`);
    expect(worst).toBeLessThan(2);
  });

  test('the logistic function is within 4 units in the last place', () => {
    const x = Float32Array.from({ length: 40_000 }, (_, i) => -80 + i / 250);
    const y = activated(KIND.sigmoid, x);
    expect(Math.max(...x.map((each, i) => ulps(y[i]!, 1 / (1 + Math.exp(-each)))))).toBeLessThan(4);
  });

  test('noise is that of the reference, to the last bit', () => {
    const [count, key, at, sigma] = [5_000, noiseKey(9, 4), 300, 0.25];
    floats.fill(0, 16, 16 + 2 * count);
    kernels.noisy(64, 64 + 4 * count, count, 1, key, at);
    const noise = floats.slice(16 + count, 16 + 2 * count);
    expect(noise).toEqual(Float32Array.from({ length: count }, (_, i) => noiseAt(key, at + i)));
    floats.fill(0.5, 16, 16 + count);
    kernels.noisy(64, 64 + 4 * count, count, sigma, key, at);
    const images = floats.slice(16 + count, 16 + 2 * count);
    images.forEach((value, i) => expect(value).toBe(Math.fround(0.5 + Math.fround(sigma * noise[i]!))));
  });

  test.each(['tanh', 'sigmoid', 'relu', 'linear'] as const)('%s of what is large, infinite or no number', (name) => {
    const limits = { tanh: [-1, 1], sigmoid: [0, 1], relu: [0, Infinity], linear: [-Infinity, Infinity] }[name];
    const y = activated(KIND[name], Float32Array.of(-Infinity, Infinity, NaN, 1e30));
    expect(y[0]).toBeCloseTo(limits[0]!, 30);
    expect(y[1]).toBe(limits[1]);
    expect(y[2]).toBeNaN();
    expect(y[3]).toBe(name === 'tanh' || name === 'sigmoid' ? 1 : Math.fround(1e30));
  });

  test.each([
    [1, 1, 1],
    [2, 3, 17],
    [6, 8, 400],
    [7, 9, 401],
    [37, 784, 2],
    [500, 2, 300],
    [13, 17, 803],
  ])('a %s x %s product over %s is right, the transposed ones too', (m, n, k) => {
    const source = random(1, `${m} ${n} ${k}`);
    const some = (count: number) => Float32Array.from({ length: count }, () => source.normal());
    const [x, w, b] = [some(m * k), some(k * n), some(n)];
    const at = { x: 64, w: 0, b: 0, y: 0, scratch: 0 };
    at.w = at.x + 4 * x.length;
    at.b = at.w + 4 * w.length;
    at.y = at.b + 4 * n;
    at.scratch = Math.ceil((at.y + 4 * Math.max(m * n, m * k, k * n)) / 64) * 64;
    expect(at.scratch + kernels.scratchBytes(Math.max(m, k))).toBeLessThan(4e6);
    floats.set(x, at.x / 4);
    floats.set(w, at.w / 4);
    floats.set(b, at.b / 4);
    const dot = (count: number, of: (i: number) => number) => Array.from({ length: count }, (_, i) => of(i)).reduce((p, q) => p + q, 0);

    kernels.forward(at.x, at.w, at.b, at.y, m, k, n, KIND.linear, at.scratch);
    const y = Float64Array.from({ length: m * n }, (_, i) => {
      const [row, column] = [Math.floor(i / n), i % n];
      return b[column]! + dot(k, (l) => x[row * k + l]! * w[l * n + column]!);
    });
    expect(relative(floats.subarray(at.y / 4, at.y / 4 + m * n), y)).toBeLessThan(2e-6);

    // w as the error [k, n] of a batch of k; x as the transposed input: gradient [m, n] from x' [k, m].
    const transposed = Float32Array.from({ length: m * k }, (_, i) => x[(i % m) * k + Math.floor(i / m)]!);
    floats.set(transposed, at.x / 4);
    kernels.weightGradient(at.x, at.w, at.y, k, m, n, 0, m, at.scratch);
    const gradient = Float64Array.from(y, (value, i) => value - b[i % n]!);
    expect(relative(floats.subarray(at.y / 4, at.y / 4 + m * n), gradient)).toBeLessThan(2e-6);
  });
});

describe('row ranges', () => {
  test.each([1, 2, 3, 8])('of %s threads are whole tiles and leave nothing out', (threads) => {
    for (const count of [0, 1, 2, 5, 6, 37, 500, 784]) {
      const parts = Array.from({ length: threads }, (_, thread) => rowRange(count, threads, thread));
      expect(parts[0]![0]).toBe(0);
      expect(parts.at(-1)![1]).toBe(count);
      parts.slice(1).forEach(([from], k) => expect(from).toBe(parts[k]![1]));
      for (const [from, to] of parts) expect([from % 6, to === count ? 0 : to % 6]).toEqual([from === count ? from % 6 : 0, 0]);
    }
  });
});

const IMAGES = 600;
const images = new Uint8Array(IMAGES * PIXELS);
for (let i = 0; i < IMAGES; i++) images.set(penImage('train', [1, 5, 6][i % 3]!, i), i * PIXELS);

interface Network {
  readonly batch: number;
  readonly spec: ModelSpec;
  /** As wide or as deep as the chapters' network. */
  readonly large?: true;
}
const NETWORKS: readonly Network[] = [
  { batch: 1, spec: { units: [PIXELS, 17, 1, 17, PIXELS], activations: ['tanh', 'linear', 'tanh', 'linear'], code: 2 } },
  { batch: 37, spec: { units: [PIXELS, 3, 2, 3, PIXELS], activations: ['relu', 'tanh', 'sigmoid', 'sigmoid'], code: 2 } },
  { batch: 37, spec: { units: [PIXELS, PIXELS, 3, PIXELS], activations: ['tanh', 'linear', 'linear'], code: 2 }, large: true },
  {
    large: true,
    batch: 500,
    spec: { units: [PIXELS, 30, 17, 2, 17, 30, PIXELS], activations: ['tanh', 'tanh', 'linear', 'tanh', 'tanh', 'linear'], code: 3 },
  },
];

/** A variant on a network with a slope at the code. */
const hidden = (kind: VariantKind, size: number): ModelSpec => ({
  units: [PIXELS, 17, size, 9, PIXELS],
  activations: ['tanh', 'tanh', 'relu', 'linear'],
  code: 2,
  variant: variantAt(kind, VARIANTS[kind].level?.test),
});
const VARIED: readonly Network[] = [
  ...VARIANT_KINDS.filter((kind) => kind !== 'plain').map((kind) => ({ batch: 37, spec: hidden(kind, 8) })),
  { batch: 12, spec: hidden('variational', 1) },
];
// The gradient at a code of one number is a sum over the layer above, which for some single images all but cancels: not for this one.
const SEED = 9;

interface Way {
  readonly way: string;
  readonly threads: number;
  readonly options: Parameters<typeof startSimdInNode>[1];
  /** Taken on every network in `npm test`; the other ways on the first one. */
  readonly always?: true;
}
const WAYS: readonly Way[] = [
  { way: 'one thread', threads: 1, options: {}, always: true },
  { way: 'one thread without relaxed SIMD', threads: 1, options: { variant: 'plain' } },
  { way: '2 threads on shared memory', threads: 2, options: {}, always: true },
  { way: '3 threads on shared memory', threads: 3, options: {} },
  { way: '2 threads with messages', threads: 2, options: { shared: false } },
  { way: '3 threads with messages', threads: 3, options: { shared: false } },
];

function setupOf({ batch, spec }: Network, start?: Snapshot): EngineSetup {
  // The variants by Nadam, the other networks by Adam.
  const adam = { ...RECIPES.notebook.adam, nesterov: variantOf(spec).kind !== 'plain' };
  const train: TrainConfig = { ...RECIPES.notebook, batch, learningRate: 1e-3, adam };
  return { spec, train, images, seed: SEED, start: start ?? freshSnapshot(initialParameters(spec, train, 7)) };
}

for (const network of [...NETWORKS, ...VARIED]) {
  const { batch, spec: each, large } = network;
  const name = `${variantOf(each).kind}, batch ${batch}, layers of ${each.units.join(', ')}`;
  describe(name, { tags: large ? ['slow'] : [] }, () => {
    const setup = setupOf(network);
    const { spec, train } = setup;
    const rate = () => train.learningRate;
    const tagsOf = ({ always }: Way) => (always || network === NETWORKS[0] ? [] : ['slow']);
    const engines: Engine[] = [];
    afterAll(() => engines.forEach((engine) => engine.dispose()));
    const engineOf = async ({ threads, options }: Way, from?: Snapshot) => {
      const engine = await (await startSimdInNode(threads, options))(setupOf(network, from));
      engines.push(engine);
      return engine;
    };

    // The oracle's first step, and where three of them lead.
    const truth = Float64Array.from(setup.start.parameters);
    let first: ReturnType<typeof gradients>;
    beforeAll(() => {
      const state = { step: 0, firstMoment: new Float64Array(truth.length), secondMoment: new Float64Array(truth.length) };
      for (let step = 0; step < 3; step++) {
        const batch = Float64Array.from(batchAt(setup, step), (index) => index);
        const values = Float64Array.from(
          { length: batch.length * PIXELS },
          (_, i) => images[batch[Math.floor(i / PIXELS)]! * PIXELS + (i % PIXELS)]! / 255,
        );
        const found = gradients(spec, truth, values, stepNoise(SEED, step));
        if (step === 0) first = found;
        adam(truth, found.gradient, state, train.learningRate, train);
      }
    });

    for (const way of WAYS)
      test(`${way.way}: gradients, cost and three steps are the oracle's`, { tags: tagsOf(way) }, async () => {
        const engine = await engineOf(way);
        const cost = await engine.steps(1, rate);
        const { firstMoment: moment } = await engine.snapshot();
        const gradient = Float64Array.from(moment, (value) => value / (1 - Math.fround(train.adam.beta1)));
        for (const each of byTensor(spec, gradient, first.gradient)) expect(each).toBeLessThan(1e-5);
        expect(Math.abs(cost / first.cost - 1)).toBeLessThan(1e-5);
        await engine.steps(2, rate);
        const { parameters, step } = await engine.snapshot();
        expect(step).toBe(3);
        expect(relative(parameters, truth)).toBeLessThan(1e-4);
        const updates = byTensor(spec, difference(parameters, setup.start.parameters), difference(truth, setup.start.parameters));
        for (const each of updates) expect(each).toBeLessThan(1e-3);
      });

    for (const way of WAYS)
      test(`${way.way}: codes, images and costs are those of the plain forward pass`, { tags: tagsOf(way) }, async () => {
        const engine = await engineOf(way);
        const { parameters } = setup.start;
        const values = intensities(images);
        const codes = encode(spec, parameters, values);
        expect(largest(await engine.encode(values), codes)).toBeLessThan(1e-4);
        const decoded = decode(spec, parameters, codes);
        expect(largest(await engine.decode(codes), decoded)).toBeLessThan(1e-4);
        expect(Math.abs((await engine.evaluate(images)) / meanSquaredError(decoded, values) - 1)).toBeLessThan(1e-5);
        expect(await engine.evaluate(images.subarray(0, PIXELS))).toBeGreaterThan(0);
      });

    test('repeats itself to the last bit, from a snapshot too; threads on shared memory change no bit', async () => {
      const run = async (way: Way) => {
        const engine = await engineOf(way);
        const cost = await engine.steps(6, rate);
        return { cost, parameters: (await engine.snapshot()).parameters };
      };
      const alone = await run(WAYS[0]!);
      expect(await run(WAYS[0]!)).toEqual(alone);
      expect(await run(WAYS[2]!)).toEqual(alone);
      expect(await run(WAYS[3]!)).toEqual(alone);
      expect(await run(WAYS[4]!)).toEqual(await run(WAYS[4]!));
      const begun = await engineOf(WAYS[0]!);
      await begun.steps(3, rate);
      const resumed = await engineOf(WAYS[0]!, await begun.snapshot());
      await resumed.steps(3, rate);
      expect((await resumed.snapshot()).parameters).toEqual(alone.parameters);
    });

    test('carries out calls in the order they are made, without waiting in between', async () => {
      const [eager, patient] = [await engineOf(WAYS[4]!), await engineOf(WAYS[4]!)];
      const all = await Promise.all([eager.steps(2, rate), eager.evaluate(images), eager.steps(1, rate), eager.evaluate(images)]);
      const one = [
        await patient.steps(2, rate),
        await patient.evaluate(images),
        await patient.steps(1, rate),
        await patient.evaluate(images),
      ];
      expect(all).toEqual(one);
    });
  });
}

test('a network too large for the memory is refused with a sentence', async () => {
  const create = await startSimdInNode(1);
  const spec: ModelSpec = {
    units: [PIXELS, ...Array.from({ length: 14 }, () => 4096), PIXELS],
    activations: Array.from({ length: 15 }, () => 'tanh'),
    code: 7,
  };
  const train = { ...RECIPES.notebook, batch: 4_000 };
  const parameters = new Float32Array(1);
  await expect(create({ spec, train, images, seed: SEED, start: freshSnapshot(parameters) })).rejects.toThrow(
    /not enough memory .* \d+ MB/,
  );
});
