// How errors are spread: known digits upwards, each kind in its colour, the stranger downwards, and the threshold across both.
import { bin, max, scaleLinear, select, type ScaleLinear, type Selection } from 'd3';
import { digitClass } from '../../kit/draw/marks.ts';
import { errorsOf, type Marked, type Scored } from './scores.ts';
import { bars, drawErrorTicks, hatch, title } from '../../kit/draw/histogram-bars.ts';
import { px } from '../../kit/draw/sizes.ts';
import { plate } from '../../kit/draw/canvas-under-svg.ts';
import { decimals, kindsText } from '../../kit/words.ts';

export interface HistogramOptions {
  readonly width: number;
  /** The reader drags the threshold. */
  readonly onThreshold?: ((threshold: number) => void) | undefined;
}

export interface HistogramData {
  readonly scored: Scored;
  readonly known: readonly number[];
  readonly stranger: number;
  readonly threshold: number;
  /** Right end of the axis. */
  readonly upTo: number;
  /** A known digit that is marked in every view. */
  readonly picked?: Marked | undefined;
}

export interface Histogram {
  update(data: HistogramData): void;
}

const BINS = 40;
/** Heights, in pixels: of the title, of either half, of the axis between them, and under all. */
const [TOP, HALF, AXIS, BOTTOM] = [22, 112, 30, 18];
const HEIGHT = TOP + 2 * HALF + AXIS + BOTTOM;

/** Draws in `host`, 294 px high. */
export function errorHistogram(host: HTMLElement, { width, onThreshold }: HistogramOptions): Histogram {
  const { svg } = plate(host, 'error-histogram', width, HEIGHT);
  svg.attr('role', 'img');
  const [left, right] = [8, width - 12];
  const wide = right - left;
  const above = svg.append('g').attr('transform', `translate(${left},${TOP + HALF})`);
  const below = svg.append('g').attr('transform', `translate(${left},${TOP + HALF + AXIS})`);
  const alarm = svg
    .append('rect')
    .attr('class', 'alarm')
    .attr('y', TOP)
    .attr('height', HEIGHT - TOP - BOTTOM);
  const [upper, lower] = [svg.append('g'), svg.append('g').attr('transform', `translate(0,${HEIGHT - 16})`)];
  svg
    .append('text')
    .attr('x', right)
    .attr('y', HEIGHT - 4)
    .attr('text-anchor', 'end')
    .text('error of a digit');
  const axis = svg
    .append('g')
    .attr('class', 'axis')
    .attr('transform', `translate(${left},${TOP + HALF})`);
  axis.append('line').attr('x2', wide);
  axis.append('line').attr('x2', wide).attr('y1', AXIS).attr('y2', AXIS);
  const ticks = axis.append('g');
  const mark = above.append('path').attr('class', 'picked-error').attr('d', 'M-5,-11H5L0,-2Z');
  const line = svg
    .append('line')
    .attr('class', 'threshold')
    .attr('y1', TOP - 2)
    .attr('y2', HEIGHT - BOTTOM);
  const name = svg
    .append('text')
    .attr('class', 'threshold-name')
    .attr('x', right - 4)
    .attr('y', TOP + 14)
    .attr('text-anchor', 'end')
    .text('called strange');
  let x = scaleLinear().domain([0, 1]).range([0, wide]);
  if (onThreshold)
    drag(host.querySelector<HTMLElement>('.plate')!, (at) =>
      onThreshold(Math.min(x.domain()[1]!, Math.max(0, x.invert(at * width - left)))),
    );
  const handle = host.querySelector<HTMLElement>('.threshold-handle');

  return {
    update({ scored, known, stranger, threshold, upTo, picked }) {
      x = scaleLinear().domain([0, upTo]).range([0, wide]);
      const edges = Array.from({ length: BINS + 1 }, (_, k) => (upTo * k) / BINS);
      const counts = (digit: number) => countsIn(edges, errorsOf(scored, digit));
      drawKnown(above, x, edges, known, known.map(counts));
      drawStranger(below, x, edges, stranger, counts(stranger));
      title(upper, 'known', known);
      title(lower, 'strangers', [stranger]);
      const at = left + Math.min(wide, x(threshold));
      line.attr('x1', px(at)).attr('x2', px(at));
      alarm.attr('x', px(at)).attr('width', px(right - at));
      name.attr('display', right - at > 104 ? null : 'none');
      mark.attr('display', picked ? null : 'none');
      if (picked)
        mark
          .attr('class', `picked-error ${digitClass(picked.digit)}`)
          .attr('transform', `translate(${px(Math.min(wide, x(picked.error)))},0)`);
      drawErrorTicks(ticks, x, width);
      svg.attr(
        'aria-label',
        `Errors from 0 to ${decimals(upTo, 2)}: of the ${kindsText(known)} above, of the ${stranger}s below; the threshold stands at ${decimals(threshold, 4)}.`,
      );
      if (handle) handle.style.left = `${((100 * at) / width).toFixed(2)}%`;
    },
  };
}

type Group = Selection<SVGGElement, unknown, null, undefined>;
type Scale = ScaleLinear<number, number>;

/** How many errors lie between each two edges; errors beyond the last edge are left out. */
function countsIn(edges: readonly number[], errors: readonly number[] | Float32Array): number[] {
  return bin<number, number>()
    .domain([edges[0]!, edges.at(-1)!])
    .thresholds(edges.slice(1, -1))(errors)
    .map(({ length }) => length);
}

/** Counts to pixels: the largest fills a half but for 6 px. */
const heightOf = (counts: readonly number[]) =>
  scaleLinear()
    .domain([0, max(counts) || 1])
    .range([0, HALF - 6]);

/** Draws the known digits upwards, one kind on the other. `counts` has a row for each digit. */
function drawKnown(group: Group, x: Scale, edges: readonly number[], known: readonly number[], counts: readonly number[][]): void {
  const upTo = (k: number) => edges.slice(1).map((_, i) => counts.slice(0, k).reduce((sum, each) => sum + each[i]!, 0));
  const up = heightOf(upTo(known.length));
  const stack = (k: number) => upTo(k).map((count) => -up(count));
  group
    .selectAll('path.bars')
    .data(known.map((digit, k) => ({ digit, path: bars(x, edges, stack(k), stack(k + 1)) })))
    .join((enter) => enter.insert('path', '.picked-error'))
    .attr('class', ({ digit }) => `bars ${digitClass(digit)}`)
    .attr('d', ({ path }) => path);
}

/** Draws the stranger downwards, hatched. */
function drawStranger(group: Group, x: Scale, edges: readonly number[], stranger: number, counts: readonly number[]): void {
  const heights = counts.map(heightOf(counts));
  const flat = heights.map(() => 0);
  group
    .selectAll('path')
    .data([
      { className: `bars strange ${digitClass(stranger)}`, path: bars(x, edges, flat, heights) },
      { className: `hatch ${digitClass(stranger)}`, path: hatch(x, edges, heights) },
    ])
    .join('path')
    .attr('class', ({ className }) => className)
    .attr('d', ({ path }) => path);
}

/** A strip 44 px wide over the threshold: sideways it drags, up and down it lets the page scroll. Calls back with 0..1 of the width. */
function drag(box: HTMLElement, moved: (at: number) => void): void {
  const strip = select(box).append('div').attr('class', 'threshold-handle').node()!;
  strip.addEventListener('pointerdown', (event) => {
    event.preventDefault();
    strip.setPointerCapture(event.pointerId);
  });
  strip.addEventListener('pointermove', (event) => {
    if (!strip.hasPointerCapture(event.pointerId)) return;
    const { left, width } = box.getBoundingClientRect();
    moved((event.clientX - left) / width);
  });
}
