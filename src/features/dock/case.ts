// The dock's views: a run under way, and one that has only begun.
import { mountDock, type DockData } from './figure.ts';
import { clouds, ellipses } from '../../kit/cases/codes.ts';
import { falling, strokes } from '../../kit/cases/made-up.ts';

const { codes, labels } = clouds(300);
const run: DockData = {
  costs: falling(2000, 5, 0.12, 0.025, 1).slice(0, 220),
  baselines: { zero: 0.1, mean: 0.06, pca1: 0.0491, pca2: 0.045 },
  steps: 2000,
  codes,
  labels,
  images: strokes(4, 3),
  reconstructions: ellipses(codes.subarray(0, 8)),
};

export const cases = [
  { name: 'dock', mount: mountDock, options: { width: 400 }, data: run },
  {
    name: 'dock-begun',
    mount: mountDock,
    options: { width: 400 },
    data: { ...run, costs: [], baselines: null, codes: undefined, images: undefined, reconstructions: undefined },
  },
];
