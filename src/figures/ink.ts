// Digits as ink on paper: 0 is the page's paper (transparent), 1 its ink; what leaves 0..1 is tinted.
import { PIXELS, SIDE } from '../model/spec.ts';

export type Colouring = 'ink' | 'jet' | 'difference';

/** Red, green, blue and alpha, 0..255, of one value. */
export type Pixel = (value: number) => readonly [r: number, g: number, b: number, a: number];

const clamp = (value: number) => Math.min(1, Math.max(0, value));

/**
 * Paper to ink for 0..1. Below 0 turns blue and above 1 red, fully at 0.5 beyond, so that a linear output that leaves
 * the range is seen to. The page inverts the canvas in the dark theme (class `ink`) and turns hues back.
 */
function inkPixel(value: number): ReturnType<Pixel> {
  if (value < 0) return [0, 70, 200, Math.round(255 * clamp(-2 * value))];
  if (value > 1) return [Math.round(220 * clamp(2 * (value - 1))), 0, 0, 255];
  return [0, 0, 0, Math.round(255 * value)];
}

/** Signed difference -1..1: blue below 0, red above, paper at 0. */
function differencePixel(value: number): ReturnType<Pixel> {
  const alpha = Math.round(255 * clamp(Math.abs(value)));
  return value < 0 ? [0, 70, 200, alpha] : [200, 30, 0, alpha];
}

/** The notebook's colour map, "jet", on 0..1 (piecewise linear, as matplotlib defines it). */
function jetPixel(value: number): ReturnType<Pixel> {
  const v = clamp(value);
  const ramp = (centre: number) => Math.round(255 * clamp(1.5 - Math.abs(4 * v - centre)));
  return [ramp(3), ramp(2), ramp(1), 255];
}

const PIXEL: Readonly<Record<Colouring, Pixel>> = { ink: inkPixel, difference: differencePixel, jet: jetPixel };

/**
 * Makes a canvas of `columns` x `rows` digit cells, each 28 x 28 device-independent pixels, scaled up by CSS with crisp edges.
 * Class `ink` lets the dark theme invert it.
 */
export function digitCanvas(document: Document, columns = 1, rows = 1): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = columns * SIDE;
  canvas.height = rows * SIDE;
  canvas.setAttribute('class', 'digits ink');
  return canvas;
}

/**
 * Draws images `[n, 784]` row by row into the cells of a `digitCanvas`; `columns` cells a row. Cells without an image are cleared.
 * @param values pixel values, 0 paper to 1 ink (or -1..1 for `difference`)
 */
export function drawDigits(canvas: HTMLCanvasElement, values: Float32Array, columns = 1, colouring: Colouring = 'ink'): void {
  const context = canvas.getContext('2d');
  if (!context) return;
  canvas.setAttribute('class', colouring === 'jet' ? 'digits' : 'digits ink');
  const { width, height } = canvas;
  const image = context.createImageData(width, height);
  const pixel = PIXEL[colouring];
  const count = values.length / PIXELS;
  for (let n = 0; n < count; n++) {
    const left = (n % columns) * SIDE;
    const top = Math.floor(n / columns) * SIDE;
    for (let i = 0; i < PIXELS; i++) {
      const at = 4 * ((top + Math.floor(i / SIDE)) * width + left + (i % SIDE));
      const [r, g, b, a] = pixel(values[n * PIXELS + i]!);
      image.data[at] = r;
      image.data[at + 1] = g;
      image.data[at + 2] = b;
      image.data[at + 3] = a;
    }
  }
  context.putImageData(image, 0, 0);
}
