// Runs compared: with a run before, and on a phone without one.
import { mountCompare } from './figure.ts';
import { falling } from '../../kit/cases/made-up.ts';
import { twinsData } from '../../kit/cases/twins.ts';

const twins = twinsData('network', 'exact PCA');
const comparison = {
  ...twins,
  together: true,
  costs: falling(2000, 5, 0.12, 0.025, 1).slice(0, 150),
  ghost: falling(2000, 5, 0.5, 0.035, 2),
  baselines: { zero: 0.1, mean: 0.06, pca1: 0.0491, pca2: 0.045 },
  steps: 2000,
};
const next = { ...twins.sides[0], reconstruction: undefined, name: 'the next run', bare: true };

export const cases = [
  { name: 'compare', mount: mountCompare, options: { width: 938, onPick: () => {} }, data: comparison },
  {
    name: 'compare-phone-no-ghost',
    mount: mountCompare,
    options: { width: 354 },
    data: { ...comparison, sides: [twins.sides[0], next], together: false, ghost: [] },
  },
];
