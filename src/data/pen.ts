// The synthetic digits (`pen` in code and addresses): drawn where they are needed, with known slant and thickness.
import { PIXELS } from '../model/spec.ts';
import { drawFactors, imageStream, writeDigit, type PenFactors } from './pen/hand.ts';
import { CHECKSUMS } from './pen/checksums.ts';
import { drawCentred } from './pen/ink.ts';
import { Path } from './pen/path.ts';
import { sha256 } from './sha256.ts';
import type { Split } from './sets/data-set.ts';
import { pen } from './sets/pen.ts';
import { shardRanges, type DigitSource } from './source.ts';

export type { PenFactors } from './pen/hand.ts';

const path = new Path();

/** Draws one image into `pixels[at .. at + 784]`. */
function draw(split: Split, digit: number, index: number, pixels: Uint8Array, at: number): void {
  const stream = imageStream(split, digit, index);
  writeDigit(path, digit, drawFactors(stream, digit), stream);
  drawCentred(path, stream, pixels, at);
}

/**
 * The true factors of an image, without drawing it.
 * @param index place among the images of this digit in this split, from 0, in their order of appearance: in a dataset the k-th
 * image of a digit has index k, so the watch digits are test images with indices below 500
 */
export function penFactors(split: Split, digit: number, index: number): PenFactors {
  return drawFactors(imageStream(split, digit, index), digit);
}

/** One image, bytes `[784]`, 0 paper to 255 ink. It depends on its split, digit and index alone. */
export function penImage(split: Split, digit: number, index: number): Uint8Array {
  const pixels = new Uint8Array(PIXELS);
  draw(split, digit, index, pixels, 0);
  return pixels;
}

/** Drawn in the calling thread a shard at a time. Throws a sentence where the pixels come out wrong. */
export const penSource: DigitSource = {
  name: pen.name,
  count: (split, digit) => pen.counts[split][digit]!,
  async shard(split, digit, index, signal) {
    const range = shardRanges(pen.counts[split][digit]!)[index];
    if (!range)
      throw new Error(`the synthetic digits have no shard ${index} of digit ${digit} (${split}): ask for one that shardRanges lists`);
    signal?.throwIfAborted();
    const [from, to] = range;
    const pixels = new Uint8Array((to - from) * PIXELS);
    for (let image = from; image < to; image++) draw(split, digit, image, pixels, (image - from) * PIXELS);
    const hash = await sha256(pixels);
    if (hash && !hash.startsWith(CHECKSUMS[split][digit]![index]!))
      throw new Error(
        'This browser draws the synthetic digits wrongly, so nothing could be learned from them. Choose another data set, or another browser.',
      );
    return pixels;
  },
};
