// Four hundred synthetic digits, to look at on one sheet.
import { penImage } from '../../data/pen.ts';
import { intensities } from '../../model/forward.ts';
import { PIXELS } from '../../model/spec.ts';

/** Forty test images of each of the ten digits, two rows of 20 a digit: images `[400, 784]` in 0..1 and their labels. */
export function penSheet(): { readonly images: Float32Array; readonly labels: readonly number[] } {
  const labels = Array.from({ length: 400 }, (_, i) => Math.floor(i / 40));
  const images = new Float32Array(labels.length * PIXELS);
  labels.forEach((digit, i) => images.set(intensities(penImage('test', digit, i % 40)), i * PIXELS));
  return { images, labels };
}
