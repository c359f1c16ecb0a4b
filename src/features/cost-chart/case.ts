// The cost chart: empty, in the middle of a run with a ghost, on both kinds of axes, narrow.
import { mountCostChart, type CostChartData } from './figure.ts';
import { falling } from '../../kit/cases/made-up.ts';

const baselines = { zero: 0.1, mean: 0.06, pca1: 0.0491, pca2: 0.045 };
const run: CostChartData = {
  costs: falling(2000, 5, 0.12, 0.025, 1),
  ghost: [],
  baselines,
  steps: 2000,
  logSteps: false,
  logCost: true,
  reading: null,
};

export const cases = [
  { name: 'cost-chart', mount: mountCostChart, options: { width: 720 }, data: run },
  {
    name: 'cost-chart-training',
    mount: mountCostChart,
    options: { width: 720, onRead: () => {} },
    data: {
      ...run,
      costs: run.costs.slice(0, 120),
      ghost: falling(2000, 5, 0.5, 0.035, 2),
      logSteps: true,
      reading: 200,
    },
  },
  {
    name: 'cost-chart-linear-phone',
    mount: mountCostChart,
    options: { width: 328 },
    data: { ...run, ghost: falling(2000, 5, 0.5, 0.035, 2), logCost: false },
  },
  {
    name: 'cost-chart-lost',
    mount: mountCostChart,
    options: { width: 720 },
    data: {
      ...run,
      costs: [...run.costs.slice(0, 95), ...[0.9, 4.2, 9.1294, 7.5].map((cost, k) => ({ step: 480 + 20 * k, cost, testCost: cost }))],
    },
  },
  { name: 'cost-chart-empty', mount: mountCostChart, options: { width: 328 }, data: { ...run, costs: [], baselines: null } },
];
