// One step under the magnifier: every number it tells is the oracle's.
import { describe, expect, test } from 'vitest';
import { penImage } from '../../src/data/pen.ts';
import type { Dataset } from '../../src/data/source.ts';
import { batchIndices } from '../../src/model/batches.ts';
import { initialParameters } from '../../src/model/init.ts';
import { chain } from '../../src/model/forward.ts';
import { adam, forward, gradients } from '../../src/model/oracle.ts';
import { RECIPES } from '../../src/model/recipes.ts';
import { layerShapes, learningRateAt, PIXELS, type RunConfig } from '../../src/model/spec.ts';
import { activityOf } from '../../src/model/step-report.ts';
import { createTrainer } from '../../src/train/trainer.ts';
import { oracleEngine } from '../helpers/oracle-engine.ts';

const config: RunConfig = {
  data: 'pen',
  digits: [1, 5],
  seed: 3,
  spec: { units: [PIXELS, 6, 2, 5, PIXELS], activations: ['tanh', 'linear', 'sigmoid', 'linear'], code: 2 },
  train: { ...RECIPES.fast, batch: 8, steps: 60 },
};
const { spec, train, seed } = config;

function digits(split: 'train' | 'test', count: number) {
  const labels = Uint8Array.from({ length: count }, (_, i) => config.digits[i % 2]!);
  const images = new Uint8Array(count * PIXELS);
  labels.forEach((digit, i) => images.set(penImage(split, digit, i), i * PIXELS));
  return { images, labels, head: count };
}
const dataset: Dataset = { name: 'pen', digits: config.digits, train: digits('train', 24), test: digits('test', 4) };
const near = (value: number, exact: number) => expect(Math.abs(value / exact - 1), `${value} beside ${exact}`).toBeLessThan(1e-4);
const norm = (values: Float64Array) => Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
const largest = (values: Float64Array) => values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);

describe('the fourth step of a small network', async () => {
  const trainer = await createTrainer(config, dataset, oracleEngine());
  await trainer.advance(1);
  await trainer.advance(1);
  await trainer.advance(1);
  const { point, report } = await trainer.magnify(async () => chain);

  // The same four steps by the oracle itself.
  const parameters = Float64Array.from(initialParameters(spec, train, seed));
  const state = { step: 0, firstMoment: new Float64Array(parameters.length), secondMoment: new Float64Array(parameters.length) };
  const batchOf = (step: number) => [...batchIndices(seed, step, train.batch, 24, 24)];
  const imagesOf = (indices: number[]) =>
    Float64Array.from(
      indices.flatMap((index) => [...dataset.train.images.subarray(index * PIXELS, (index + 1) * PIXELS)]),
      (byte) => byte / 255,
    );
  let before = parameters.slice();
  let gradient: Float64Array = new Float64Array();
  let cost = NaN;
  for (let step = 0; step < 4; step++) {
    before = parameters.slice();
    ({ cost, gradient } = gradients(spec, parameters, imagesOf(batchOf(step))));
    adam(parameters, gradient, state, learningRateAt(train, step), train);
  }
  const after = parameters;
  const images = imagesOf(batchOf(3));
  const outputs = forward(spec, before, images);

  test('is a step like any other: the trainer went on by one', () => {
    expect([report.step, point.step, trainer.step]).toEqual([4, 4, 4]);
    near(point.cost, cost);
  });

  test('shows the first four digits of its batch, and their reconstructions before the update', () => {
    expect(report.labels).toEqual(
      batchOf(3)
        .slice(0, 4)
        .map((index) => dataset.train.labels[index]),
    );
    expect([report.batch, report.pool]).toEqual([8, 24]);
    for (let k = 0; k < 4 * PIXELS; k++) {
      expect(Math.abs(report.images[k]! - images[k]!)).toBeLessThan(1e-6);
      expect(Math.abs(report.reconstructions[k]! - outputs.at(-1)![k]!)).toBeLessThan(1e-5);
    }
  });

  test('tells the cost of its batch before and after, and the learning rate', () => {
    near(report.cost, cost);
    near(report.objective, cost);
    near(report.costAfter, gradients(spec, after, images).cost);
    expect(report.learningRate).toBe(learningRateAt(train, 3));
    expect(report.costAfter).toBeLessThan(report.cost);
  });

  test.each(layerShapes(spec).map((shape, layer) => [layer, shape] as const))(
    'tells of layer %i the outputs, the gradient and the change',
    (layer, { weightsAt, inputs, outputs: width, activation }) => {
      const told = report.layers[layer]!;
      const end = weightsAt + (inputs + 1) * width;
      const own = gradient.slice(weightsAt, end);
      near(told.gradientNorm, norm(own));
      near(told.largestGradient, largest(own));
      const change = after.slice(weightsAt, end).map((value, k) => value - before[weightsAt + k]!);
      // The engine hands parameters over as 32-bit floats: a change of a thousandth is known to a few parts in ten thousand.
      expect(Math.abs(told.meanChange / (change.reduce((sum, value) => sum + Math.abs(value), 0) / change.length) - 1)).toBeLessThan(1e-3);
      expect(Math.abs(told.largestChange / largest(change) - 1)).toBeLessThan(1e-3);
      const y = outputs[layer + 1]!;
      near(told.activation, y.reduce((sum, value) => sum + Math.abs(value), 0) / y.length);
      expect(told.saturated === null).toBe(activation === 'linear');
    },
  );
});

test('a unit counts as saturated where its slope is below a tenth of the greatest', () => {
  const saturated = (activation: 'tanh' | 'relu' | 'sigmoid', ...outputs: number[]) =>
    activityOf(Float32Array.from(outputs), activation).saturated;
  expect(saturated('tanh', 0.94, 0.95, -0.96, 0)).toBe(0.5);
  expect(saturated('relu', 0, 0, 3, 0.01)).toBe(0.5);
  expect(saturated('sigmoid', 0.02, 0.03, 0.97, 0.98)).toBe(0.5);
  expect(activityOf(Float32Array.of(-1, 3), 'linear')).toEqual({ activation: 2, saturated: null });
});
