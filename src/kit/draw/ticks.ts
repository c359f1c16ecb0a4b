// Ticks of an axis that is told which values to mark.
import type { Selection } from 'd3';

export interface Ticks {
  readonly side: 'bottom' | 'left';
  readonly values: readonly number[];
  /** Place of a value along the axis, in the group's units. */
  readonly at: (value: number) => number;
  readonly text: (value: number) => string;
  /** Length of the guide line: 5 for a mere tick, the plot's width for a line across it. */
  readonly length: number;
}

/** Draws or moves the ticks in a group whose origin is the axis's own. */
export function drawTicks(group: Selection<SVGGElement, unknown, null, undefined>, { side, values, at, text, length }: Ticks): void {
  const below = side === 'bottom';
  group
    .selectAll('g')
    .data(values)
    .join((enter) => {
      const tick = enter.append('g').attr('class', length > 5 ? 'grid' : 'axis');
      tick.append('line').attr(below ? 'y2' : 'x2', length);
      const label = tick.append('text');
      if (below) label.attr('y', 19).attr('text-anchor', 'middle');
      else label.attr('x', -7).attr('dy', '0.32em').attr('text-anchor', 'end');
      return tick;
    })
    .attr('transform', (value) => (below ? `translate(${at(value).toFixed(1)},0)` : `translate(0,${at(value).toFixed(1)})`))
    .select('text')
    .text(text);
}
