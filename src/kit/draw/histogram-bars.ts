// The bars of a histogram as paths, the ticks below them, and its titles with the digits' shapes.
import { symbol, type ScaleLinear, type Selection } from 'd3';
import { DIGIT_SYMBOLS, digitClass } from './marks.ts';
import { px } from './sizes.ts';
import { drawTicks } from './ticks.ts';

/** One path for all bars of a kind: `from` and `to` are heights by bin, in pixels. */
export function bars(x: ScaleLinear<number, number>, edges: readonly number[], from: readonly number[], to: readonly number[]): string {
  return to
    .map((height, k) => {
      if (height === from[k]) return '';
      const [left, right] = [x(edges[k]!) + 0.5, x(edges[k + 1]!) - 0.5];
      return `M${px(left)},${px(from[k]!)}H${px(right)}V${px(height)}H${px(left)}Z`;
    })
    .join('');
}

/** Slanted strokes over a bar, so that the stranger is told by more than its colour. */
export function hatch(x: ScaleLinear<number, number>, edges: readonly number[], to: readonly number[]): string {
  const strokes: string[] = [];
  to.forEach((height, k) => {
    const [left, right] = [x(edges[k]!) + 0.5, x(edges[k + 1]!) - 0.5];
    for (let y = 0; y + 4 < height; y += 5) strokes.push(`M${px(left)},${px(y + Math.min(4, height - y))}L${px(right)},${px(y)}`);
  });
  return strokes.join('');
}

/** What stands in a half of the plot: each digit by its shape and colour. */
export function title(host: Selection<SVGGElement, unknown, null, undefined>, what: string, digits: readonly number[]): void {
  host.attr('class', 'title').selectAll('text.what').data([what]).join('text').attr('class', 'what').attr('x', 8).attr('y', 12).text(what);
  const from = 8 + 6.4 * what.length + 16;
  const entries = host
    .selectAll<SVGGElement, number>('g')
    .data(digits)
    .join((enter) => {
      const entry = enter.append('g');
      entry.append('path').attr('class', 'mark');
      entry.append('text').attr('x', 9).attr('y', 4);
      return entry;
    });
  entries.attr('class', digitClass).attr('transform', (_, k) => `translate(${(from + 40 * k).toFixed(1)},8)`);
  entries.select('path').attr('d', (digit) => symbol(DIGIT_SYMBOLS[digit]!, 50)() ?? '');
  entries.select('text').text((digit) => `${digit}s`);
}

/** Ticks at round errors, for a figure `width` wide. */
export function drawErrorTicks(
  group: Selection<SVGGElement, unknown, null, undefined>,
  x: ScaleLinear<number, number>,
  width: number,
): void {
  const values = x.ticks(width < 400 ? 4 : 6);
  drawTicks(group, { side: 'bottom', values, at: x, text: (value) => String(+value.toFixed(4)), length: 4 });
}
