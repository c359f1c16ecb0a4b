// The trainer: when it tests, what it keeps, and that it stops at a cost that is not a number.
import { describe, expect, test } from 'vitest';
import { meanSquaredError } from '../../src/model/forward.ts';
import { PIXELS, type RunConfig } from '../../src/model/spec.ts';
import { RECIPES } from '../../src/model/recipes.ts';
import { penImage } from '../../src/data/pen.ts';
import type { Dataset } from '../../src/data/source.ts';
import { isTestStep } from '../../src/model/cost.ts';
import { createTrainer, DivergedError, codeSteps, setupOf } from '../../src/train/trainer.ts';
import { oracleEngine } from '../helpers/oracle-engine.ts';

const config: RunConfig = {
  data: 'pen',
  digits: [1],
  seed: 0,
  spec: { units: [PIXELS, 4, 2, PIXELS], activations: ['tanh', 'linear', 'linear'], code: 2 },
  train: { ...RECIPES.fast, batch: 4, steps: 120 },
};

function digits(split: 'train' | 'test', count: number) {
  const images = new Uint8Array(count * PIXELS);
  for (let i = 0; i < count; i++) images.set(penImage(split, 1, i), i * PIXELS);
  return { images, labels: new Uint8Array(count).fill(1), head: count };
}
const dataset: Dataset = { name: 'pen', digits: [1], train: digits('train', 12), test: digits('test', 5) };

test('it tests often at first, then every 50 steps, and at the end', () => {
  const tested = Array.from({ length: 231 }, (_, step) => step).filter((step) => isTestStep(step, 230));
  expect(tested).toEqual([0, 5, 10, 20, 40, 60, 80, 100, 150, 200, 230]);
});

test('the steps whose codes are kept are about 40, ascending, from 0 to the last step, evenly spread in the logarithm', () => {
  for (const last of [2_000, 10_000]) {
    const kept = codeSteps(last);
    expect([kept[0], kept.at(-1)]).toEqual([0, last]);
    expect(kept.length).toBeGreaterThan(30);
    expect(kept.length).toBeLessThanOrEqual(42);
    for (let k = 1; k < kept.length; k++) expect(kept[k]).toBeGreaterThan(kept[k - 1]!);
    // Neighbours differ by the same factor, up to rounding to whole steps.
    const factor = last ** (1 / 39);
    for (let k = kept.length - 5; k < kept.length; k++) expect(kept[k]! / kept[k - 1]!).toBeCloseTo(factor, 1);
  }
  expect(codeSteps(1)).toEqual([0, 1]);
});

describe('a run', () => {
  const run = async (upTo: number, stride: number) => {
    const trainer = await createTrainer(config, dataset, oracleEngine());
    const points = [await trainer.start()];
    while (trainer.step < upTo) points.push(await trainer.advance(Math.min(stride, upTo - trainer.step)));
    return { points, trainer };
  };

  test('learns, and stops wherever a test cost is due', async () => {
    const { points } = await run(60, 1000);
    expect(points.map(({ step }) => step)).toEqual([0, 5, 10, 20, 40, 60]);
    expect(points.every(({ testCost }) => testCost !== undefined)).toBe(true);
    expect(points.at(-1)!.testCost).toBeLessThan(0.8 * points[0]!.testCost!);
  });

  test('takes the same course in strides of any length', async () => {
    const [slow, fast] = [await run(30, 1), await run(30, 7)];
    const last = async ({ trainer }: typeof slow) => [...(await trainer.engine.snapshot()).parameters];
    expect(await last(slow)).toEqual(await last(fast));
    const tests = ({ points }: typeof slow) => points.filter(({ testCost }) => testCost !== undefined);
    expect(tests(slow)).toEqual(tests(fast));
  });

  test('goes on from a snapshot as if it had never stopped', async () => {
    const { trainer } = await run(20, 5);
    const kept = await trainer.engine.snapshot();
    await trainer.advance(1);
    const resumed = await createTrainer(config, dataset, oracleEngine(), setupOf(config, dataset, kept));
    expect(resumed.step).toBe(20);
    await resumed.advance(1);
    const [a, b] = [await trainer.engine.snapshot(), await resumed.engine.snapshot()];
    expect(meanSquaredError(a.parameters, b.parameters)).toBeLessThan(1e-14);
  });

  test('a learning rate set by the reader keeps the schedule', async () => {
    const { trainer } = await run(10, 10);
    const before = trainer.learningRate;
    trainer.setLearningRate(2 * config.train.learningRate);
    expect(trainer.learningRate).toBeCloseTo(2 * before, 12);
  });

  test.each([NaN, Infinity])('a cost of %s stops it, and says at which step', async (bad) => {
    const trainer = await createTrainer(config, dataset, oracleEngine({ cost: (cost, step) => (step === 6 ? bad : cost) }));
    while (trainer.step < 5) await trainer.advance(5);
    await expect(trainer.advance(2)).rejects.toThrow(DivergedError);
    await expect(createTrainer(config, dataset, oracleEngine({ cost: () => bad })).then((other) => other.advance(1))).rejects.toThrow(
      'The cost at step 1 is no longer a finite number: a learning rate of ',
    );
  });
});
