// Two planes side by side, runs compared, and the planes of PCA and a linear decoder coming together.
import { mountCompare } from '../compare/figure.ts';
import { mountSubspace, type SubspaceData } from '../linear-twin/figure.ts';
import { mountTwins, type TwinsData } from '../../kit/draw/twins.ts';
import { clipped, clouds, ellipses } from '../../kit/cases/codes.ts';
import { falling, strokes } from '../../kit/cases/made-up.ts';

const { codes, labels } = clouds(300);
const other = codes.map((value, i) => (i % 2 === 0 ? -0.4 : 0.9) * value);
const image = ellipses(codes.slice(8, 10));
const sides: TwinsData['sides'] = [
  { codes, labels, name: 'network', reconstruction: image },
  { codes: other, labels, name: 'exact PCA', reconstruction: image.map((value) => 0.7 * value) },
];
const twins: TwinsData = { picked: 4, image: clipped(image), sides };
const comparison = {
  ...twins,
  together: true,
  costs: falling(2000, 5, 0.12, 0.025, 1).slice(0, 150),
  ghost: falling(2000, 5, 0.5, 0.035, 2),
  baselines: { zero: 0.1, mean: 0.06, pca2: 0.045 },
  steps: 2000,
};
const next = { ...sides[0], reconstruction: undefined, name: 'the next run', bare: true };
const components = strokes(2, 5).map((value, i) => (i % 3 === 0 ? -1 : 1) * value * 0.1);
const path = [0, 1, 10, 50, 200, 700].map((step) => ({ step, angles: [80 / (1 + step / 20), 89 / (1 + step / 60)] }));
const subspace: SubspaceData = {
  steps: 1500,
  path,
  components,
  own: { columns: components.map((value) => 4 * value), fitted: components, weights: [0.25, -0.5, 0.125, 0.75] },
};

export const cases = [
  { name: 'twins', mount: mountTwins, options: { width: 938, onPick: () => {} }, data: twins },
  { name: 'twins-phone-other-digits', mount: mountTwins, options: { width: 354 }, data: { ...twins, image: undefined } },
  { name: 'compare', mount: mountCompare, options: { width: 938, onPick: () => {} }, data: comparison },
  {
    name: 'compare-phone-no-ghost',
    mount: mountCompare,
    options: { width: 354 },
    data: { ...comparison, sides: [sides[0], next], together: false, ghost: [] },
  },
  { name: 'subspace', mount: mountSubspace, options: { width: 938 }, data: subspace },
  { name: 'subspace-phone-untrained', mount: mountSubspace, options: { width: 354 }, data: { steps: 1500, path: [], components } },
];
