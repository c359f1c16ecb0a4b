// Images by index.
import { PIXELS } from '../model/spec.ts';

/** The images at `indices` of `[n, 784]`, one after another. Throws where an index is out of range. */
export function pickImages(images: Uint8Array, indices: ArrayLike<number>): Uint8Array {
  const picked = new Uint8Array(indices.length * PIXELS);
  for (let n = 0; n < indices.length; n++) {
    const at = indices[n]! * PIXELS;
    if (!(at >= 0 && at + PIXELS <= images.length)) throw new Error(`there is no image ${indices[n]}`);
    picked.set(images.subarray(at, at + PIXELS), n * PIXELS);
  }
  return picked;
}
