// What the charts of costs over steps share: the room they draw in, names at the ends of their curves, and lines at the baselines.
import { select, type Selection } from 'd3';
import { spread } from './cost-curve.ts';
import type { Baselines } from '../../model/cost.ts';
import type { FigureOptions } from './figure.ts';
import { plate, type Svg } from './canvas-under-svg.ts';
import { px } from './sizes.ts';

type Group = Selection<SVGGElement, unknown, null, undefined>;

export interface CostFrame {
  readonly svg: Svg;
  /** Its origin is the plot's upper left corner. */
  readonly frame: Group;
  readonly narrow: boolean;
  /** Of the plot, in CSS pixels. */
  readonly wide: number;
  readonly high: number;
}

/** Room above the plot for the cost's title and below it for steps and their title. */
const AROUND = 62;

/**
 * Room for a chart, 300 px high on phones and 340 px elsewhere, or as high as the box that it fills.
 * @param name CSS classes of its box
 */
export function costFrame(
  host: HTMLElement,
  name: string,
  { width, height }: FigureOptions,
  titles: { readonly cost: string; readonly step: string },
): CostFrame {
  const narrow = width < 560;
  const [left, right] = [narrow ? 34 : 44, width - (narrow ? 94 : 152)];
  const [wide, high] = [right - left, height === undefined ? (narrow ? 238 : 278) : height - AROUND];
  const { svg } = plate(host, name, width, high + AROUND);
  svg.attr('role', 'img');
  const frame = svg.append('g').attr('transform', `translate(${left},26)`);
  svg.append('text').attr('y', 10).text(titles.cost);
  frame
    .append('text')
    .attr('x', wide)
    .attr('y', high + 35)
    .attr('text-anchor', 'end')
    .text(titles.step);
  return { svg, frame, narrow, wide, high };
}

/** A curve or a baseline by name, and the cost at which it ends. */
export interface Label {
  readonly key: string;
  readonly text: string;
  readonly value: number;
}

/** Names beside the plot, none over another, each with a line to where its curve ends. */
export function drawLabels(names: Group, labels: readonly Label[], y: (cost: number) => number, { wide, high }: CostFrame): void {
  const levels = labels.map(({ value }) => Math.max(0, Math.min(high, y(value))));
  const heights = spread(levels, 15, -4, high);
  names
    .selectAll('g')
    .data(labels)
    .join((enter) => {
      const name = enter.append('g');
      name.append('path').attr('class', 'leader');
      name
        .append('text')
        .attr('x', wide + 15)
        .attr('dy', '0.32em');
      return name;
    })
    .attr('class', ({ key }) => `curve-name ${key}`)
    .each(function ({ text }, i) {
      const name = select(this);
      name.select('path').attr('d', `M${wide + 2},${px(levels[i]!)}L${wide + 12},${heights[i]!}`);
      name.select('text').attr('y', heights[i]!).text(text);
    });
}

const BASELINES: readonly string[] = ['zero', 'mean', 'pca2'] satisfies readonly (keyof Baselines)[];

/** A line across the plot at each of the labels that is a baseline. */
export function drawBaselines(references: Group, labels: readonly Label[], y: (cost: number) => number, { wide }: CostFrame): void {
  references
    .selectAll('line')
    .data(labels.filter(({ key }) => BASELINES.includes(key)))
    .join('line')
    .attr('class', ({ key }) => `reference ${key}`)
    .attr('x2', wide)
    .attr('y1', ({ value }) => px(y(value)))
    .attr('y2', ({ value }) => px(y(value)));
}
