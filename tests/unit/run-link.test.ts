// A run in an address: only what differs is written, all of it comes back, and nothing hostile gets through.
import { describe, expect, test } from 'vitest';
import { checkOf, checkText, fingerprint, readCheck } from '../../src/model/fingerprint.ts';
import { NOTEBOOK_SPEC, recipeRun } from '../../src/model/recipes.ts';
import { layersOf, specOf } from '../../src/model/layers.ts';
import { configFrom, linkOf } from '../../src/model/run-link.ts';
import { PIXELS, type RunConfig } from '../../src/model/spec.ts';
import { VARIANT_KINDS, VARIANTS, variantAt } from '../../src/model/variants/index.ts';

const preset = recipeRun('fast', 'pen', 0);
const read = (query: string) => configFrom(new URLSearchParams(query), preset);
const written = (config: RunConfig) => linkOf(config, preset).toString();

test('the preset itself writes nothing', () => {
  expect(written(preset)).toBe('');
});

test.each<[string, RunConfig, string]>([
  ['a seed', { ...preset, seed: 7 }, 'seed=7'],
  ['other digits', { ...preset, digits: [0, 7] }, 'digits=07'],
  ['other data', { ...preset, data: 'mnist' }, 'data=mnist'],
  ['a recipe', { ...preset, train: recipeRun('notebook', 'pen', 0).train }, 'recipe=notebook'],
  ['a learning rate', { ...preset, train: { ...preset.train, learningRate: 0.0005 } }, 'rate=0.0005'],
  ['a smaller network', { ...preset, spec: specOf({ encoder: [64], code: 3, decoder: [64] }, 'tanh', 'linear') }, 'encoder=64&code=3'],
  [
    'a lopsided one with other activations',
    { ...preset, spec: specOf({ encoder: [64], code: 2, decoder: [30, 40] }, 'relu', 'sigmoid') },
    'encoder=64&decoder=30-40&activations=rlrrs',
  ],
  ['no hidden layer', { ...preset, spec: specOf({ encoder: [], code: 2, decoder: [] }, 'tanh', 'linear') }, 'encoder=0'],
  ['a variant', { ...preset, spec: { ...NOTEBOOK_SPEC, variant: variantAt('denoising', 0.25) } }, 'variant=denoising-0.25'],
])('%s is all that is written, and comes back', (_, config, query) => {
  expect(written(config)).toBe(query);
  expect(read(query)).toEqual(config);
});

test('every field at once comes back', () => {
  const config: RunConfig = {
    data: 'mnist',
    digits: [0, 1, 8],
    seed: 12,
    spec: { ...specOf({ encoder: [100, 20], code: 8, decoder: [20, 100] }, 'sigmoid', 'sigmoid'), variant: variantAt('variational', 2) },
    train: {
      ...preset.train,
      batch: 64,
      steps: 300,
      learningRate: 1e-7,
      schedule: { kind: 'cosine', warmup: 10, steps: 300 },
      adam: { ...preset.train.adam, nesterov: false, beta1: 0.5, beta2: 0.9999 },
      weights: { kind: 'normal', sigma: 0.05 },
      biases: { kind: 'normal', sigma: 0.01 },
    },
  };
  expect(read(written(config))).toEqual(config);
});

test.each(VARIANT_KINDS.filter((kind) => kind !== 'plain'))('a %s run comes back at the level it had', (kind) => {
  const config = { ...preset, spec: { ...preset.spec, variant: variantAt(kind, VARIANTS[kind].level!.max) } };
  expect(read(written(config))).toEqual(config);
});

test('a run cut short keeps its schedule within it', () => {
  const { schedule, steps } = read('steps=20').train;
  expect([schedule, steps]).toEqual([{ kind: 'cosine', warmup: 19, steps: 20 }, 20]);
});

describe('what is unknown or hostile is dropped', () => {
  test.each([
    'seed=-1',
    'seed=1e99',
    'seed=99999999999',
    'digits=',
    'digits=11',
    'digits=1<script>',
    'data=../../etc',
    'recipe=__proto__',
    'encoder=9999999',
    'encoder=1-2-3-4-5-6-7-8-9',
    'encoder=-5',
    'code=0',
    'code=NaN',
    'activations=xxxxxx',
    'activations=t',
    'variant=plain-9-9',
    'variant=sparse',
    'variant=sparse--1',
    'variant=sparse-Infinity',
    'rate=0',
    'rate=Infinity',
    'rate=0x10',
    'steps=0',
    'steps=1000000',
    'schedule=cosine-99999',
    'batch=1e9',
    'weights=normal-NaN',
    'biases=normal--1',
    'constructor=1&toString=2&__proto__=3',
  ])('%s', (query) => {
    expect(read(query)).toEqual(preset);
  });

  test('a network too large to train goes as a whole', () => {
    expect(read('encoder=4096-4096-4096').spec).toEqual(preset.spec);
  });
  test('a level that its variant does not allow goes with its network', () => {
    expect(read('variant=denoising-900').spec).toEqual(preset.spec);
  });
  test('one bad value leaves the good ones', () => {
    expect(read('seed=5&rate=banana')).toEqual({ ...preset, seed: 5 });
  });
});

test('layers and spec say the same', () => {
  expect(specOf(layersOf(NOTEBOOK_SPEC), 'tanh', 'linear')).toEqual(NOTEBOOK_SPEC);
  expect(layersOf({ units: [PIXELS, 2, PIXELS], activations: ['linear', 'linear'], code: 1 })).toEqual({
    encoder: [],
    code: 2,
    decoder: [],
  });
});

describe('the fingerprint of a run', () => {
  const costs = [
    { step: 0, cost: 0.5, testCost: 0.5 },
    { step: 1, cost: 0.4 },
    { step: 2, cost: 0.3, testCost: 0.31 },
  ];
  test('does not hang on batch costs, which a page may have missed', () => {
    expect(fingerprint(costs, 2)).toBe(fingerprint([costs[0]!, costs[2]!], 2));
  });
  test('changes with the last bit of a test cost', () => {
    const other = [...costs.slice(0, 2), { step: 2, testCost: 0.31 + Number.EPSILON / 4 }];
    expect(other[2]!.testCost).not.toBe(0.31);
    expect(fingerprint(other, 2)).not.toBe(fingerprint(costs, 2));
  });
  test('looks no further than its step', () => {
    expect(fingerprint(costs, 0)).toBe(fingerprint(costs.slice(0, 1), 0));
  });
  test('is carried by a link and read back', () => {
    const check = checkOf(costs)!;
    expect(readCheck(checkText(check))).toEqual({ ...check, testCost: 0.31 });
  });
  test.each(['', '2', '2-zzzzzzzz-0.3', '2-0123abcd-<b>', '9999999-0123abcd-1'])('"%s" is no claim', (text) => {
    expect(readCheck(text)).toBeUndefined();
  });
});
