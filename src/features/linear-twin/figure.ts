// Two planes in the space of pictures coming together: their angles over the steps, and the pictures that span them.
import { line, scaleLinear, scaleSymlog, select } from 'd3';
import { PIXELS } from '../../model/spec.ts';
import { spread } from '../../kit/draw/cost-curve.ts';
import { angleText, countText, mixtureText } from '../../kit/words.ts';
import { digitPanel } from '../../kit/draw/digit-panel.ts';
import type { Mount } from '../../kit/draw/figure.ts';
import { plate } from '../../kit/draw/canvas-under-svg.ts';
import { drawTicks } from '../../kit/draw/ticks.ts';

export interface SubspaceData {
  /** Steps of the whole run: the axis keeps this window. */
  readonly steps: number;
  /** Principal angles in degrees, ascending, at steps in ascending order; empty before they are known. */
  readonly path: readonly { readonly step: number; readonly angles: readonly number[] }[];
  /** PCA's directions `[2, 784]`. */
  readonly components: Float32Array;
  /** The decoder's directions `[2, 784]`, its mixtures nearest to PCA's and how they are mixed, `[2, 2]`; absent before they are known. */
  readonly own?: {
    readonly columns: Float32Array;
    readonly fitted: Float32Array;
    readonly weights: readonly number[];
  };
}

const STEPS = [0, 1, 10, 100, 1_000, 10_000];
const ANGLES = [0, 15, 30, 45, 60, 75, 90];
const NAMES = ['smaller', 'larger'];

const row = (values: Float32Array, n: number) => values.subarray(n * PIXELS, (n + 1) * PIXELS);
const lengthOf = (values: Float32Array) => Math.hypot(...values);

/** The angles' curves on a step axis that is logarithmic from 1 on. */
function angleChart(host: HTMLElement, width: number): { update(data: SubspaceData): void } {
  const [left, right] = [34, width - 96];
  const [wide, high] = [right - left, 222];
  const { svg } = plate(host, 'angle-chart', width, high + 62);
  svg.attr('role', 'img');
  svg.append('text').attr('y', 10).text('angle between the planes');
  const frame = svg.append('g').attr('transform', `translate(${left},26)`);
  frame
    .append('text')
    .attr('x', wide)
    .attr('y', high + 35)
    .attr('text-anchor', 'end')
    .text('step');
  const [yAxis, xAxis] = [frame.append('g'), frame.append('g').attr('transform', `translate(0,${high})`)];
  const y = scaleLinear().domain([0, 90]).range([high, 0]);
  drawTicks(yAxis, { side: 'left', values: ANGLES, at: y, text: (angle) => `${angle}°`, length: wide });
  const curves = NAMES.map((name) => frame.append('path').attr('class', `line angle ${name}`));
  const dots = frame.append('g');
  const labels = frame.append('g');

  return {
    update({ path, steps }) {
      const x = scaleSymlog().constant(1).domain([0, steps]).range([0, wide]);
      drawTicks(xAxis, { side: 'bottom', values: STEPS.filter((step) => step <= steps), at: x, text: countText, length: 5 });
      const place = (k: number) => path.map(({ step, angles }): [number, number] => [x(step), y(angles[k]!)]);
      curves.forEach((curve, k) => curve.attr('d', line()(place(k))));
      const last = path.at(-1);
      const now = last ? last.angles.map((angle, k) => ({ angle, name: NAMES[k]!, at: x(last.step) })) : [];
      dots
        .selectAll('circle')
        .data(now)
        .join('circle')
        .attr('class', 'angle-now')
        .attr('r', 4)
        .attr('cx', ({ at }) => at.toFixed(1))
        .attr('cy', ({ angle }) => y(angle).toFixed(1));
      const heights = spread(
        now.map(({ angle }) => y(angle)),
        16,
        0,
        high - 4,
      );
      labels
        .selectAll('text')
        .data(now)
        .join('text')
        .attr('class', 'title')
        .attr('x', wide + 10)
        .attr('y', (_, k) => heights[k]!)
        .attr('dy', '0.32em')
        .text(({ angle, name }) => `${name} ${angleText(angle)}`);
      const words = last
        ? `At step ${countText(last.step)}: ${now.map(({ angle, name }) => `${name} ${angleText(angle)}`).join(', ')}.`
        : '';
      svg.attr('aria-label', `Angles between the plane of the network and that of PCA over the steps. ${words}`);
    },
  };
}

export const mountSubspace: Mount<object, SubspaceData> = (host, { width }) => {
  const beside = width >= 620;
  const root = select(host).append('div').attr('class', 'codes').append('div').attr('class', 'subspace');
  const chart = angleChart(root.append('div').attr('class', 'subspace-chart').node()!, beside ? width - 404 : width);
  const grid = root.append('div').attr('class', 'subspace-pictures').node()!;
  // Row by row: first direction, second direction.
  const panels = [0, 1].map((k) =>
    [`PCA, ${k === 0 ? '1st' : '2nd'}`, `network, ${k === 0 ? 'z₁' : 'z₂'}`, 'z₁, z₂ mixed'].map((label) =>
      digitPanel(grid, { label, missing: label.startsWith('PCA') ? '' : 'not yet known' }),
    ),
  );

  return {
    update(data) {
      chart.update(data);
      const { components, own } = data;
      // All pictures are drawn with the length 1, on one scale.
      const most = components.reduce((largest, value) => Math.max(largest, Math.abs(value)), 1e-9);
      const unit = (values: Float32Array) => {
        const length = lengthOf(values) || 1;
        return values.map((value) => value / length / most);
      };
      panels.forEach(([exact, column, mixed], k) => {
        exact!.show(unit(row(components, k)), 'length 1', 'difference');
        column!.show(own && unit(row(own.columns, k)), own ? `length ${lengthOf(row(own.columns, k)).toFixed(2)}` : '', 'difference');
        const text = own ? mixtureText(own.weights[2 * k]!, own.weights[2 * k + 1]!) : '';
        mixed!.show(own && row(own.fitted, k).map((value) => value / most), text, 'difference');
      });
    },
  };
};
