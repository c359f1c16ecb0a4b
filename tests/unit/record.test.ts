// A recording's run.json is read field by field: as it lies in public/runs, and refused by the name of the first field that is wrong.
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseRecord } from '../../src/model/record.ts';

const json = (name: string) => JSON.parse(readFileSync(`public/runs/${name}/run.json`, 'utf8')) as Record<string, unknown>;

test.each(readdirSync('public/runs'))('%s is read whole', (name) => {
  expect(parseRecord(json(name))).toEqual(json(name));
});

test.each([
  ['version', { version: 2 }],
  ['labels', { labels: Array.from({ length: 501 }, () => 1) }],
  ['labels', { labels: [1, 'five'] }],
  ['codeSteps', { codeSteps: [0] }],
  ['checkpoints', { checkpoints: [0] }],
  ['costs', { costs: [[0, 1]] }],
  ['costs', { costs: [[0, null, 1]] }],
  ['testCost', { testCost: '0.03' }],
  ['testCostByDigit', { testCostByDigit: [0.1] }],
  ['baselines.pca2', { baselines: { zero: 1, mean: 1, pca1: 1 } }],
  ['underNoise', { underNoise: [] }],
  ['config', { config: null }],
  ['config.data', { config: { ...(json('pen')['config'] as object), data: 'https://example.org' } }],
  ['config.seed', { config: { ...(json('pen')['config'] as object), seed: 0.5 } }],
  ['config.train', { config: { ...(json('pen')['config'] as object), train: undefined } }],
])('a wrong %s is refused by its name', (field, change) => {
  expect(() => parseRecord({ ...json('pen'), ...change })).toThrow(`run.json: "${field}" is missing or wrong`);
});

test('what is no object is refused, and what is not known is left out', () => {
  for (const value of [null, 7, 'run', []]) expect(() => parseRecord(value)).toThrow(/^run\.json: /);
  expect(parseRecord({ ...json('pen'), extra: '<script>' })).toEqual(json('pen'));
});
