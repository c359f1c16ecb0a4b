// A step in words: each sentence has the numbers of that step, rounded as they are read.
import { expect, test } from 'vitest';
import { smallText, stageWords, STAGES } from '../../src/features/slow-motion/words.ts';
import { PIXELS, type ModelSpec } from '../../src/model/spec.ts';
import type { StepReport } from '../../src/model/step-report.ts';

const spec: ModelSpec = { units: [PIXELS, 1, PIXELS], activations: ['tanh', 'linear'], code: 1 };
const layer = { activation: 0.25, saturated: null, gradientNorm: 0.5, largestGradient: 0.1, meanChange: 2e-4, largestChange: 4e-4 };
const report: StepReport = {
  step: 1_012,
  batch: 500,
  pool: 16_583,
  labels: [6, 1, 5, 1],
  images: new Float32Array(),
  reconstructions: new Float32Array(),
  objective: 0.05,
  cost: 0.05,
  costAfter: 0.049,
  learningRate: 4e-4,
  layers: [{ ...layer, saturated: 0.07 }, layer],
};

test.each([
  [0.0312, '0.031'],
  [0.3, '0.3'],
  [12.4, '12'],
  [4.21e-5, '4.2 × 10⁻⁵'],
  [9.99e-13, '1.0 × 10⁻¹²'],
  [0, '0'],
])('%f is written %s', (value, text) => expect(smallText(value)).toBe(text));

test('every part of a step is told with its numbers', () => {
  const words = STAGES.map((_, stage) => stageWords(stage, spec, report));
  expect(words[0]).toBe('Step 1,012 draws 500 digits at random out of 16,583. The first 4 are 6, 1, 5 and 1.');
  expect(words[1]).toContain('7 % of the answers are close to −1 or 1');
  expect(words[2]).toMatch(/costs 0\.0500\.$/);
  expect(words[3]).toContain('0.5 in the last layer and 0.5 in the first');
  expect(words[4]).toContain('by 2.0 × 10⁻⁴ on average, at a learning rate of 4.0 × 10⁻⁴');
  expect(words[4]).toContain('now cost 0.0490: 2.0 % less.');
  expect(stageWords(4, spec, { ...report, costAfter: 0.06 })).toContain('20.0 % more');
  expect(stageWords(2, spec, { ...report, objective: 0.07 })).toContain('the step lowers 0.0700');
});
