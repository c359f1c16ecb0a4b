// The recorded runs that every figure opens on: whole, and true to the data and the code of today.
import { DATA_SETS } from '../../src/data/sets/index.ts';
import { readFileSync, statSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { penSource } from '../../src/data/pen.ts';
import { pickImages } from '../../src/data/pick.ts';
import { loadDataset, loadWatched, watchLabels } from '../../src/data/source.ts';
import { decode, encode, intensities, meanSquaredError } from '../../src/model/forward.ts';
import { ABLATION, ABLATION_ROWS, ABLATION_SEEDS, type Ablation, type AblationRow } from '../../src/model/ablation.ts';
import { median } from '../../src/model/median.ts';
import { pcaParameters, pcaSpec } from '../../src/model/pca.ts';
import { checkpointFile, parseRecord, recordFileSizes, recordParameters, recordPca, type RecordFile } from '../../src/model/record.ts';
import { recipeRun } from '../../src/model/recipes.ts';
import { REFERENCE } from '../../src/model/reference.ts';
import { exactPca } from '../../src/train/baselines.ts';

const FILES: readonly RecordFile[] = ['encoder.bin', 'decoder.bin', 'codes.bin', 'pca.bin'];
const folder = (name: string) => `public/runs/${name}`;
const recordOf = (name: string) => parseRecord(JSON.parse(readFileSync(`${folder(name)}/run.json`, 'utf8')));
const file = (name: string, which: RecordFile) => new Uint8Array(readFileSync(`${folder(name)}/${which}`)).buffer;

describe.each([
  ['pen', 'pen', 'fast'],
  ['mnist', 'mnist', 'fast'],
  ['notebook', 'mnist', 'notebook'],
] as const)('the recorded run "%s"', (name, data, recipe) => {
  const record = recordOf(name);

  test('is whole, at most 3 MB, of its own data', () => {
    const sizes = recordFileSizes(record);
    const checkpoints = record.checkpoints!.map(checkpointFile);
    expect(checkpoints.length).toBeGreaterThan(3);
    for (const which of [...FILES, ...checkpoints])
      expect([which, statSync(`${folder(name)}/${which}`).size]).toEqual([which, sizes[which]]);
    const total = [...FILES, 'run.json'].reduce((sum, which) => sum + statSync(`${folder(name)}/${which}`).size, 0);
    expect(total).toBeLessThanOrEqual(3_000_000);
    expect([record.name, record.config.data]).toEqual([name, data]);
    expect([record.trainImages, record.testImages]).toEqual([REFERENCE.trainImages, REFERENCE.testImages]);
    expect(record.labels).toEqual([...watchLabels(record.config.digits, DATA_SETS[data].counts.test)]);
    expect(record.codeSteps.length).toBeGreaterThan(30);
  });

  test('follows its recipe to the end', () => {
    expect(record.config).toEqual(recipeRun(recipe, data, record.config.seed));
  });

  test('costs less than PCA with two numbers, and ends where its curve ends', () => {
    const { zero, mean, pca1, pca2 } = record.baselines;
    expect([zero, mean, pca1, pca2, record.testCost]).toEqual([zero, mean, pca1, pca2, record.testCost].sort((a, b) => b - a));
    const [lastStep, , lastTest] = record.costs.at(-1)!;
    expect(lastStep).toBe(record.config.train.steps);
    // Weights are kept in 16 bits.
    expect(Math.abs(record.testCost / lastTest! - 1)).toBeLessThan(2e-3);
  });
});

test("MNIST's run starts from the reference's baselines and reaches the notebook's cost", () => {
  const { baselines, testCost } = recordOf('mnist');
  for (const name of ['zero', 'mean', 'pca1', 'pca2'] as const)
    expect(Math.abs(baselines[name] - REFERENCE.baselines[name])).toBeLessThan(1e-6);
  expect(testCost).toBeLessThanOrEqual(0.028);
});

test("the notebook's recipe ends where the notebook does, and stays within a tenth of its printed costs from step 500 on", () => {
  const { costs, testCost } = recordOf('notebook');
  expect(testCost).toBeLessThanOrEqual(0.0285);
  const testCostAt = new Map(costs.map(([step, , cost]) => [step, cost]));
  const printed = Object.entries(REFERENCE.notebookCost).filter(([step]) => Number(step) >= 500);
  expect(printed).toHaveLength(19);
  for (const [step, cost] of printed) expect([step, Math.abs(testCostAt.get(Number(step))! / cost - 1) < 0.1]).toEqual([step, true]);
});

describe('the ablation of the fast recipe', () => {
  const rows = JSON.parse(readFileSync('src/build/ablation.json', 'utf8')) as Ablation;
  const costs = (row: AblationRow) => rows[row].testCosts.map((cost) => cost ?? Infinity);

  test('is of the recipes of today', () => {
    expect(Object.keys(rows)).toEqual(ABLATION_ROWS);
    for (const row of ABLATION_ROWS) expect(rows[row].train, row).toEqual(ABLATION[row]);
    for (const row of ABLATION_ROWS) expect(rows[row].testCosts).toHaveLength(ABLATION_SEEDS.length);
  });

  test("the fast recipe comes to the notebook's last printed cost; with any part taken back it ends higher", () => {
    expect(median(costs('fast'))).toBeLessThanOrEqual(0.0277);
    expect(Math.max(...costs('fast'))).toBeLessThanOrEqual(0.0285);
    for (const row of ABLATION_ROWS) {
      if (row === 'fast') continue;
      expect(median(costs(row)), row).toBeGreaterThan(1.005 * median(costs('fast')));
    }
  });
});

describe("the pen's run, computed again", () => {
  const record = recordOf('pen');
  const { spec, digits } = record.config;
  const parameters = recordParameters(record, { encoder: file('pen', 'encoder.bin'), decoder: file('pen', 'decoder.bin') });

  test('its baselines and PCA are those of the digits the pen draws today', { tags: 'slow' }, async () => {
    const { dataset, all } = loadDataset(penSource, digits, () => {});
    await all;
    const exact = exactPca(dataset);
    for (const name of ['zero', 'mean', 'pca1', 'pca2'] as const) expect(record.baselines[name]).toBeCloseTo(exact.baselines[name], 6);
    const kept = recordPca(file('pen', 'pca.bin'));
    const watched = intensities(await loadWatched(penSource, digits));
    expect(meanSquaredError(kept.components, Float32Array.from(exact.pca.components))).toBeLessThan(1e-10);
    expect(meanSquaredError(kept.codes, encode(pcaSpec(2), pcaParameters(exact.pca), watched))).toBeLessThan(1e-9);
    // The recorded costs are those of the weights as they are kept: the first digit's, computed again.
    const first = [...dataset.test.labels.keys()].filter((index) => dataset.test.labels[index] === digits[0]);
    const images = intensities(pickImages(dataset.test.images, first));
    const cost = meanSquaredError(decode(spec, parameters, encode(spec, parameters, images)), images);
    expect(cost / record.testCostByDigit[0]!).toBeCloseTo(1, 4);
  });

  test('its last codes are those that its weights give', async () => {
    const watched = intensities(await loadWatched(penSource, digits));
    const codes = new Float32Array(file('pen', 'codes.bin')).slice(-2 * record.labels.length);
    const own = encode(spec, parameters, watched);
    const spread = Math.sqrt(meanSquaredError(codes, new Float32Array(codes.length)));
    expect(Math.sqrt(meanSquaredError(own, codes)) / spread).toBeLessThan(2e-3);
  });
});
