// The cost chart to draw on: the curve the reader expects, and over it, once it may be seen, the test cost of the run.
import { line, pointer, scaleLog, scaleSymlog } from 'd3';
import { tested } from '../../kit/draw/cost-curve.ts';
import type { Baselines, CostPoint } from '../../model/cost.ts';
import { costText, countText } from '../../kit/words.ts';
import { costFrame, drawBaselines, drawLabels } from '../../kit/draw/cost-frame.ts';
import type { Mount } from '../../kit/draw/figure.ts';
import { curveOf, expectedText, GUESS_STEPS, GUESS_WINDOW, type Guess, type Spot } from './guess.ts';
import { px } from '../../kit/draw/sizes.ts';
import { drawTicks } from '../../kit/draw/ticks.ts';

export interface CostGuessOptions {
  /** The reader's pen goes from one spot to the next; from null where it comes down. Without it the picture is still. */
  readonly onStroke?: (from: Spot | null, to: Spot) => void;
}

export interface CostGuessData {
  readonly guess: Guess;
  /** Costs of the run; empty as long as they are hidden. */
  readonly costs: readonly CostPoint[];
  readonly baselines: Baselines | null;
  /** Whether the guess can be changed. */
  readonly open: boolean;
  /** What the run's curve is called. */
  readonly name: string;
}

const COST_TICKS = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1];
const STEP_TICKS = [0, 1, 10, 100, 1000];

/** Part of the width at either end that counts as the end. */
const EDGE = 0.03;

/** What the chart shows, in words: its text alternative. */
function finding({ guess, costs }: CostGuessData): string {
  const curve = curveOf(guess);
  const [first, last] = [curve[0], curve.at(-1)];
  const mine =
    first && last
      ? `You expect a cost of ${expectedText(first.cost)} at step ${countText(first.step)} and ${expectedText(last.cost)} at step ${countText(last.step)}.`
      : 'No guess yet.';
  const end = tested(costs).at(-1);
  return end ? `${mine} The test cost at step ${countText(end.step)} is ${costText(end.testCost)}.` : mine;
}

export const mountCostGuess: Mount<CostGuessOptions, CostGuessData> = (host, { width, onStroke }) => {
  const titles = { cost: 'test cost (mean squared error)', step: 'step, logarithmic' };
  const room = costFrame(host, 'cost-chart cost-guess', { width }, titles);
  const { svg, frame, narrow, wide, high } = room;
  const x = scaleSymlog().constant(1).domain([0, GUESS_STEPS]).range([0, wide]);
  const y = scaleLog().domain(GUESS_WINDOW).range([high, 0]);
  drawTicks(frame.append('g').attr('transform', `translate(0,${high})`), {
    side: 'bottom',
    values: narrow ? STEP_TICKS : [...STEP_TICKS, GUESS_STEPS],
    at: x,
    text: countText,
    length: 5,
  });
  drawTicks(frame.append('g'), { side: 'left', values: COST_TICKS, at: y, text: String, length: wide });
  // A nested svg clips what leaves the window; a clip path would need an id of its own on every page.
  const plot = frame.append('svg').attr('width', wide).attr('height', high).attr('style', 'overflow:hidden');
  const references = plot.append('g');
  const guessLine = plot.append('path').attr('class', 'line guess');
  const dots = plot.append('g');
  const testLine = plot.append('path').attr('class', 'line test');
  const invitation = frame
    .append('text')
    .attr('class', 'invitation')
    .attr('x', wide / 2)
    .attr('y', high * 0.22)
    .attr('text-anchor', 'middle')
    .text('Draw the curve you expect');
  const names = frame.append('g');
  const path = line<readonly [number, number]>();
  const area = plot.append('rect').attr('width', wide).attr('height', high).attr('style', 'fill:transparent');

  if (onStroke) {
    const node = area.node()!;
    let last: Spot | null = null;
    const spotAt = (event: PointerEvent): Spot => {
      const [across, down] = pointer(event, node);
      const clamp = (value: number, most: number) => Math.min(most, Math.max(0, value));
      // Nobody's pen ends on the very edge.
      const edged = across < EDGE * wide ? 0 : across > (1 - EDGE) * wide ? wide : across;
      return { step: x.invert(clamp(edged, wide)), cost: y.invert(clamp(down, high)) };
    };
    const draw = (event: PointerEvent, from: Spot | null) => {
      last = spotAt(event);
      onStroke(from, last);
    };
    area
      .on('pointerdown', (event: PointerEvent) => {
        if (event.button !== 0 || !data?.open) return;
        event.preventDefault();
        node.setPointerCapture(event.pointerId);
        draw(event, null);
      })
      .on('pointermove', (event: PointerEvent) => {
        if (last) draw(event, last);
      })
      .on('pointerup pointercancel', () => {
        last = null;
      });
  }
  let data: CostGuessData | undefined;

  function drawNames(shown: CostGuessData): void {
    const { baselines, costs } = shown;
    const curve = curveOf(shown.guess);
    const end = tested(costs.filter(({ step }) => step <= GUESS_STEPS)).at(-1);
    const label = (key: string, long: string, short: string, value: number | undefined, text: string) =>
      value === undefined ? [] : [{ key, value, text: narrow ? short : `${long} ${text}` }];
    const labels = [
      ...label('zero', 'blank paper', 'blank', baselines?.zero, costText(baselines?.zero ?? 0)),
      ...label('mean', 'mean image', 'mean', baselines?.mean, costText(baselines?.mean ?? 0)),
      ...label('pca2', 'PCA-2', 'PCA-2', baselines?.pca2, costText(baselines?.pca2 ?? 0)),
      ...label('guess', 'your guess', 'your guess', curve.at(-1)?.cost, expectedText(curve.at(-1)?.cost ?? 0)),
      ...label('test', shown.name, shown.name, end?.testCost, costText(end?.testCost ?? 0)),
    ];
    drawLabels(names, labels, y, room);
    drawBaselines(references, labels, y, room);
  }

  return {
    update(next) {
      data = next;
      const { guess, costs, open } = next;
      const spots = curveOf(guess);
      svg.attr('aria-label', finding(next));
      guessLine.attr('d', path(spots.map(({ step, cost }) => [x(step), y(cost)] as const)));
      // A curve of one column is a dot.
      dots
        .selectAll('circle')
        .data(spots.length === 1 ? spots : [])
        .join('circle')
        .attr('class', 'guess-dot')
        .attr('r', 4)
        .attr('cx', ({ step }) => px(x(step)))
        .attr('cy', ({ cost }) => px(y(cost)));
      testLine.attr('d', path(tested(costs).map(({ step, testCost }) => [x(step), y(testCost)] as const)));
      invitation.attr('display', onStroke && open && spots.length === 0 ? null : 'none');
      // The pen needs the finger to itself, but only here and only while there is something to draw.
      // On the whole drawing: browsers do not heed touch-action on shapes inside an svg, and a swipe would leave the page.
      svg.style('touch-action', open && onStroke ? 'none' : 'auto');
      area.attr('style', `fill:transparent${open && onStroke ? ';cursor:crosshair' : ''}`);
      drawNames(next);
    },
  };
};
