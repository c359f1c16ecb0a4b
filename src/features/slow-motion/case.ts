// Slow motion: the parts of a step; the numbers are made up.
import { mountSlowMotion } from './figure.ts';
import { NOTEBOOK_SPEC } from '../../model/recipes.ts';
import type { StepReport } from '../../model/step-report.ts';
import { strokes } from '../../kit/cases/made-up.ts';

const report: StepReport = {
  step: 12,
  batch: 500,
  pool: 1_500,
  labels: [6, 1, 5, 1],
  images: strokes(4, 1),
  reconstructions: strokes(4, 2),
  objective: 0.0912,
  cost: 0.0912,
  costAfter: 0.0874,
  learningRate: 0.00048,
  layers: [0.31, 0.22, 0.4, 0.18, 0.25, 0.2].map((activation, k) => ({
    activation,
    saturated: k === 2 || k === 5 ? null : 0.004 * k,
    gradientNorm: 0.5 / (k + 1),
    largestGradient: 0.0004 * (k + 1),
    meanChange: 0.00038,
    largestChange: 0.00048,
  })),
};

export const cases = [0, 1, 2, 3, 4].map((stage) => ({
  name: `slow-motion-${stage + 1}`,
  mount: mountSlowMotion,
  options: { width: stage === 3 ? 354 : 648 },
  data: { spec: NOTEBOOK_SPEC, report, stage },
}));
