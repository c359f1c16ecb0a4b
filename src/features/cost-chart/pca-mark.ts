// The mark where a run's test cost is first below PCA's line: it stays, and rings once where the reader's own run gets there.
import type { Selection } from 'd3';
import { firstBelowPca } from '../../kit/draw/cost-curve.ts';
import type { CostFrame } from '../../kit/draw/cost-frame.ts';
import { px } from '../../kit/draw/sizes.ts';
import { countText } from '../../kit/words.ts';
import type { Baselines, CostPoint } from '../../model/cost.ts';

/** Room for the words at 13 px, in CSS pixels. */
const WORDS = 140;

type Scale = (value: number) => number;

/** Adds the mark to a chart; what comes back moves or hides it. */
export function pcaMark(parent: Selection<SVGGElement, unknown, null, undefined>, { wide }: CostFrame) {
  const mark = parent.append('g').attr('class', 'pca-mark').attr('display', 'none');
  const ring = mark.append('circle').attr('class', 'ring').attr('r', 4.5);
  mark.append('circle').attr('r', 4.5);
  const words = mark.append('text');
  let crossed: boolean | undefined;

  return (
    { costs, baselines }: { readonly costs: readonly CostPoint[]; readonly baselines: Baselines | null },
    x: Scale,
    y: Scale,
  ): void => {
    const first = firstBelowPca(costs, baselines);
    // Only what happens while the chart is looked at is news.
    ring.classed('news', first !== undefined && (crossed === false || ring.classed('news')));
    crossed = first !== undefined;
    mark.attr('display', first ? null : 'none');
    if (!first || !baselines) return;
    const [across, down] = [x(first.step), y(first.testCost)];
    mark.selectAll('circle').attr('cx', px(across)).attr('cy', px(down));
    // Right of the mark and above PCA's line there is nothing; near the right edge, left of it and below the curve.
    const right = across + WORDS < wide;
    words
      .attr('x', px(across + (right ? 6 : -9)))
      .attr('y', px(right ? y(baselines.pca2) - 7 : down + 15))
      .attr('text-anchor', right ? 'start' : 'end')
      .text(`below PCA, step ${countText(first.step)}`);
  };
}
