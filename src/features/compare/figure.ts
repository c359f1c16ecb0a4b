// Two runs compared: their planes side by side with the same digit marked, and their costs.
import { select } from 'd3';
import type { Baselines, CostPoint } from '../../model/cost.ts';
import { mountCostChart } from '../cost-chart/figure.ts';
import type { FigureOptions, Mount } from '../../kit/draw/figure.ts';
import { mountTwins, type TwinsData, type TwinsOptions } from '../../kit/draw/twins.ts';

export interface CompareData extends TwinsData {
  readonly costs: readonly CostPoint[];
  /** Costs of the run before; empty where there is none. */
  readonly ghost: readonly CostPoint[];
  readonly baselines: Baselines | null;
  /** Steps of the longer run. */
  readonly steps: number;
}

export const mountCompare: Mount<TwinsOptions, CompareData> = (host, options: TwinsOptions & FigureOptions) => {
  const root = select(host).append('div').attr('class', 'compare');
  const part = () => root.append('div').node()!;
  const twins = mountTwins(part(), options);
  const chart = mountCostChart(part(), { width: Math.min(options.width, 720) });
  return {
    update(data) {
      twins.update(data);
      const { costs, ghost, baselines, steps } = data;
      chart.update({
        costs,
        ghost,
        baselines,
        steps,
        logSteps: true,
        logCost: true,
        reading: null,
        names: { test: 'this run', ghost: 'before' },
      });
    },
  };
};
