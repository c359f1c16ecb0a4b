// What is said about a path: its ends, and what the network makes of its middle and of the cross-fade's.
import { middleText } from './figure.ts';
import { meanSquaredError } from '../../model/forward.ts';
import { meanInk } from '../../model/path.ts';
import { PIXELS } from '../../model/spec.ts';

/** The middle frame of `count`. */
export const middleOf = (count: number) => count >> 1;

/** Index of the digit, among codes `[n, 2]`, that a path leads to until the reader chooses one: the middle one, along z₁, of the next kind after the start's. */
export function likelyEnd(codes: Float32Array, labels: Uint8Array, start: number): number {
  const kinds = [...new Set(labels)].sort((a, b) => a - b);
  const kind = kinds[(kinds.indexOf(labels[start]!) + 1) % kinds.length];
  const others = [...labels.keys()].filter((index) => labels[index] === kind && index !== start);
  others.sort((a, b) => codes[2 * a]! - codes[2 * b]!);
  return others[others.length >> 1] ?? start;
}

/** Frames, their codes and their copies: what an `encode` question answered. */
export interface Encoded {
  readonly images: Float32Array;
  readonly codes: Float32Array;
  readonly reconstructions: Float32Array;
}

/** The middle of the path, codes `[frames, 2]`, beside that of the cross-fade. `encoded`: the fade's frames, then the path's middle one. */
export function middleWords(encoded: Encoded, path: Float32Array): string {
  const count = path.length / 2;
  const middle = middleOf(count);
  const tell = (row: number) => {
    const at = (values: Float32Array) => values.subarray(row * PIXELS, (row + 1) * PIXELS);
    const [image, copy] = [at(encoded.images), at(encoded.reconstructions)];
    const off = Math.hypot(encoded.codes[2 * row]! - path[2 * middle]!, encoded.codes[2 * row + 1]! - path[2 * middle + 1]!);
    return { ink: meanInk(image), error: meanSquaredError(image, copy), off };
  };
  return middleText(tell(count), tell(middle));
}
