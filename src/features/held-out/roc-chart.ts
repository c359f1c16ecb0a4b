// ROC curves: the share of strangers caught over the share of false alarms, and where the present threshold stands.
import { line, scaleLinear } from 'd3';
import type { Rates, RocPoint } from '../../model/roc.ts';
import { spread } from '../../kit/draw/cost-curve.ts';
import { areaText, percent, type Detector } from './scores.ts';
import { plate } from '../../kit/draw/canvas-under-svg.ts';
import { drawTicks } from '../../kit/draw/ticks.ts';

export interface RocData {
  /** The network's first: it carries the point. */
  readonly detectors: readonly Detector[];
  readonly now: Rates;
}

export interface RocChart {
  update(data: RocData): void;
}

const [LEFT, RIGHT, TOP, BOTTOM] = [46, 18, 22, 38];
const px = (value: number) => value.toFixed(1);
/** Room for the names, from the lower right corner. */
const LINE = 17;

/** Points of the plot at least a pixel and a half apart, and the last: a curve of 2,000 scores has more than a screen can show. */
function thinned(points: readonly RocPoint[], x: (share: number) => number, y: (share: number) => number): [number, number][] {
  const places = points.map(({ falsePositiveRate, truePositiveRate }): [number, number] => [x(falsePositiveRate), y(truePositiveRate)]);
  let last = places[0]!;
  return places.filter((place, n) => {
    const far = Math.abs(place[0] - last[0]) + Math.abs(place[1] - last[1]) >= 1.5;
    if (n > 0 && n < places.length - 1 && !far) return false;
    last = place;
    return true;
  });
}

/** Draws in `host`: a square plot as wide as there is room. */
export function rocChart(host: HTMLElement, width: number): RocChart {
  const side = width - LEFT - RIGHT;
  const { svg } = plate(host, 'roc-chart', width, side + TOP + BOTTOM);
  svg.attr('role', 'img');
  const frame = svg.append('g').attr('transform', `translate(${LEFT},${TOP})`);
  svg.append('text').attr('class', 'title').attr('y', 12).text('strangers caught');
  svg
    .append('text')
    .attr('x', width - RIGHT)
    .attr('y', side + TOP + BOTTOM - 3)
    .attr('text-anchor', 'end')
    .text('false alarms');
  const x = scaleLinear().range([0, side]);
  const y = scaleLinear().range([side, 0]);
  const shares = [0, 0.5, 1];
  const text = (share: number) => `${100 * share} %`;
  drawTicks(frame.append('g').attr('transform', `translate(0,${side})`), { side: 'bottom', values: shares, at: x, text, length: 4 });
  drawTicks(frame.append('g'), { side: 'left', values: shares, at: y, text, length: side });
  frame.append('line').attr('class', 'chance').attr('x1', 0).attr('y1', side).attr('x2', side).attr('y2', 0);
  const curves = frame.append('g');
  const names = frame.append('g');
  const path = line().digits(1);
  const point = frame.append('circle').attr('class', 'roc-now').attr('r', 6);

  return {
    update({ detectors, now }) {
      const entries = [
        ...detectors.map(({ key, name, area }) => ({ key: String(key), text: `${name} ${areaText(area)}` })),
        { key: 'chance', text: 'guessing 0.500' },
      ];
      curves
        .selectAll('path')
        .data(detectors.toReversed())
        .join('path')
        .attr('class', ({ key }) => `roc ${key}`)
        .attr('d', ({ points }) => path(thinned(points, x, y)) ?? '');
      const levels = spread(
        entries.map((_, k) => side - (entries.length - 1 - k) * LINE - 12),
        LINE,
        0,
        side,
      );
      const rows = names
        .selectAll('g')
        .data(entries)
        .join((enter) => {
          const row = enter.append('g');
          row.append('line').attr('x1', -26).attr('x2', -4);
          row.append('text').attr('dy', '0.32em');
          return row;
        });
      rows.attr('class', ({ key }) => `roc-name of-${key}`).attr('transform', (_, k) => `translate(${px(side - 124)},${px(levels[k]!)})`);
      rows.select('line').attr('class', ({ key }) => (key === 'chance' ? 'chance' : `roc ${key}`));
      rows.select('text').text(({ text }) => text);
      point.attr('cx', px(x(now.falsePositiveRate))).attr('cy', px(y(now.truePositiveRate)));
      const areas = detectors.map(({ name, area }) => `${name}: area ${areaText(area)}`).join(', ');
      svg.attr(
        'aria-label',
        `ROC curves. ${areas}. The threshold catches ${percent(now.truePositiveRate)} with ${percent(now.falsePositiveRate)} false alarms.`,
      );
    },
  };
}
