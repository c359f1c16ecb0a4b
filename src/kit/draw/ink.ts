// Digits as ink on paper: 0 is the page's paper (transparent), 1 its ink; what leaves 0..1 is tinted.
import { PIXELS, SIDE } from '../../model/spec.ts';

export type Colouring = 'ink' | 'jet' | 'difference';

const byte = (value: number) => Math.round(255 * Math.min(1, Math.max(0, value)));

/** One pixel as the canvas keeps it on a little-endian machine. Numbers, not tuples: a manifold has 300,000 of them a frame. */
const packed = (r: number, g: number, b: number, a: number) => (r | (g << 8) | (b << 16) | (a << 24)) >>> 0;

/**
 * Paper to ink for 0..1. Below 0 turns blue and above 1 red, fully at 0.5 beyond, so that a linear output that leaves
 * the range is seen to. The page inverts the canvas in the dark theme (class `ink`) and turns hues back.
 */
function inkPixel(value: number): number {
  if (value >= 0 && value <= 1) return ((255 * value + 0.5) << 24) >>> 0;
  if (value < 0) return packed(0, 70, 200, byte(-2 * value));
  if (value > 1) return packed(Math.round((220 / 255) * byte(2 * (value - 1))), 0, 0, 255);
  return 0; // not a number
}

/**
 * Signed difference -1..1: blue below 0, red above, paper at 0. Both stand out from light paper and from dark by 3:1 or more, so the canvas
 * is not turned over. Opacity grows faster than the difference, by a power as lightness does, or a small one would be lost in the dark.
 */
function differencePixel(value: number): number {
  const strength = byte(Math.abs(value) ** 0.6);
  return value < 0 ? packed(50, 125, 255, strength) : packed(235, 60, 60, strength);
}

/** The notebook's colour map, "jet", on 0..1 (piecewise linear, as matplotlib defines it). */
function jetPixel(value: number): number {
  const v = Math.min(1, Math.max(0, value));
  return packed(byte(1.5 - Math.abs(4 * v - 3)), byte(1.5 - Math.abs(4 * v - 2)), byte(1.5 - Math.abs(4 * v - 1)), 255);
}

/** Packed colour of a value. */
const PIXEL: Readonly<Record<Colouring, (value: number) => number>> = { ink: inkPixel, difference: differencePixel, jet: jetPixel };

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

/** One buffer a canvas, for as long as its size stays: a network in training draws the same canvases many times a second. */
const buffers = new WeakMap<HTMLCanvasElement, ImageData>();

function bufferOf(canvas: HTMLCanvasElement, context: CanvasRenderingContext2D): ImageData {
  const { width, height } = canvas;
  const kept = buffers.get(canvas);
  if (kept?.width === width && kept.height === height) {
    kept.data.fill(0);
    return kept;
  }
  const made = context.createImageData(width, height);
  buffers.set(canvas, made);
  return made;
}

/**
 * Draws images `[n, 784]` row by row into the cells of a `digitCanvas`; `columns` cells a row. Cells without an image are cleared.
 * @param values pixel values, 0 paper to 1 ink (or -1..1 for `difference`)
 */
export function drawDigits(canvas: HTMLCanvasElement, values: Float32Array, columns = 1, colouring: Colouring = 'ink'): void {
  const context = canvas.getContext('2d');
  if (!context) return;
  canvas.setAttribute('class', colouring === 'ink' ? 'digits ink' : 'digits');
  const { width } = canvas;
  const image = bufferOf(canvas, context);
  const pixels = new Uint32Array(image.data.buffer);
  const pixel = PIXEL[colouring];
  const count = values.length / PIXELS;
  for (let n = 0; n < count; n++) {
    const corner = Math.floor(n / columns) * SIDE * width + (n % columns) * SIDE;
    for (let y = 0; y < SIDE; y++) {
      const to = corner + y * width;
      const from = n * PIXELS + y * SIDE;
      for (let x = 0; x < SIDE; x++) pixels[to + x] = pixel(values[from + x]!);
    }
  }
  context.putImageData(image, 0, 0);
}
