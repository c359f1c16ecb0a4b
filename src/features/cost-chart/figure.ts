// The cost over the steps: train and test, an earlier run, and what doing without a network costs.
import { line, pointer, scaleLinear, scaleLog, scaleSymlog } from 'd3';
import type { Mount } from '../../kit/draw/figure.ts';
import { costFinding, costWindow, curveOf, nearest, peakAbove, tested } from '../../kit/draw/cost-curve.ts';
import type { Baselines, CostPoint } from '../../model/cost.ts';
import { costText, countText, RUN_BEFORE } from '../../kit/words.ts';
import { costFrame, drawBaselines, drawLabels, type Group, type Label } from '../../kit/draw/cost-frame.ts';
import { px } from '../../kit/draw/sizes.ts';
import { drawTicks } from '../../kit/draw/ticks.ts';
import { pcaMark } from './pca-mark.ts';

export interface CostChartOptions {
  /** The reader points at a step; null when the pointer leaves. */
  readonly onRead?: (step: number | null) => void;
}

export interface CostChartData {
  /** Sorted by step. */
  readonly costs: readonly CostPoint[];
  /** Costs of the run before, empty where there was none. */
  readonly ghost: readonly CostPoint[];
  readonly baselines: Baselines | null;
  /** Steps of the whole run: the axis keeps this window. */
  readonly steps: number;
  readonly logSteps: boolean;
  readonly logCost: boolean;
  /** The step being read, or null. */
  readonly reading: number | null;
  /** What the two test curves are called, where "test" and "run before" do not say it. */
  readonly names?: { readonly test: string; readonly ghost: string };
}

const LOG_STEPS = [0, 1, 10, 100, 1000, 10_000, 100_000];
const LOG_COSTS = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10];

/** Characters that fit beside a narrow chart; a longer name stands there without its cost. */
const NARROW_LABEL = 12;

/** @param top cost at the upper edge: a curve that ends above it stands there with an arrow */
function labelsOf({ costs, ghost, baselines, names }: CostChartData, narrow: boolean, top: number): Label[] {
  const labels: Label[] = [];
  const add = (key: string, name: string, short: string, value: number | undefined) => {
    if (value === undefined || !Number.isFinite(value)) return;
    const arrow = value > top ? '↑ ' : '';
    const brief = `${short} ${arrow}${value.toFixed(3)}`;
    const text = brief.length > NARROW_LABEL ? short.replace(/:$/, '') : brief;
    labels.push({ key, value, text: narrow ? text : `${name} ${arrow}${costText(value)}` });
  };
  add('zero', 'blank paper', 'blank', baselines?.zero);
  add('mean', 'mean image', 'mean', baselines?.mean);
  add('pca2', 'PCA-2', 'PCA-2', baselines?.pca2);
  add('ghost', names?.ghost ?? RUN_BEFORE, names?.ghost ?? 'before', tested(ghost).at(-1)?.testCost);
  add('train', 'train batch', 'batch', costs.at(-1)?.cost);
  add('test', names?.test ?? 'test', names?.test ?? 'test', tested(costs).at(-1)?.testCost);
  return labels;
}

/** Names that a low chart goes without, one after the other, until the others find room beside it. */
const SPARED = ['train', 'ghost', 'zero', 'mean'];

/** Those of the labels that fit beside a chart so many CSS pixels high. */
function fitting(labels: readonly Label[], high: number): readonly Label[] {
  const spared = SPARED.slice(0, Math.max(0, labels.length - 1 - Math.floor(high / 15)));
  return labels.filter(({ key }) => !spared.includes(key));
}

/** Where a curve has left the frame: an arrow at the upper edge, and how high it went. */
function drawPeak(frame: Group, peak: ReturnType<typeof peakAbove>, x: (step: number) => number, wide: number): void {
  frame
    .selectAll('.peak')
    .data(peak ? [peak] : [])
    .join((enter) => {
      const mark = enter.append('g').attr('class', 'peak');
      mark.append('path').attr('d', 'M-5,7L0,0L5,7Z');
      mark.append('text').attr('y', 9);
      return mark;
    })
    .attr('transform', ({ step }) => `translate(${px(x(step))},2)`)
    .select('text')
    .attr('x', ({ step }) => (x(step) > wide / 2 ? -9 : 9))
    .attr('text-anchor', ({ step }) => (x(step) > wide / 2 ? 'end' : 'start'))
    .text(({ cost }) => `up to ${costText(cost)}`);
}

/** Draws at `options.width`. Without `onRead` it is a still picture. */
export const mountCostChart: Mount<CostChartOptions, CostChartData> = (host, { width, height, onRead }) => {
  const room = costFrame(host, 'cost-chart', { width, height }, { cost: 'cost (mean squared error)', step: 'step' });
  const { svg, frame, narrow, wide, high } = room;
  const [yAxis, xAxis] = [frame.append('g'), frame.append('g').attr('transform', `translate(0,${high})`)];
  // A nested svg clips what leaves the window; a clip path would need an id of its own on every page.
  const plot = frame.append('svg').attr('width', wide).attr('height', high).attr('style', 'overflow:hidden');
  const references = plot.append('g');
  const [ghostLine, trainLine, testLine] = ['ghost', 'train', 'test'].map((key) => plot.append('path').attr('class', `line ${key}`));
  const reader = frame.append('g').attr('class', 'reader').attr('display', 'none');
  reader.append('line').attr('y2', high);
  const markPca = pcaMark(frame.append('g'), room);
  const names = frame.append('g');
  const path = line();

  const scaleOf = (log: boolean, steps: number) => (log ? scaleSymlog().constant(1) : scaleLinear()).domain([0, steps]).range([0, wide]);
  let x = scaleOf(false, 1);
  let shown = '';
  let changes = -1;
  if (onRead) {
    const area = plot.append('rect').attr('width', wide).attr('height', high);
    const read = (event: PointerEvent) => {
      const step = Math.round(x.invert(pointer(event, area.node())[0]));
      onRead(Math.max(0, Math.min(x.domain()[1]!, step)));
    };
    // A finger that goes sideways reads; up and down it scrolls. Browsers heed this on the svg, not on its shapes.
    svg.style('touch-action', 'pan-y');
    area
      .attr('style', 'fill:transparent;cursor:crosshair')
      .on('pointerdown pointermove', read)
      .on('pointerleave', (event: PointerEvent) => event.pointerType === 'mouse' && onRead(null));
  }

  return {
    update(data) {
      const { costs, ghost, baselines, steps, logSteps, logCost, reading } = data;
      const [lowest, highest] = costWindow([costs, ghost], baselines);
      x = scaleOf(logSteps, Math.max(1, steps));
      const y = (logCost ? scaleLog().domain([lowest, highest]) : scaleLinear().domain([0, highest])).range([high, 0]);
      svg.attr('aria-label', costFinding(costs, baselines));
      const window = `${lowest} ${highest} ${steps} ${logSteps} ${logCost}`;
      if (window !== shown) {
        shown = window;
        changes++;
        // Two classes in turn: each starts its animation anew, so that a changed axis is seen to have changed.
        if (changes > 0) frame.attr('class', changes % 2 === 1 ? 'window-odd' : 'window-even');
      }
      const across = logSteps ? LOG_STEPS.filter((step) => step <= steps) : x.ticks(narrow ? 3 : 5);
      drawTicks(xAxis, { side: 'bottom', values: across, at: x, text: countText, length: 5 });
      const up = logCost ? LOG_COSTS.filter((cost) => cost >= lowest * 0.999 && cost <= highest * 1.001) : y.ticks(5);
      drawTicks(yAxis, { side: 'left', values: up, at: y, text: (cost) => String(+cost.toFixed(3)), length: wide });

      const curve = (points: readonly CostPoint[], value: (point: CostPoint) => number | undefined) => path(curveOf(points, value, x, y));
      trainLine!.attr(
        'd',
        curve(costs, ({ cost }) => cost),
      );
      testLine!.attr(
        'd',
        curve(costs, ({ testCost }) => testCost),
      );
      ghostLine!.attr(
        'd',
        curve(ghost, ({ testCost }) => testCost),
      );

      drawPeak(frame, peakAbove(costs, highest), x, wide);
      const labels = labelsOf(data, narrow, highest);
      drawLabels(names, fitting(labels, high), y, room);
      drawBaselines(references, labels, y, room);
      markPca(data, x, y);

      const point = reading === null ? undefined : nearest(costs, reading);
      reader.attr('display', point ? null : 'none');
      if (!point) return;
      reader
        .attr('transform', `translate(${px(x(point.step))},0)`)
        .selectAll('circle')
        .data([point.cost, point.testCost].filter((cost) => cost !== undefined))
        .join('circle')
        .attr('r', 4)
        .attr('cy', (cost) => px(Math.max(0, Math.min(high, y(cost)))));
    },
  };
};
