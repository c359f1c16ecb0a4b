// The step that the build keeps for the page: what was written is read again, and what is damaged is refused by name.
import { expect, test } from 'vitest';
import { keptStepText, parseKeptStep, type KeptStep } from '../../src/model/kept-step.ts';
import { PIXELS } from '../../src/model/spec.ts';

const kept: KeptStep = {
  spec: { units: [PIXELS, 6, 2, 6, PIXELS], activations: ['tanh', 'linear', 'tanh', 'linear'], code: 2 },
  report: {
    step: 1,
    batch: 8,
    pool: 24,
    labels: [5, 1],
    images: Float32Array.from({ length: 2 * PIXELS }, (_, i) => (i % 5) / 4),
    reconstructions: Float32Array.from({ length: 2 * PIXELS }, (_, i) => Math.sin(i)),
    objective: 0.1,
    cost: 0.1,
    costAfter: 0.09,
    learningRate: 0.003,
    layers: Array.from({ length: 4 }, (_, k) => ({
      activation: 0.3,
      saturated: k % 2 === 0 ? 0.01 : null,
      gradientNorm: 0.2,
      largestGradient: 0.01,
      meanChange: 0.003,
      largestChange: 0.004,
    })),
  },
};

test('a step is read as it was written, its pictures to three decimals', () => {
  const { spec, report } = parseKeptStep(JSON.parse(keptStepText(kept)));
  expect(spec).toEqual(kept.spec);
  const { images, reconstructions, ...rest } = report;
  const { images: drawn, reconstructions: copied, ...told } = kept.report;
  expect(rest).toEqual(told);
  expect(images).toEqual(drawn);
  reconstructions.forEach((value, i) => expect(Math.abs(value - copied[i]!)).toBeLessThanOrEqual(5.1e-4));
});

test.each([
  ['nothing', () => null, '""'],
  ['no layers', ({ spec, report }: KeptStep) => ({ spec, report: { ...report, layers: [] } }), '"report.layers"'],
  ['a pixel less', ({ spec, report }: KeptStep) => ({ spec, report: { ...report, images: [0] } }), '"report.images"'],
  ['a cost that is no number', ({ spec, report }: KeptStep) => ({ spec, report: { ...report, cost: 'low' } }), '"report.cost"'],
])('%s is refused by a sentence that names it', (_, damage, name) => {
  const whole = JSON.parse(keptStepText(kept)) as KeptStep;
  expect(() => parseKeptStep(damage(whole))).toThrow(name);
});
