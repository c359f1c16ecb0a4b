// Test digits in three lines: what went in, what came out, and the signed difference, all on one fixed scale.
import { select } from 'd3';
import { imageErrors } from '../../model/forward.ts';
import { PIXELS } from '../../model/spec.ts';
import { digitPanel, type DigitPanel } from '../../kit/draw/digit-panel.ts';
import type { FigureOptions, Mount } from '../../kit/draw/figure.ts';
import { digitCanvas, drawDigits } from '../../kit/draw/ink.ts';
import { codeAt, digitsOf } from '../../kit/draw/reading.ts';
import { codeText, decimals, pickedText } from '../../kit/words.ts';

export interface ReconstructionOptions {
  /** The reader picks a test digit by its index among the watch digits. */
  readonly onPick?: ((index: number) => void) | undefined;
}

export interface ReconstructionData {
  /** Watch digits: first those in the three lines, last the one shown large. `[n]` */
  readonly indices: readonly number[];
  /** Their labels `[n]`. */
  readonly labels: readonly number[];
  /** `[n, 784]` in 0..1. */
  readonly images: Float32Array;
  /** `[n, 2]` */
  readonly codes: Float32Array;
  /** `[n, 784]`, values may leave 0..1. */
  readonly reconstructions: Float32Array;
}

/** How many digits stand in the lines. */
export const PAGE = 12;

/**
 * Which watch digits page `page` shows: as many of each digit, in the test set's order, starting over after the last.
 * @param labels of the watch digits `[500]`
 */
export function pageIndices(labels: Uint8Array, page: number, size = PAGE): number[] {
  const digits = digitsOf(labels);
  return digits.flatMap((digit, k) => {
    const own = [...labels.keys()].filter((index) => labels[index] === digit);
    const share = Math.floor(size / digits.length) + (k < size % digits.length ? 1 : 0);
    return Array.from({ length: share }, (_, i) => own[(page * share + i) % own.length]!);
  });
}

/** Row `n` of `[rows, 784]`. */
const row = (values: Float32Array, n: number) => values.subarray(n * PIXELS, (n + 1) * PIXELS);

/** Mean squared error of each digit, over its pixels. */
export function errorsOf({ images, reconstructions }: ReconstructionData): number[] {
  return imageErrors(images, reconstructions);
}

/** The digit shown large, in words. */
export function reconstructionText(data: ReconstructionData): string {
  return `${pickedText(data.labels.at(-1))}, squared error ${decimals(errorsOf(data).at(-1)!, 4)}.`;
}

const LINES = ['input', 'output', 'difference'];

/** In a box that the digits fill: room under each for its error, around it, and the smallest digit whose error still fits, in CSS pixels. */
const [ERROR, AROUND, SMALLEST] = [18, 8, 42];

/**
 * How many digits stand in a row of a box, each over its reconstruction, so that they are as large as they can be; their side in CSS pixels,
 * and whether their errors fit under them.
 */
export function fitDigits(width: number, height: number): { readonly columns: number; readonly side: number; readonly errors: boolean } {
  const fit = (errors: boolean) => {
    const side = (columns: number) =>
      Math.floor(Math.min(width / columns - AROUND, (height / Math.ceil(PAGE / columns) - (errors ? ERROR : 0) - AROUND) / 2));
    const columns = [1, 2, 3, 4, 6, 12].reduce((best, each) => (side(each) > side(best) ? each : best));
    return { columns, side: Math.max(1, side(columns)), errors };
  };
  const named = fit(true);
  return named.side < SMALLEST ? fit(false) : named;
}

export const mountReconstruction: Mount<ReconstructionOptions, ReconstructionData> = (
  host,
  { width, height, onPick }: ReconstructionOptions & FigureOptions,
) => {
  const root = select(host).append('div').attr('class', 'codes');
  const large = root.append('div').attr('class', 'triple').node()!;
  const [input, output, signed] = LINES.map((label) => digitPanel(large, { label })) as [DigitPanel, DigitPanel, DigitPanel];
  const lines = root.append('div').attr('class', 'lines');
  if (height !== undefined) {
    const { columns, side, errors } = fitDigits(width, height);
    lines.attr('style', `--columns:${columns};--side:${side}px`).classed('without-errors', !errors);
  }
  const canvases: HTMLCanvasElement[][] = [];
  const items: HTMLButtonElement[] = [];
  let data: ReconstructionData | undefined;

  for (let n = 0; n < PAGE; n++) {
    // Six to a line on phones: the names of the lines stand before each half, and the stylesheet hides the second where it can.
    if (n % 6 === 0) {
      const names = lines.append('div').attr('class', 'line-names').attr('aria-hidden', 'true');
      for (const text of [...LINES, 'error']) names.append('span').text(text);
    }
    const item = lines.append('button').attr('type', 'button').attr('class', 'item').node()!;
    canvases.push(
      LINES.map(() => {
        const canvas = digitCanvas(host.ownerDocument);
        item.append(canvas);
        return canvas;
      }),
    );
    select(item).append('span').attr('class', 'item-error');
    items.push(item);
    item.addEventListener('click', () => data && onPick?.(data.indices[n]!));
  }

  /** One stop of the tab key for all twelve; arrow keys go from digit to digit. */
  lines.on('keydown', (event: KeyboardEvent) => {
    const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    const from = items.indexOf(host.ownerDocument.activeElement as HTMLButtonElement);
    if (by === undefined || from < 0) return;
    event.preventDefault();
    const to = items[(from + by + PAGE) % PAGE]!;
    to.focus();
    to.click();
  });

  return {
    update(next) {
      data = next;
      const { images, reconstructions, labels, indices } = next;
      const errors = errorsOf(next);
      const difference = reconstructions.map((value, i) => value - images[i]!);
      const last = indices.length - 1;
      const picked = indices[last]!;
      const current = Math.max(0, indices.slice(0, PAGE).indexOf(picked));
      items.forEach((item, n) => {
        const [first, second, third] = canvases[n] as [HTMLCanvasElement, HTMLCanvasElement, HTMLCanvasElement];
        drawDigits(first, row(images, n));
        drawDigits(second, row(reconstructions, n));
        drawDigits(third, row(difference, n), 1, 'difference');
        const error = decimals(errors[n]!, 4);
        select(item)
          .attr('aria-pressed', String(indices[n] === picked))
          .attr('tabindex', n === current ? '0' : '-1')
          .attr('aria-label', `a ${labels[n]}, error ${error}`)
          .select('.item-error')
          .text(error);
      });
      input.show(row(images, last), `a ${labels[last]}`);
      output.show(row(reconstructions, last), codeText(codeAt(next.codes, last)));
      signed.show(row(difference, last), `error ${decimals(errors[last]!, 4)}`, 'difference');
    },
  };
};
