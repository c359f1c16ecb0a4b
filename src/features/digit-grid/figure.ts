// Many digits at one glance: some of each kind in rows, and before them the mean of their kind.
import { symbol } from 'd3';
import { PIXELS } from '../../model/spec.ts';
import type { Mount } from '../../kit/draw/figure.ts';
import { digitCanvas, drawDigits } from '../../kit/draw/ink.ts';
import { DIGIT_SYMBOLS, digitClass } from '../../kit/draw/marks.ts';
import { arrow, plate } from '../../kit/draw/canvas-under-svg.ts';
import { listText } from '../../kit/words.ts';

export interface DigitGridOptions {
  /** `rows`: three rows of each digit beside its mean image. `sheet`: 20 x 20 digits, nothing else. */
  readonly size: 'rows' | 'sheet';
  /** The reader picks a digit by its index. Without it the picture is still. */
  readonly onPick?: (index: number) => void;
}

export interface DigitGridData {
  /** `[n, 784]`, 0 paper to 1 ink */
  readonly images: Float32Array;
  /** `[n]` */
  readonly labels: ArrayLike<number>;
  /** Index of the marked digit, or null. */
  readonly picked: number | null;
}

const WORDS = ['zeros', 'ones', 'twos', 'threes', 'fours', 'fives', 'sixes', 'sevens', 'eights', 'nines'];
const ROWS = 3;
const SHEET = 20;

/** Indices by label, in the order given. */
function indicesByDigit(labels: ArrayLike<number>): Map<number, number[]> {
  const byDigit = new Map<number, number[]>();
  for (let i = 0; i < labels.length; i++) {
    const digit = labels[i]!;
    if (!byDigit.has(digit)) byDigit.set(digit, []);
    byDigit.get(digit)!.push(i);
  }
  return new Map([...byDigit].sort(([a], [b]) => a - b));
}

/** Images at some indices, one after another. */
function gather(images: Float32Array, indices: readonly number[]): Float32Array {
  const values = new Float32Array(indices.length * PIXELS);
  indices.forEach((index, n) => values.set(images.subarray(index * PIXELS, (index + 1) * PIXELS), n * PIXELS));
  return values;
}

/** Mean over images `[n, 784]`. */
function meanImage(images: Float32Array): Float32Array {
  const mean = new Float32Array(PIXELS);
  const count = images.length / PIXELS;
  for (let i = 0; i < images.length; i++) mean[i % PIXELS]! += images[i]! / count;
  return mean;
}

/** What the grid shows, in a sentence: its text alternative. */
export function gridText(labels: ArrayLike<number>): string {
  const kinds = [...indicesByDigit(labels)].map(([digit, indices]) => `${indices.length} ${WORDS[digit]}`);
  return `Handwritten digits as images of 28 by 28 pixels: ${listText(kinds) || 'none'}. No two of a kind are alike; the mean of each kind is a blurred digit.`;
}

/** Size of a digit's cell at a page width, and how many go in a row beside mean image and name. */
function layout(width: number): { cell: number; columns: number; left: number } {
  const cell = width >= 860 ? 56 : 42;
  const left = 30 + cell + 20;
  return { cell, left, columns: Math.max(4, Math.min(12, Math.floor((width - left) / cell))) };
}

export const mountDigitGrid: Mount<DigitGridOptions, DigitGridData> = (host, options) =>
  (options.size === 'sheet' ? mountSheet : mountRows)(host, options);

/** 400 digits, by kind, edge to edge. */
const mountSheet: Mount<DigitGridOptions, DigitGridData> = (host, { width }) => ({
  update({ images, labels }) {
    const side = Math.min(width, SHEET * 28);
    const { svg, place } = plate(host, 'digit-grid sheet', side, side);
    svg.attr('role', 'img').attr('aria-label', gridText(labels));
    const canvas = digitCanvas(host.ownerDocument, SHEET, SHEET);
    drawDigits(canvas, images.subarray(0, SHEET * SHEET * PIXELS), SHEET);
    place(canvas, 0, 0, side, side);
  },
});

/** The digits do not change while a network trains, so everything is drawn once per set of images. */
const mountRows: Mount<DigitGridOptions, DigitGridData> = (host, { width, onPick }) => {
  const { cell, columns, left } = layout(width);
  let drawn: Float32Array | undefined;
  let mark: (picked: number | null) => void = () => {};

  function draw({ images, labels }: DigitGridData): void {
    drawn = images;
    const groups = [...indicesByDigit(labels)];
    const groupHeight = ROWS * cell + 14;
    const { svg, place } = plate(host, 'digit-grid', left + columns * cell, groups.length * groupHeight + 18 + cell);
    svg.attr('role', onPick ? 'listbox' : 'img').attr('aria-label', gridText(labels));
    svg
      .append('text')

      .attr('x', 30 + cell / 2)
      .attr('y', 11)
      .attr('text-anchor', 'middle')
      .text('mean');
    const cells: { index: number; x: number; y: number; label: string }[] = [];

    groups.forEach(([digit, indices], g) => {
      const top = 18 + g * groupHeight;
      const name = svg
        .append('g')
        .attr('class', digitClass(digit))
        .attr('transform', `translate(10,${top + cell / 2})`);
      name
        .append('path')
        .attr('class', 'mark')
        .attr('d', symbol(DIGIT_SYMBOLS[digit]!, 60)() ?? '')
        .attr('transform', 'translate(0,18)');
      name.append('text').attr('class', 'digit-name').attr('text-anchor', 'middle').attr('dy', '0.32em').text(digit);
      const mean = digitCanvas(host.ownerDocument);
      drawDigits(mean, meanImage(gather(images, indices)));
      place(mean, 30, top, cell, cell);
      const shown = indices.slice(0, ROWS * columns);
      const canvas = digitCanvas(host.ownerDocument, columns, ROWS);
      drawDigits(canvas, gather(images, shown), columns);
      place(canvas, left, top, columns * cell, ROWS * cell);
      shown.forEach((index, n) => {
        cells.push({
          index,
          x: left + (n % columns) * cell,
          y: top + Math.floor(n / columns) * cell,
          label: `${digit}, test digit ${index}`,
        });
      });
    });

    // Under the means of each kind, the mean of all: no digit that anybody wrote.
    const bottom = 18 + groups.length * groupHeight;
    const all = digitCanvas(host.ownerDocument);
    drawDigits(all, meanImage(images));
    place(all, 30, bottom, cell, cell);
    svg
      .append('text')
      .attr('x', left)
      .attr('y', bottom + cell / 2)
      .attr('dy', '0.32em')
      .text(`mean of all ${labels.length}`);

    const frames = svg
      .selectAll<SVGRectElement, (typeof cells)[number]>('rect')
      .data(cells)
      .join('rect')
      .attr('class', 'frame')
      .attr('style', 'fill:transparent')
      .attr('x', ({ x }) => x)
      .attr('y', ({ y }) => y)
      .attr('width', cell)
      .attr('height', cell);
    if (onPick) {
      frames
        .attr('role', 'option')
        .attr('aria-label', ({ label }) => label)
        .on('click', (_: MouseEvent, { index }) => onPick(index))
        .on('keydown', (event: KeyboardEvent, { index }) => {
          const to = arrow(
            event.key,
            cells.findIndex((each) => each.index === index),
            cells.length,
            columns,
          );
          if (to === undefined) return;
          event.preventDefault();
          onPick(cells[to]!.index);
          frames.nodes()[to]!.focus();
        });
    }
    mark = (picked) => {
      frames.classed('picked', ({ index }) => index === picked);
      if (!onPick) return;
      const stop = cells.some(({ index }) => index === picked) ? picked : cells[0]?.index;
      frames.attr('aria-selected', ({ index }) => String(index === picked)).attr('tabindex', ({ index }) => (index === stop ? 0 : -1));
    };
  }

  return {
    update(data) {
      if (data.images !== drawn) draw(data);
      mark(data.picked);
    },
  };
};
