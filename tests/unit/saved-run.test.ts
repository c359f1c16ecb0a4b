// What the browser keeps of a run comes back as it was, and nothing else comes in.
import { describe, expect, test } from 'vitest';
import { configText, readConfigText } from '../../src/model/config-text.ts';
import { RECIPE_NAMES, RECIPES, recipeRun } from '../../src/model/recipes.ts';
import { readStored, storedForm, type SavedRun } from '../../src/model/saved-run.ts';
import { parameterCount, withSteps, type RunConfig } from '../../src/model/spec.ts';

const config = {
  ...recipeRun('fast', 'pen', 3),
  spec: { units: [784, 4, 2, 784], activations: ['tanh', 'tanh', 'linear'] as const, code: 2 },
};
const count = parameterCount(config.spec);
const values = (offset: number) => Float32Array.from({ length: count }, (_, k) => Math.sin(k + offset));
const run: SavedRun = {
  config,
  snapshot: { step: 120, parameters: values(0), firstMoment: values(1), secondMoment: values(2).map(Math.abs) },
  costs: [
    { step: 0, cost: 0.2, testCost: 0.21 },
    { step: 7, cost: 0.1 },
  ],
  learningRate: 0.002,
};

describe('a stored run', () => {
  test('comes back as it was', () => {
    expect(readStored(structuredClone(storedForm(run)))).toEqual(run);
  });

  test('without a rate set by hand comes back without one', () => {
    const { learningRate: _, ...plain } = run;
    expect(readStored(structuredClone(storedForm(plain)))).toEqual(plain);
  });

  test.each(RECIPE_NAMES)('by the recipe %s with other steps and a constant rate comes back, as its link says it', (name) => {
    const changed: RunConfig = { ...config, train: { ...RECIPES[name], steps: 100_000, schedule: { kind: 'constant' } } };
    expect(readConfigText(configText(changed))).toEqual(changed);
  });

  test('of 100,000 steps, each with its cost, comes back whole', () => {
    const costs = Array.from({ length: 100_001 }, (_, step) => ({ step, cost: 0.1 }));
    const long = { ...config, train: withSteps(config.train, 100_000) };
    const stored = storedForm({ config: long, snapshot: { ...run.snapshot, step: 100_000 }, costs });
    expect(readStored(structuredClone(stored))?.costs).toHaveLength(100_001);
  });

  test('on the own images of its reader is not kept, nor is one of 20 million parameters', () => {
    expect(storedForm({ ...run, config: { ...config, data: 'own-1234' } })).toBeUndefined();
    const large = new Float32Array(4e6 + 1);
    expect(storedForm({ ...run, snapshot: { ...run.snapshot, parameters: large } })).toBeUndefined();
  });

  const form = () => structuredClone(storedForm(run)!);
  const bad = (name: string, change: (value: Record<string, unknown>) => void) => {
    const value = form();
    change(value);
    return [name, value] as const;
  };
  const BAD: readonly (readonly [string, unknown])[] = [
    ['nothing', undefined],
    ['null', null],
    ['text', 'two numbers'],
    ['an empty object', {}],
    bad('another version', (value) => (value['version'] = 1)),
    bad('a link with names unknown here', (value) => (value['link'] = `${String(value['link'])}&sudo=1`)),
    bad('a link to a larger network', (value) => (value['link'] = 'encoder=500-300')),
    bad('a step after the last', (value) => (value['step'] = 1e9)),
    bad('half a step', (value) => (value['step'] = 0.5)),
    bad('parameters cut short', (value) => (value['parameters'] = values(0).slice(1))),
    bad('parameters of another kind', (value) => (value['parameters'] = Array.from(values(0)))),
    bad('a parameter that is no number', (value) => ((value['second'] as Float32Array)[5] = NaN)),
    bad('a mean of squares below 0', (value) => ((value['second'] as Float32Array)[5] = -1e-9)),
    bad('costs out of order', (value) => ((value['costs'] as Float64Array)[3] = -1)),
    bad('a cost that is no number', (value) => ((value['costs'] as Float64Array)[1] = Infinity)),
    bad('a learning rate of -1', (value) => (value['learningRate'] = -1)),
  ];
  test.each(BAD)('that is %s is not taken', (_, value) => {
    expect(readStored(value)).toBeUndefined();
  });
});
