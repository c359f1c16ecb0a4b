// Made-up codes and digits for the figures of the plane: three clouds, and rings and bars for digits.
import { PIXELS, SIDE } from '../../model/spec.ts';
import { random } from '../../model/random.ts';

/** Codes `[count, 2]` around three middles, with labels `[count]` in turn. */
export function clouds(count: number, seed = 0): { codes: Float32Array; labels: Uint8Array } {
  const { normal } = random(seed, 'clouds');
  const middles: readonly (readonly [number, number, number])[] = [
    [1, -4, 2],
    [5, 1, -1.5],
    [6, 4, 3],
  ];
  const labels = new Uint8Array(count);
  const codes = new Float32Array(2 * count);
  for (let i = 0; i < count; i++) {
    const [digit, z1, z2] = middles[i % 3]!;
    labels[i] = digit;
    codes[2 * i] = z1 + 1.1 * normal();
    codes[2 * i + 1] = z2 + 0.8 * normal();
  }
  return { codes, labels };
}

/** One image for each code `[n, 2]`: an ellipse as wide as z1 says and as tilted as z2 says; leaves 0..1 at its rim. */
export function ellipses(codes: Float32Array): Float32Array {
  const images = new Float32Array((codes.length / 2) * PIXELS);
  for (let n = 0; n < codes.length / 2; n++) {
    const width = 3 + 5 / (1 + Math.exp(-codes[2 * n]! / 2));
    const tilt = Math.tanh(codes[2 * n + 1]! / 3);
    for (let i = 0; i < PIXELS; i++) {
      const y = Math.floor(i / SIDE) - 13.5;
      const x = (i % SIDE) - 13.5 + tilt * y * 0.6;
      const distance = Math.abs(Math.hypot(x / width, y / 9) - 1);
      images[n * PIXELS + i] = 1.15 - 3.2 * distance > -0.2 ? 1.15 - 3.2 * distance : 0;
    }
  }
  return images;
}

/** Images `[n, 784]` cut to 0..1: what a data set would hold. */
export function clipped(images: Float32Array): Float32Array {
  return images.map((value) => Math.min(1, Math.max(0, value)));
}
