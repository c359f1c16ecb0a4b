// The programs a reader takes away: TensorFlow.js is run and gives the reference's numbers, Python is parsed and says what the run was.
import { spawnSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { diffLines } from '../../src/codegen/diff.ts';
import { kerasSource } from '../../src/codegen/keras.ts';
import { notebookSource } from '../../src/codegen/notebook.ts';
import { programOf } from '../../src/codegen/programs/index.ts';
import { safetensors, tensorsOf } from '../../src/codegen/safetensors.ts';
import { tfjsSource } from '../../src/codegen/tfjs.ts';
import { penImage } from '../../src/data/pen.ts';
import { fromHalves, toHalves } from '../../src/model/half.ts';
import { initialParameters } from '../../src/model/init.ts';
import { adam, gradients } from '../../src/model/oracle.ts';
import { stepNoise } from '../../src/model/random.ts';
import { RECIPES, recipeRun } from '../../src/model/recipes.ts';
import { specOf } from '../../src/model/layers.ts';
import { layerShapes, learningRateAt, parameterCount, PIXELS, type RunConfig, type TrainConfig } from '../../src/model/spec.ts';
import { noiseWidth, VARIANT_KINDS, VARIANTS, variantAt, type Variant } from '../../src/model/variants/index.ts';
import { relative } from '../helpers/compare.ts';

const EACH = VARIANT_KINDS.map((kind) => variantAt(kind, VARIANTS[kind].level?.test));
/** By Nadam and by Adam. */
const STYLES = {
  fast: { ...RECIPES.fast, schedule: { kind: 'cosine', warmup: 2, steps: 40 } },
  plain: { ...RECIPES.notebook, schedule: { kind: 'cosine', warmup: 2, steps: 40 }, weights: { kind: 'fan-in' }, biases: { kind: 'zero' } },
} as const satisfies Readonly<Record<string, TrainConfig>>;
type Style = keyof typeof STYLES;
const runOf = (variant: Variant, style: Style = 'plain'): RunConfig => {
  const spec = { ...specOf({ encoder: [9], code: 3, decoder: [7] }, 'tanh', 'sigmoid'), variant };
  return { ...recipeRun('fast', 'mnist', 3), spec, train: { ...STYLES[style], batch: 5, steps: 40 } };
};
const RUNS = EACH.flatMap((variant) => (['fast', 'plain'] as const).map((style) => ({ kind: variant.kind, variant, style })));
const STEPS = 4;
const IMAGES = 12;

const bytes = new Uint8Array(IMAGES * PIXELS);
for (let i = 0; i < IMAGES; i++) bytes.set(penImage('train', [1, 5, 6][i % 3]!, i), i * PIXELS);
const images = Float32Array.from(bytes, (byte) => byte / 255);
const batchAt = (step: number) => Int32Array.from({ length: 5 }, (_, n) => (3 * step + 2 * n) % IMAGES);

const OUT = fileURLToPath(new URL('../.out/generated/', import.meta.url));
interface Program {
  train(given: object): Promise<Float32Array[]>;
  initialParameters(): Float32Array[];
}
async function load(config: RunConfig, name: string): Promise<Program> {
  await mkdir(OUT, { recursive: true });
  await writeFile(`${OUT}${name}.ts`, tfjsSource(config));
  return (await import(/* @vite-ignore */ pathToFileURL(`${OUT}${name}.ts`).href)) as Program;
}

describe.each(RUNS)('TensorFlow.js, $kind, trained $style', ({ variant, style }) => {
  const config = runOf(variant, style);
  const { spec, train, seed } = config;
  beforeAll(async () => {
    await tf.setBackend('cpu');
  });

  test('the program, run, comes to the costs and the parameters of the reference', async () => {
    const start = initialParameters(spec, train, seed);
    const truth = Float64Array.from(start);
    const state = { step: 0, firstMoment: new Float64Array(truth.length), secondMoment: new Float64Array(truth.length) };
    const expected: number[] = [];
    for (let step = 0; step < STEPS; step++) {
      const batch = Float64Array.from([...batchAt(step)].flatMap((index) => [...images.subarray(index * PIXELS, (index + 1) * PIXELS)]));
      const { cost, gradient } = gradients(spec, truth, batch, stepNoise(seed, step));
      expected.push(cost);
      adam(truth, gradient, state, learningRateAt(train, step), train);
    }

    const program = await load(config, `${variant.kind}-${style}`);
    const costs: number[] = [];
    const width = noiseWidth(variant, 3);
    const trained = await program.train({
      images,
      start: tensorsOf(config, start).map(({ values }) => values),
      steps: STEPS,
      batchAt,
      noiseAt: (step: number) => Float32Array.from({ length: 5 * width }, (_, i) => stepNoise(seed, step)(i)),
      onStep: (_: number, cost: number) => costs.push(cost),
    });
    costs.forEach((cost, step) => expect(Math.abs(cost / expected[step]! - 1)).toBeLessThan(1e-4));
    expect(relative(Float32Array.from(trained.flatMap((each) => [...each])), truth)).toBeLessThan(1e-4);
  });

  test('left to itself it starts as the recipe says, draws batches and noise from the seed, and learns', async () => {
    const program = await load(config, `${variant.kind}-${style}`);
    const parameters = program.initialParameters();
    expect(parameters.reduce((sum, { length }) => sum + length, 0)).toBe(parameterCount(spec));
    const [weights, biases] = parameters as [Float32Array, Float32Array];
    expect(Math.sqrt(weights.reduce((sum, value) => sum + value ** 2, 0) / weights.length) * 28).toBeCloseTo(1, 1);
    expect([...biases].every((value) => value === 0)).toBe(true);
    const costs: number[] = [];
    const trained = await program.train({ images, steps: 30, onStep: (_: number, cost: number) => costs.push(cost) });
    expect(costs.at(-1)).toBeLessThan(costs[0]!);
    expect(await program.train({ images, steps: 30 })).toEqual(trained);
  });
});

const python = ['python3', 'python'].find((name) => spawnSync(name, ['--version']).status === 0);

/** Reads programs by Python's own parser: the names and arguments of their calls, as JSON. One process reads all: it takes a second to start. */
const READER = `
import ast, json, sys
def value(node):
    try: return eval(compile(ast.Expression(node), "", "eval"), {"__builtins__": {}})
    except Exception: return ast.unparse(node)
print(json.dumps([[
    {"name": ast.unparse(node.func), "args": [value(a) for a in node.args], "keywords": {k.arg: value(k.value) for k in node.keywords}}
    for node in ast.walk(ast.parse(program)) if isinstance(node, ast.Call)
] for program in json.load(sys.stdin)]))
`;
interface Call {
  readonly name: string;
  readonly args: readonly unknown[];
  readonly keywords: Readonly<Record<string, unknown>>;
}
function callsOf(programs: readonly string[]): Call[][] {
  const { stdout, stderr } = spawnSync(python!, ['-c', READER], { input: JSON.stringify(programs), encoding: 'utf8' });
  expect(stderr).toBe('');
  return JSON.parse(stdout) as Call[][];
}

describe.skipIf(!python)('Keras, read by Python', () => {
  const configs = RUNS.map(({ variant, style }) => runOf(variant, style));
  const cellsOf = (config: RunConfig) => {
    const text = notebookSource(config, initialParameters(config.spec, config.train, 0), 40);
    const { cells, nbformat } = JSON.parse(text) as { nbformat: number; cells: { cell_type: string; source: string[] }[] };
    expect(nbformat).toBe(4);
    return cells.filter(({ cell_type }) => cell_type === 'code').map(({ source }) => source.join(''));
  };
  let read: Call[][];
  beforeAll(() => {
    read = callsOf(configs.map(kerasSource));
  });
  const named = (k: number, name: string) => read[k]!.filter((call) => call.name === name);

  test.each(configs.map((config, k) => ({ ...RUNS[k]!, config, k })))(
    '$kind, trained $style: layers, optimizer, batch, steps, schedule, seed',
    ({ config, k }) => {
      const { spec, train } = config;
      // Python walks breadth first: the layers of both halves stand in lists of the same depth, in order.
      const dense = named(k, 'layers.Dense').map(({ args, keywords }) => [args[0], keywords['activation']]);
      expect(dense).toEqual(layerShapes(spec).map(({ outputs, activation }) => [outputs, activation]));
      named(k, 'RandomNormal').forEach(({ keywords }, layer) => {
        expect(keywords['stddev']).toBeCloseTo(1 / Math.sqrt(layerShapes(spec)[layer]!.inputs), 5);
      });
      expect(named(k, 'RandomNormal')).toHaveLength(layerShapes(spec).length);
      expect(named(k, 'keras.Input').map(({ args }) => args[0])).toEqual([[PIXELS], [3]]);
      const { beta1, beta2, epsilon, nesterov } = train.adam;
      const optimizer = named(k, `keras.optimizers.${nesterov ? 'Nadam' : 'Adam'}`)[0]!;
      expect(optimizer.keywords).toMatchObject({ beta_1: beta1, beta_2: beta2, epsilon });
      const [decay] = named(k, 'keras.optimizers.schedules.CosineDecay');
      expect(decay!.args).toEqual([train.learningRate / 2, 38]);
      expect(decay!.keywords).toEqual({ warmup_target: train.learningRate, warmup_steps: 2 });
      expect(named(k, 'random.integers')[0]!.keywords['size']).toBe(5);
      expect(named(k, 'autoencoder.fit')[0]!.keywords['steps_per_epoch']).toBe(40);
      expect(named(k, 'keras.utils.set_random_seed')[0]!.args).toEqual([3]);
    },
  );
  test('each has its variant and no other', () => {
    const calls = configs.map((config) => /def call\(self, x, training=False\):\n((?: {8}.*\n)+)/.exec(kerasSource(config))![1]!);
    expect(new Set(calls).size).toBe(EACH.length);
    configs.forEach(({ spec: { variant } }, k) => {
      if (VARIANTS[variant!.kind].level) expect(calls[k]).toMatch(new RegExp(`\\b${variant!.level}\\b`));
      else expect(calls[k]).not.toMatch(/random|add_loss/);
    });
  });
  test('every cell of every notebook is Python, too', () => {
    const cells = configs.flatMap(cellsOf);
    expect(cells.length).toBeGreaterThan(30);
    expect(callsOf(cells).length).toBe(cells.length);
  });
});

describe('the notebook', () => {
  const config = runOf(variantAt('plain'));
  const parameters = initialParameters(config.spec, config.train, 1);
  const notebook = JSON.parse(notebookSource(config, parameters, 40)) as {
    readonly nbformat: number;
    readonly nbformat_minor: number;
    readonly metadata: object;
    readonly cells: readonly { readonly cell_type: string; readonly id: string; readonly source: readonly string[] }[];
  };

  test('is nbformat 4.5: every cell has the fields it must have, and an id of its own', () => {
    expect(Object.keys(notebook).sort()).toEqual(['cells', 'metadata', 'nbformat', 'nbformat_minor']);
    expect([notebook.nbformat, notebook.nbformat_minor]).toEqual([4, 5]);
    expect(notebook.metadata).toMatchObject({ kernelspec: { name: 'python3', display_name: 'Python 3' } });
    const common = ['cell_type', 'id', 'metadata', 'source'];
    for (const cell of notebook.cells) {
      const fields = cell.cell_type === 'code' ? [...common, 'execution_count', 'outputs'] : common;
      expect(Object.keys(cell).sort()).toEqual(fields.sort());
      expect(cell.id).toMatch(/^[a-zA-Z0-9_-]{1,64}$/);
      expect(cell.source.slice(0, -1).every((line) => line.endsWith('\n'))).toBe(true);
    }
    expect(new Set(notebook.cells.map(({ id }) => id)).size).toBe(notebook.cells.length);
  });

  test('carries the reader’s weights, rounded to 16 bits, and says after how many steps', () => {
    const sources = notebook.cells.map(({ source }) => source.join(''));
    const packed = sources.flatMap((source) => /^WEIGHTS = "([A-Za-z0-9+/=]+)"$/.exec(source)?.[1] ?? []);
    expect(packed).toHaveLength(1);
    const read = Buffer.from(packed[0]!, 'base64');
    const halves = new Uint16Array(read.buffer.slice(read.byteOffset, read.byteOffset + read.length));
    expect(fromHalves(halves)).toEqual(fromHalves(toHalves(parameters)));
    expect(sources.some((source) => source.includes('after 40 steps'))).toBe(true);
  });

  test('loads MNIST and computes the test cost before it offers to train on', () => {
    const code = notebook.cells.filter(({ cell_type }) => cell_type === 'code').map(({ source }) => source.join(''));
    const at = (mark: string) => code.findIndex((source) => source.includes(mark));
    const order = ['mnist.load_data()', 'class Autoencoder', 'WEIGHTS = ', 'set_weights', 'test cost', 'autoencoder.fit'].map(at);
    expect(order).toEqual([...order].sort((a, b) => a - b));
    expect(order).not.toContain(-1);
  });
});

test('safetensors: a reader of its own finds every tensor where the header says', () => {
  const config = runOf(variantAt('variational', 1));
  const parameters = initialParameters(config.spec, config.train, 1);
  const file = Buffer.from(safetensors(config, parameters, 12));
  const length = Number(file.readBigUInt64LE(0));
  expect(length % 8).toBe(0);
  const header = JSON.parse(file.subarray(8, 8 + length).toString()) as Record<
    string,
    { dtype: string; shape: number[]; data_offsets: number[] }
  >;
  expect(Object.keys(header)).toEqual(['__metadata__', ...tensorsOf(config, parameters).map(({ name }) => name)]);
  const found = tensorsOf(config, parameters).flatMap(({ name }) => {
    const {
      dtype,
      shape,
      data_offsets: [from, to],
    } = header[name] as { dtype: string; shape: number[]; data_offsets: [number, number] };
    expect(dtype).toBe('F32');
    expect(shape.reduce((a, b) => a * b, 4)).toBe(to - from);
    return Array.from({ length: (to - from) / 4 }, (_, i) => file.readFloatLE(8 + length + from + 4 * i));
  });
  expect(Float32Array.from(found)).toEqual(parameters);
  expect(header['__metadata__']).toMatchObject({ step: '12' });
});

describe('the difference between two programs', () => {
  test('is nothing for the same program', () => {
    expect(diffLines('a\nb\n', 'a\nb')).toEqual([]);
  });
  test('keeps a little around each change and leaves out the rest', () => {
    const before = ['1', '2', '3', 'old', '4', '5', '6', '7', '8', '9', 'x'].join('\n');
    const after = ['1', '2', '3', 'new', '4', '5', '6', '7', '8', '9', 'y'].join('\n');
    const text = diffLines(before, after, 1).map(
      ({ kind, text: line }) => `${{ same: ' ', before: '-', after: '+', gap: '…' }[kind]}${line}`,
    );
    expect(text).toEqual([' 3', '-old', '+new', ' 4', '…', ' 9', '-x', '+y']);
  });
  test('applied, it makes the one into the other, for every pair of variants', () => {
    const linesOf = ({ kind, level }: Variant) => Object.values(programOf(kind).tfjs(level)).flat().length;
    for (const from of EACH) {
      for (const to of EACH) {
        const [a, b] = [tfjsSource(runOf(from)), tfjsSource(runOf(to))];
        const all = diffLines(a, b, 1_000);
        if (from === to) expect(all).toEqual([]);
        else {
          expect(
            all
              .filter(({ kind }) => kind !== 'before')
              .map(({ text }) => text)
              .join('\n'),
          ).toBe(b.trimEnd());
          expect(
            all
              .filter(({ kind }) => kind !== 'after')
              .map(({ text }) => text)
              .join('\n'),
          ).toBe(a.trimEnd());
          // Beside the variants' own lines: the heading, and what only a run with noise has.
          expect(all.filter(({ kind }) => kind !== 'same').length).toBeLessThan(linesOf(from) + linesOf(to) + 15);
        }
      }
    }
  });
});
