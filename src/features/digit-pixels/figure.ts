// One digit, large, and the same digit as the list of 784 numbers that it is for a network.
import { pointer, select } from 'd3';
import { PIXELS, SIDE } from '../../model/spec.ts';
import type { Mount } from '../../kit/draw/figure.ts';
import { digitCanvas, drawDigits } from '../../kit/draw/ink.ts';
import { arrow, plate } from '../../kit/draw/canvas-under-svg.ts';

export interface DigitPixelsOptions {
  /** The reader points at pixel 0..783. Without it the picture is still. */
  readonly onRead?: (pixel: number) => void;
}

export interface DigitPixelsData {
  /** `[784]`, 0 paper to 1 ink */
  readonly image: Float32Array;
  readonly label: number;
  /** Pixel to mark, 0..783, row by row. */
  readonly pixel: number;
}

/** Numbers in a line of the list: four lines are one row of the image. */
const PER_LINE = 7;
const LINES = PIXELS / PER_LINE;
/** Lines of the list that show at once. */
const SHOWN = 14;

/** A pixel of an image `[784]` in words: its place, its value and the byte it was stored as. */
export function pixelText(image: Float32Array, pixel: number): string {
  const value = image[pixel] ?? 0;
  return `Row ${Math.floor(pixel / SIDE) + 1}, column ${(pixel % SIDE) + 1}: ${value.toFixed(3)} (byte ${Math.round(value * 255)} of 255), number ${pixel + 1} of ${PIXELS}`;
}

/** An image `[784]` in a sentence: the figure's text alternative. */
export function pixelsText(image: Float32Array, label: number): string {
  const ink = image.reduce((count, value) => count + (value > 0 ? 1 : 0), 0);
  return `A handwritten ${label} as ${PIXELS} numbers: ${ink} of its pixels carry ink, ${PIXELS - ink} are 0.`;
}

/** Index of the pixel of an image `[784]` with the most ink: where reading starts. */
export function darkest(image: Float32Array): number {
  return image.reduce((best, value, i) => (value > image[best]! ? i : best), 0);
}

/** The lines of the list around a pixel; the marked number stays in the middle lines. */
function linesAround(pixel: number): number[] {
  const first = Math.max(0, Math.min(LINES - SHOWN, Math.floor(pixel / PER_LINE) - SHOWN / 2));
  return Array.from({ length: SHOWN }, (_, k) => first + k);
}

/** Image beside the list, or above it where both do not fit. */
export const mountDigitPixels: Mount<DigitPixelsOptions, DigitPixelsData> = (host, { width, onRead }) => {
  const beside = width >= 600;
  const side = beside ? (width >= 700 ? 12 : 10) * SIDE : Math.min(width - 2, 12 * SIDE);
  const cell = side / SIDE;
  const listLeft = beside ? side + 28 : 0;
  const listTop = beside ? 14 : side + 30;
  const listWidth = Math.min(400, width - listLeft);
  const column = (listWidth - 62) / PER_LINE;
  const { svg, place } = plate(host, 'digit-pixels', listLeft + listWidth, beside ? Math.max(side + 2, SHOWN * 23) : listTop + SHOWN * 23);
  const canvas = digitCanvas(host.ownerDocument);
  place(canvas, 1, 1, side, side);

  const picture = svg.append('g').attr('transform', 'translate(1,1)');
  const lines = Array.from({ length: SIDE + 1 }, (_, k) => `M${k * cell},0V${side}M0,${k * cell}H${side}`).join('');
  picture.append('path').attr('class', 'pixel-lines').attr('d', lines);
  const cursor = picture.append('rect').attr('class', 'frame picked').attr('width', cell).attr('height', cell).attr('style', 'fill:none');
  const list = svg.append('g').attr('class', 'numbers').attr('transform', `translate(${listLeft},${listTop})`);
  const frame = list
    .append('rect')
    .attr('class', 'frame picked')
    .attr('width', column)
    .attr('height', 20)
    .attr('y', -14)
    .attr('style', 'fill:none');

  let shown: DigitPixelsData | undefined;
  const area = picture
    .append('rect')
    .attr('class', 'touch')
    .attr('width', side)
    .attr('height', side)
    .attr('style', 'fill:transparent;cursor:crosshair');
  if (onRead) {
    // A finger that goes sideways reads; up and down it scrolls. Browsers heed this on the svg, not on its shapes.
    svg.style('touch-action', 'pan-y');
    const read = (event: PointerEvent) => {
      const [x, y] = pointer(event, area.node());
      const at = (along: number) => Math.max(0, Math.min(SIDE - 1, Math.floor(along / cell)));
      onRead(at(y) * SIDE + at(x));
    };
    // A list of 784 numbers is one-dimensional, and so is a slider; up and down go a row of the image.
    area
      .attr('role', 'slider')
      .attr('tabindex', 0)
      .attr('aria-label', 'Pixel')
      .attr('aria-valuemin', 1)
      .attr('aria-valuemax', PIXELS)
      .on('pointermove pointerdown', read)
      .on('keydown', (event: KeyboardEvent) => {
        const to = arrow(event.key, shown?.pixel ?? 0, PIXELS, SIDE);
        if (to === undefined) return;
        event.preventDefault();
        onRead(to);
      });
  } else svg.attr('role', 'img');

  return {
    update(data) {
      const { image, label, pixel } = data;
      if (image !== shown?.image) {
        drawDigits(canvas, image);
        svg.attr('aria-label', pixelsText(image, label));
        if (onRead) svg.attr('role', 'group');
      }
      shown = data;
      cursor.attr('x', (pixel % SIDE) * cell).attr('y', Math.floor(pixel / SIDE) * cell);
      area.attr('aria-valuenow', onRead ? pixel + 1 : null).attr('aria-valuetext', onRead ? pixelText(image, pixel) : null);
      const around = linesAround(pixel);
      list
        .selectAll<SVGGElement, number>('g')
        .data(around)
        .join((enter) => {
          const row = enter.append('g').attr('aria-hidden', 'true');
          row.append('text').attr('class', 'index').attr('x', 50).attr('text-anchor', 'end');
          for (let k = 0; k < PER_LINE; k++)
            row
              .append('text')
              .attr('class', 'number')
              .attr('x', 60 + (k + 0.5) * column)
              .attr('text-anchor', 'middle');
          return row;
        })
        .attr('transform', (_, k) => `translate(0,${k * 23})`)
        .each(function (line) {
          const first = line * PER_LINE;
          select(this)
            .select('.index')
            .text(first % SIDE === 0 ? `row ${first / SIDE + 1}` : '');
          select(this)
            .selectAll('.number')
            .data(image.subarray(first, first + PER_LINE))
            .classed('zero', (value) => value === 0)
            .text((value) => (value === 0 ? '0' : value.toFixed(2)));
        });
      const line = Math.floor(pixel / PER_LINE);
      frame.attr('x', 60 + (pixel % PER_LINE) * column).attr('y', (line - around[0]!) * 23 - 15);
    },
  };
};
