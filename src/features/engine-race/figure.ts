// The race as bars: a row an engine, milliseconds a step on a logarithmic scale, what the notebook's run would take, and a button.
import { scaleLog, select, type Selection } from 'd3';
import type { FigureOptions, Mount } from '../../kit/draw/figure.ts';
import { px } from '../../kit/draw/sizes.ts';
import { countText, engineText, stepTimeText } from '../../kit/words.ts';
import { RECIPES } from '../../model/recipes.ts';
import { ranking, totalText, type RaceRow } from './words.ts';

export interface RaceOptions {
  /** The reader wants to train on an engine, or no longer, by its place in `rows`. */
  readonly onChoose?: ((row: number) => void) | undefined;
}

export interface RaceData {
  readonly rows: readonly RaceRow[];
}

/** The scale's ends in milliseconds; a faster or slower engine moves them to the next power of ten. */
const [LEAST, MOST] = [1, 10_000];

const MARKS: Readonly<Record<RaceRow['state'], readonly [mark: string, words: string]>> = {
  waiting: ['', ''],
  running: ['…', ''],
  right: ['✓', 'right: '],
  wrong: ['✗', 'wrong: '],
  unavailable: ['–', 'not here: '],
};

/** The unit stands where it begins. */
function tickText(ms: number, k: number): string {
  if (ms >= 1_000) return `${ms / 1_000}${ms === 1_000 || k === 0 ? ' s' : ''}`;
  return `${ms}${k === 0 ? ' ms' : ''}`;
}

/** What stands in the place of the bar. */
function remark({ state, why }: RaceRow): string {
  if (state === 'running') return 'measuring';
  return state === 'wrong' || state === 'unavailable' ? why : '';
}

/** Places along the bars, in percent, and the powers of ten to mark. */
function scaleOf(rows: readonly RaceRow[]) {
  const times = ranking(rows).map(({ msPerStep }) => msPerStep);
  const power = (round: (value: number) => number, value: number) => 10 ** round(Math.log10(value));
  const [least, most] = [power(Math.floor, Math.min(LEAST, ...times)), power(Math.ceil, Math.max(MOST, ...times))];
  const x = scaleLog([least, most], [0, 100]);
  const ticks = Array.from({ length: Math.round(Math.log10(most / least)) + 1 }, (_, k) => Number((least * 10 ** k).toPrecision(1)));
  return { x, ticks };
}

/** Guide lines under a bar, or under none. */
function drawBar(svg: Selection<SVGSVGElement, RaceRow, HTMLElement, unknown>, x: (ms: number) => number, ticks: readonly number[]): void {
  svg.each(function ({ msPerStep }) {
    const bar = select(this);
    const at = (ms: number) => `${px(x(ms))}%`;
    bar.selectAll('line').data(ticks).join('line').attr('class', 'tick').attr('x1', at).attr('x2', at).attr('y2', '100%');
    bar
      .selectAll('rect')
      .data(msPerStep === undefined ? [] : [msPerStep])
      .join('rect')
      .attr('class', 'bar')
      .attr('y', '50%')
      .attr('height', 14)
      .attr('transform', 'translate(0,-7)')
      .attr('width', at);
  });
}

export const mountRace: Mount<RaceOptions, RaceData> = (host, { onChoose }: RaceOptions & FigureOptions) => {
  const root = select(host).append('div').attr('class', 'race');
  const head = root.append('div').attr('class', 'race-row race-head').attr('aria-hidden', 'true');
  head.append('span').attr('class', 'race-name').text('engine');
  const scale = head.append('span').attr('class', 'race-ticks');
  head.append('span').attr('class', 'race-time').text('a step');
  head
    .append('span')
    .attr('class', 'race-total')
    .text(`${countText(RECIPES.notebook.steps)} steps`);
  const list = root.append('ol');

  return {
    update({ rows }) {
      const { x, ticks } = scaleOf(rows);
      scale
        .selectAll('span')
        .data(ticks)
        .join('span')
        .attr('style', (ms) => `left:${px(x(ms))}%`)
        .text(tickText);
      const fastest = ranking(rows)[0];
      const entries = list
        .selectAll<HTMLLIElement, RaceRow>('li')
        .data(rows)
        .join((enter) => {
          const row = enter.append('li');
          const mark = row.append('span').attr('class', 'race-mark');
          mark.append('span').attr('aria-hidden', 'true');
          mark.append('span').attr('class', 'visually-hidden');
          const name = row.append('span').attr('class', 'race-name');
          name.append('b');
          name.append('small');
          row.append('svg').attr('class', 'race-bar').attr('aria-hidden', 'true');
          row.append('span').attr('class', 'race-why');
          row.append('span').attr('class', 'race-time');
          row.append('span').attr('class', 'race-total');
          row
            .append('button')
            .attr('type', 'button')
            .text('Train on this')
            .on('click', function () {
              onChoose?.(list.selectAll('button').nodes().indexOf(this));
            });
          return row;
        })
        .attr('class', (row) =>
          ['race-row', row.state, row.name === fastest?.name && row.threads === fastest.threads && 'fastest'].filter(Boolean).join(' '),
        );
      entries.select('.race-mark > :first-child').text(({ state }) => MARKS[state][0]);
      entries.select('.race-mark > :last-child').text(({ state }) => MARKS[state][1]);
      entries.select('.race-name > b').text(engineText);
      entries.select('.race-name > small').text(({ inSoftware }) => (inSoftware ? ' in software' : ''));
      drawBar(entries.select<SVGSVGElement>('svg') as never, x, ticks);
      entries.select('.race-why').text(remark);
      entries.select('.race-time').text(({ msPerStep }) => (msPerStep === undefined ? '' : `${stepTimeText(msPerStep)} ms`));
      entries.select('.race-total').text(({ msPerStep }) => (msPerStep === undefined ? '' : totalText(msPerStep)));
      entries
        .select('button')
        .attr('hidden', ({ state }) => (state === 'right' ? null : ''))
        .attr('aria-pressed', ({ chosen }) => String(chosen))
        .attr('aria-label', (row) => `Train on this: ${engineText(row)}`);
    },
  };
};
