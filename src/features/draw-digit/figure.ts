// What the network makes of a digit of the reader's: its code among the test digits', its copy, its error among theirs, its neighbours.
import { bin, max, nice, quantileSorted, scaleLinear, select, type Selection } from 'd3';
import { meanSquaredError } from '../../model/forward.ts';
import { PIXELS } from '../../model/spec.ts';
import { codeField, type FieldData } from '../../kit/draw/code-field.ts';
import { digitPanel } from '../../kit/draw/digit-panel.ts';
import type { FigureOptions, Mount } from '../../kit/draw/figure.ts';
import { bars, drawErrorTicks } from '../../kit/draw/histogram-bars.ts';
import { digitCanvas, drawDigits } from '../../kit/draw/ink.ts';
import { digitClass } from '../../kit/draw/marks.ts';
import { keepWindow, nearest, windowAround, type Point } from '../../kit/draw/plane.ts';
import { plate } from '../../kit/draw/canvas-under-svg.ts';
import { codeText, decimals } from '../../kit/words.ts';
import { planeSize, px } from '../../kit/draw/sizes.ts';

export interface OwnDigitOptions {
  readonly pixelRatio?: number | undefined;
  /** The reader chose one of the neighbours, a test digit. */
  readonly onPick?: ((index: number) => void) | undefined;
}

/** A digit and what came back of it. */
export interface Judged {
  /** `[784]` in 0..1 */
  readonly image: Float32Array;
  readonly code: Point;
  /** `[784]`, values may leave 0..1 */
  readonly reconstruction: Float32Array;
}

export interface OwnDigitData extends FieldData {
  readonly own?: Judged | undefined;
  /** Squared errors of the test digits, in any order; undefined where they are not known. */
  readonly errors?: Float32Array | undefined;
  /** The nearest test digits with their images `[5, 784]`. */
  readonly neighbours?: { readonly indices: readonly number[]; readonly images: Float32Array } | undefined;
}

/** How many of the nearest test digits are shown. */
const NEIGHBOURS = 5;

/** The test digits whose codes lie next to a digit's own. */
export const neighboursOf = (codes: Float32Array, code: Point): number[] => nearest(codes, code, NEIGHBOURS);

export const errorOf = ({ image, reconstruction }: Judged): number => meanSquaredError(image, reconstruction);

/** Share of the test digits, whose errors are `[n]`, that are reconstructed better. */
export function rankOf(error: number, errors: Float32Array): number {
  return errors.filter((each) => each < error).length / errors.length;
}

/** All of it in words. */
export function ownDigitText({ own, errors, codes, labels }: OwnDigitData): string {
  if (!own) return 'Draw a digit, take a test digit, or choose an image.';
  const error = errorOf(own);
  const rank = errors && Math.round(100 * rankOf(error, errors));
  const place = rank === undefined ? '' : `, worse than ${rank} % of the test digits`;
  const around = neighboursOf(codes, own.code).map((index) => labels[index]!);
  return `Your digit lands at z = ${codeText(own.code)}. Squared error of its copy: ${decimals(error, 4)}${place}. Nearest test digits: ${around.join(', ')}.`;
}

const HISTOGRAM = { height: 118, left: 8, right: 12, top: 26, bottom: 34 };
const BINS = 36;

interface Histogram {
  update(errors: Float32Array | undefined, error: number | undefined): void;
}

/** Errors of the test digits as bars, and where the reader's digit stands among them. */
function histogram(host: HTMLElement, width: number): Histogram {
  const { height, left, right, top, bottom } = HISTOGRAM;
  const { svg } = plate(host, 'own-errors', width, height);
  const floor = height - bottom;
  const heights = svg.append('path').attr('class', 'bars');
  const axis = svg.append('g').attr('class', 'axis').attr('transform', `translate(0,${floor})`);
  axis
    .append('line')
    .attr('x1', left)
    .attr('x2', width - right);
  const ticks = axis.append('g');
  const text = (x: number, y: number, anchor: string, words: string) =>
    svg.append('text').attr('x', x).attr('y', y).attr('text-anchor', anchor).text(words);
  text(width - right, height - 3, 'end', 'squared error of a test digit');
  const line = svg
    .append('line')
    .attr('class', 'own-line')
    .attr('y1', top - 10)
    .attr('y2', floor);
  const name = text(0, top - 14, 'middle', '').attr('class', 'title');
  let drawn: Float32Array | undefined;
  let x = scaleLinear()
    .domain([0, 0.1])
    .range([left, width - right]);

  function drawBars(errors: Float32Array): void {
    drawn = errors;
    const most =
      1.15 *
        (quantileSorted(
          [...errors].sort((a, b) => a - b),
          0.995,
        ) ?? 0) || 0.1;
    const upTo = nice(0, most, 8)[1];
    x = scaleLinear()
      .domain([0, upTo])
      .range([left, width - right]);
    const edges = Array.from({ length: BINS + 1 }, (_, k) => (upTo * k) / BINS);
    const counts = bin<number, number>().domain([0, upTo]).thresholds(edges.slice(1, -1))([...errors]);
    const tall = scaleLinear()
      .domain([0, max(counts, ({ length }) => length) || 1])
      .range([0, floor - top]);
    const to = counts.map(({ length }) => floor - tall(length));
    heights.attr(
      'd',
      bars(
        x,
        edges,
        to.map(() => floor),
        to,
      ),
    );
    drawErrorTicks(ticks, x, width);
  }

  return {
    update(errors, error) {
      if (errors && errors !== drawn) drawBars(errors);
      const shown = errors !== undefined && error !== undefined;
      for (const part of [line, name]) part.attr('display', shown ? null : 'none');
      if (!shown) return;
      const beyond = error > x.domain()[1]!;
      const at = Math.min(width - right, x(error));
      line.attr('x1', px(at)).attr('x2', px(at));
      // The name stays inside the drawing.
      name.attr('x', px(Math.min(width - 52, Math.max(48, at)))).text(`yours ${decimals(error, 4)}${beyond ? ' →' : ''}`);
    },
  };
}

interface Row {
  update(data: OwnDigitData): void;
}

/** The nearest test digits as buttons. */
function neighbourRow(host: HTMLElement, onPick: OwnDigitOptions['onPick']): Row {
  const document = host.ownerDocument;
  let indices: readonly number[] = [];
  const items = Array.from({ length: NEIGHBOURS }, (_, n) => {
    const button = document.createElement('button');
    button.setAttribute('type', 'button');
    button.setAttribute('class', 'neighbour');
    const canvas = digitCanvas(document);
    const name = document.createElement('span');
    button.append(canvas, name);
    button.addEventListener('click', () => indices[n] !== undefined && onPick?.(indices[n]));
    host.append(button);
    return { button, canvas, name };
  });
  return {
    update({ labels, neighbours }) {
      indices = neighbours?.indices ?? [];
      items.forEach(({ button, canvas, name }, n) => {
        const index = indices[n];
        button.toggleAttribute('disabled', index === undefined || !onPick);
        const image = neighbours?.images.subarray(n * PIXELS, (n + 1) * PIXELS);
        drawDigits(canvas, image ?? new Float32Array(0));
        name.textContent = index === undefined ? '' : `a ${labels[index]}`;
        name.setAttribute('class', index === undefined ? '' : digitClass(labels[index]!));
        const label =
          index === undefined ? `neighbour ${n + 1}: none yet` : `a ${labels[index]}, test digit ${index}: mark it in every view`;
        button.setAttribute('aria-label', label);
      });
    },
  };
}

export const mountOwnDigit: Mount<OwnDigitOptions, OwnDigitData> = (host, options: OwnDigitOptions & FigureOptions) => {
  const { width, pixelRatio, onPick } = options;
  const root = select(host).append('div').attr('class', 'codes own-digit');
  const grid = root.append('div').attr('class', 'codes-grid');
  let own: Judged | undefined;
  const withOwn = (codes: Float32Array) => (own ? Float32Array.from([...codes, ...own.code]) : codes);
  const field = codeField(
    grid.node()!,
    {
      ...planeSize(width),
      pixelRatio,
      faint: true,
      choose: (current, codes) => keepWindow(current, withOwn(codes), windowAround),
    },
    follow,
  );
  const side = grid.append('div').attr('class', 'codes-side');
  const panels = side.append('div').attr('class', 'codes-panels').node()!;
  const [input, output] = [digitPanel(panels, { label: 'what it sees' }), digitPanel(panels, { label: 'its copy' })];
  side.append('div').attr('class', 'digit-panel-label').text('nearest test digits');
  const row = neighbourRow(side.append('div').attr('class', 'neighbours').node()!, onPick);
  const spread = histogram(root.append('div').node()!, width);
  const ties = field.overlay.append('g').attr('class', 'ties');
  const ring = field.overlay.append('circle').attr('class', 'picked').attr('r', 9);
  const dot = field.overlay.append('circle').attr('class', 'own-dot').attr('r', 3);
  let data: OwnDigitData | undefined;

  function follow(): void {
    const at = own && [field.x(own.code[0]), field.y(own.code[1])];
    const shown = at?.every(Number.isFinite) ?? false;
    for (const mark of [ring, dot]) mark.attr('display', shown ? null : 'none');
    const near = shown && data ? neighboursOf(data.codes, own!.code) : [];
    const lines = ties.selectAll('line').data(near).join('line') as Selection<SVGLineElement, number, SVGGElement, unknown>;
    if (!shown) return;
    const [x, y] = [px(at![0]!), px(at![1]!)];
    for (const mark of [ring, dot]) mark.attr('cx', x).attr('cy', y);
    lines
      .attr('x1', x)
      .attr('y1', y)
      .attr('x2', (index) => px(field.placeOf(index)[0]))
      .attr('y2', (index) => px(field.placeOf(index)[1]));
  }

  return {
    update(next) {
      data = next;
      own = next.own;
      field.show(next);
      follow();
      input.show(own?.image);
      output.show(own?.reconstruction, own ? codeText(own.code) : '');
      row.update(next);
      spread.update(next.errors, own && errorOf(own));
    },
  };
};
