// The planes of PCA and of a linear decoder coming together, and before any training.
import { mountSubspace, type SubspaceData } from './figure.ts';
import { strokes } from '../../kit/cases/made-up.ts';

const components = strokes(2, 5).map((value, i) => (i % 3 === 0 ? -1 : 1) * value * 0.1);
const path = [0, 1, 10, 50, 200, 700].map((step) => ({ step, angles: [80 / (1 + step / 20), 89 / (1 + step / 60)] }));
const subspace: SubspaceData = {
  steps: 1500,
  path,
  components,
  own: { columns: components.map((value) => 4 * value), fitted: components, weights: [0.25, -0.5, 0.125, 0.75] },
};

export const cases = [
  { name: 'subspace', mount: mountSubspace, options: { width: 938 }, data: subspace },
  { name: 'subspace-phone-untrained', mount: mountSubspace, options: { width: 354 }, data: { steps: 1500, path: [], components } },
];
