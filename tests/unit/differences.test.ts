// What differs between two runs is listed, and nothing else is.
import { expect, test } from 'vitest';
import { CHANGES, differences, distinctions, sameBatches, sameDigits } from '../../src/model/differences.ts';
import { LIMITS } from '../../src/model/link-text.ts';
import { recipeRun } from '../../src/model/recipes.ts';
import { checkSpec, parameterCount, type RunConfig } from '../../src/model/spec.ts';

const fast = recipeRun('fast', 'pen', 0);

test('a run differs in nothing from itself', () => {
  expect(differences(fast, structuredClone(fast))).toEqual([]);
});

test('a changed learning rate is the only line, with its value now and before', () => {
  const slower: RunConfig = { ...fast, train: { ...fast.train, learningRate: 0.0005 } };
  expect(differences(fast, slower)).toEqual([{ name: 'learning rate', now: '0.003', before: '0.0005' }]);
});

test('the fast recipe differs from the notebook in everything about training', () => {
  const names = differences(fast, recipeRun('notebook', 'pen', 0)).map(({ name }) => name);
  expect(names).toEqual(['learning rate', 'schedule', 'batch', 'steps', 'optimizer', 'weights at the start', 'biases at the start']);
});

test('each of two runs is called by what differs, not by what is equal', () => {
  expect(distinctions({ ...fast, seed: 1 }, fast)).toEqual(['seed 1', 'seed 0']);
  const slower: RunConfig = { ...fast, train: { ...fast.train, learningRate: 0.0003 } };
  expect(distinctions(slower, fast)).toEqual(['learning rate 0.0003', 'learning rate 0.003']);
  expect(distinctions(recipeRun('notebook', 'pen', 0), fast)).toEqual(['notebook recipe', 'fast recipe']);
  expect(distinctions(recipeRun('notebook', 'mnist', 1), fast)).toEqual([
    'notebook recipe, data MNIST, 1 more',
    'fast recipe, data synthetic digits, 1 more',
  ]);
  expect(distinctions(fast, structuredClone(fast))).toEqual(['', '']);
});

test('everything that decides a run is told about', () => {
  const other: RunConfig = {
    data: 'mnist',
    digits: [0, 1],
    spec: { units: [784, 10, 3, 784], activations: ['relu', 'linear', 'sigmoid'], code: 2, variant: { kind: 'denoising', level: 0.3 } },
    train: {
      batch: 10,
      steps: 20,
      learningRate: 1,
      schedule: { kind: 'constant' },
      adam: { beta1: 0, beta2: 0, epsilon: 1, nesterov: true },
      weights: { kind: 'zero' },
      biases: { kind: 'normal', sigma: 2 },
    },
    seed: 9,
  };
  const found = differences(other, fast);
  expect(found).toHaveLength(14);
  expect(found.map(({ now }) => now)).toContain('denoising at 0.3');
  expect(found.map(({ now }) => now)).toContain('Nadam, β₁ = 0, β₂ = 0, ε = 1');
  // A field nobody lists would make two different runs look alike.
  expect(Object.keys(fast.train)).toHaveLength(7);
  expect(Object.keys(fast)).toHaveLength(5);
});

test('the seed after the last that an address may name is the first: every run has a link', () => {
  const newSeed = CHANGES.find(({ name }) => name === 'seed')!;
  const last = { ...fast, seed: LIMITS.seed[1] };
  expect(newSeed.of(last).seed).toBe(LIMITS.seed[0]);
  expect(newSeed.of(fast).seed).toBe(1);
});

test.each(CHANGES)('one change, $words, changes one thing of a network that can be trained', ({ of }) => {
  const changed = of(fast);
  expect(differences(changed, fast)).toHaveLength(1);
  expect(parameterCount(checkSpec(changed.spec))).toBeGreaterThan(0);
});

test('batches are the same where seed, batch, data and digits are', () => {
  expect(sameBatches(fast, { ...fast, train: { ...fast.train, learningRate: 1 } })).toBe(true);
  expect(sameBatches(fast, { ...fast, seed: 1 })).toBe(false);
  expect(sameBatches(fast, { ...fast, train: { ...fast.train, batch: 50 } })).toBe(false);
  expect(sameDigits(fast, { ...fast, seed: 1 })).toBe(true);
  expect(sameDigits(fast, { ...fast, digits: [1, 5] })).toBe(false);
});
