// Ink to the frame that the network knows, as MNIST was made (LeCun et al. 1998): a box of 20 pixels, placed by its centre of mass.
import { PIXELS, SIDE } from './spec.ts';

/** The longer side of a digit's ink, in pixels. */
export const BOX = 20;
/** Where the centre of mass goes, as a pixel's index: MNIST's lie between 13.5 and 14.5, for digits were moved by whole pixels. */
export const MIDDLE = SIDE / 2;
/** What is fainter than this part of the darkest ink does not count for the box. */
const FAINT = 0.1;

/** A rectangle of pixels: columns `[left, right)`, rows `[top, bottom)`. */
export interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Where `to` equal parts of `[low, high)` meet the pixels: for each part the pixels it covers, and how much of each. */
function coverage(low: number, high: number, to: number): { readonly first: number; readonly weights: readonly number[] }[] {
  const size = (high - low) / to;
  return Array.from({ length: to }, (_, k) => {
    const [from, end] = [low + k * size, low + (k + 1) * size];
    const first = Math.floor(from);
    const weights = Array.from({ length: Math.ceil(end - 1e-9) - first }, (_, i) => {
      const pixel = first + i;
      return (Math.min(end, pixel + 1) - Math.max(from, pixel)) / size;
    });
    return { first, weights };
  });
}

/** A box of an image `[height, width]` scaled to `toWidth` x `toHeight` pixels, each the mean of what it covers: antialiased. */
export function scaled(values: ArrayLike<number>, width: number, box: Box, toWidth: number, toHeight: number): Float32Array {
  const across = coverage(box.left, box.right, toWidth);
  const down = coverage(box.top, box.bottom, toHeight);
  const out = new Float32Array(toWidth * toHeight);
  down.forEach(({ first: row, weights: rowWeights }, y) => {
    across.forEach(({ first: column, weights }, x) => {
      let sum = 0;
      rowWeights.forEach((rowWeight, i) => {
        const start = (row + i) * width + column;
        for (let j = 0; j < weights.length; j++) sum += rowWeight * weights[j]! * values[start + j]!;
      });
      out[y * toWidth + x] = sum;
    });
  });
  return out;
}

/** The largest of many values; `Math.max(...)` takes no million of them. */
const peakOf = (values: Float32Array) => values.reduce((most, value) => Math.max(most, value), 0);

/** The box around ink; undefined where the paper is blank. */
function inkBox(ink: Float32Array, width: number, least: number): Box | undefined {
  const box = { left: width, right: 0, top: Infinity, bottom: 0 };
  for (let i = 0; i < ink.length; i++) {
    if (!(ink[i]! > least)) continue;
    const [x, y] = [i % width, Math.floor(i / width)];
    box.left = Math.min(box.left, x);
    box.right = Math.max(box.right, x + 1);
    box.top = Math.min(box.top, y);
    box.bottom = y + 1;
  }
  return box.bottom > 0 ? box : undefined;
}

/** Centre of mass of an image `[height, width]`, as [column, row]; pixels count from 0. */
export function centreOfMass(values: ArrayLike<number>, width: number): readonly [column: number, row: number] {
  let [mass, massX, massY] = [0, 0, 0];
  for (let i = 0; i < values.length; i++) {
    mass += values[i]!;
    massX += values[i]! * (i % width);
    massY += values[i]! * Math.floor(i / width);
  }
  return [massX / mass, massY / mass];
}

/**
 * A digit `[784]` in 0..1 as MNIST would have it, from ink `[height, width]` of any size, 0 paper and more where there is ink: its box scaled
 * to 20 pixels on the longer side, its darkest pixel 1, its centre of mass within half a pixel of the middle. Ink that would leave the
 * frame that way (its centre of mass is more than 4 pixels off the middle of its box) stays at the edge. Undefined where there is no ink.
 */
export function normalised(ink: Float32Array, width: number): Float32Array | undefined {
  const box = inkBox(ink, width, FAINT * peakOf(ink));
  if (!box) return undefined;
  const [boxWidth, boxHeight] = [box.right - box.left, box.bottom - box.top];
  const scale = BOX / Math.max(boxWidth, boxHeight);
  const columns = Math.max(1, Math.round(scale * boxWidth));
  const rows = Math.max(1, Math.round(scale * boxHeight));
  const digit = scaled(ink, width, box, columns, rows);
  const peak = peakOf(digit);
  const [x, y] = centreOfMass(digit, columns);
  const place = (mass: number, size: number) => Math.min(SIDE - size, Math.max(0, Math.ceil(MIDDLE - mass - 0.5)));
  const [left, top] = [place(x, columns), place(y, rows)];
  const image = new Float32Array(PIXELS);
  digit.forEach((value, i) => {
    image[(top + Math.floor(i / columns)) * SIDE + left + (i % columns)] = value / peak;
  });
  return image;
}

/** An image `[784]` moved by whole pixels; what leaves the frame is lost. */
export function shifted(image: Float32Array, right: number, down: number): Float32Array {
  const moved = new Float32Array(PIXELS);
  for (let y = 0; y < SIDE; y++) {
    for (let x = 0; x < SIDE; x++) {
      const [fromX, fromY] = [x - right, y - down];
      if (fromX >= 0 && fromX < SIDE && fromY >= 0 && fromY < SIDE) moved[y * SIDE + x] = image[fromY * SIDE + fromX]!;
    }
  }
  return moved;
}
