// Exact principal component analysis: the best that two numbers and straight lines can do.
import { PIXELS, type ModelSpec } from './spec.ts';
import { random } from './random.ts';

export interface Pca {
  /** Mean image, `[784]`, intensities 0..1. */
  readonly mean: ArrayLike<number>;
  /** Principal directions, `[k, 784]`, unit length, largest variance first. */
  readonly components: ArrayLike<number>;
  readonly count: number;
}

/** Mean and covariance of images given as bytes `[n, 784]`. Most pixels are 0, and pairs with a 0 add nothing before the mean is taken off. */
function moments(bytes: Uint8Array): { mean: Float64Array; covariance: Float64Array } {
  const n = bytes.length / PIXELS;
  const mean = new Float64Array(PIXELS);
  const covariance = new Float64Array(PIXELS * PIXELS);
  const inked = new Int32Array(PIXELS);
  for (let at = 0; at < bytes.length; at += PIXELS) {
    let count = 0;
    for (let i = 0; i < PIXELS; i++) if (bytes[at + i] !== 0) inked[count++] = i;
    for (let a = 0; a < count; a++) {
      const i = inked[a]!;
      const value = bytes[at + i]!;
      mean[i]! += value;
      // Integer products and sums stay exact in float64.
      for (let b = a; b < count; b++) covariance[i * PIXELS + inked[b]!]! += value * bytes[at + inked[b]!]!;
    }
  }
  for (let i = 0; i < PIXELS; i++) mean[i]! /= n * 255;
  for (let i = 0; i < PIXELS; i++) {
    for (let j = i; j < PIXELS; j++) {
      const value = covariance[i * PIXELS + j]! / (n * 255 * 255) - mean[i]! * mean[j]!;
      covariance[i * PIXELS + j] = value;
      covariance[j * PIXELS + i] = value;
    }
  }
  return { mean, covariance };
}

/** Makes the rows of `[k, width]` orthonormal (Gram and Schmidt, twice, for accuracy). */
export function orthonormalise(rows: Float64Array, k: number, width: number): void {
  for (let pass = 0; pass < 2; pass++) {
    for (let a = 0; a < k; a++) {
      const row = rows.subarray(a * width, (a + 1) * width);
      for (let b = 0; b < a; b++) {
        const other = rows.subarray(b * width, (b + 1) * width);
        let dot = 0;
        for (let i = 0; i < width; i++) dot += row[i]! * other[i]!;
        for (let i = 0; i < width; i++) row[i]! -= dot * other[i]!;
      }
      let length = 0;
      for (let i = 0; i < width; i++) length += row[i]! ** 2;
      length = Math.sqrt(length);
      // Images that vary in fewer directions than are iterated leave nothing of a row.
      if (length > 0) for (let i = 0; i < width; i++) row[i]! /= length;
    }
  }
}

/** Rows `[k, width]` times the symmetric covariance `[width, width]`. */
function times(rows: Float64Array, k: number, covariance: Float64Array, width: number): Float64Array<ArrayBuffer> {
  const product = new Float64Array(rows.length);
  for (let a = 0; a < k; a++) {
    for (let i = 0; i < width; i++) {
      const value = rows[a * width + i]!;
      for (let j = 0; j < width; j++) product[a * width + j]! += value * covariance[i * width + j]!;
    }
  }
  return product;
}

/**
 * Turns orthonormal rows within the space they span until no two are correlated, the one with most variance first
 * (Rayleigh and Ritz, by Jacobi's rotations; Golub and Van Loan, 8.5).
 */
function align(rows: Float64Array, k: number, covariance: Float64Array, width: number): void {
  const product = times(rows, k, covariance, width);
  const small = new Float64Array(k * k);
  for (let a = 0; a < k; a++) {
    for (let b = 0; b < k; b++) for (let i = 0; i < width; i++) small[a * k + b]! += rows[a * width + i]! * product[b * width + i]!;
  }
  /** Turns `count` pairs of values, which begin at p and at q and follow each other `step` apart. */
  const turn = (values: Float64Array, p: number, q: number, count: number, step: number, angle: number) => {
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
    for (let n = 0; n < count; n++) {
      const [x, y] = [values[p + n * step]!, values[q + n * step]!];
      values[p + n * step] = cos * x + sin * y;
      values[q + n * step] = cos * y - sin * x;
    }
  };
  for (let sweep = 0; sweep < 12; sweep++) {
    for (let p = 0; p < k; p++) {
      for (let q = p + 1; q < k; q++) {
        // This of the angles that undo the correlation gives p the larger variance.
        const angle = 0.5 * Math.atan2(2 * small[p * k + q]!, small[p * k + p]! - small[q * k + q]!);
        turn(rows, p * width, q * width, width, 1, angle);
        turn(small, p * k, q * k, k, 1, angle);
        turn(small, p, q, k, k, angle);
      }
    }
  }
}

// #region pca
/**
 * The first `count` principal directions `[count, width]` of a covariance `[width, width]`,
 * by subspace iteration. Eight more directions are iterated than asked for, so that the
 * error falls in every round by the ratio of the variance of the first direction left out
 * to that of the last one kept; the best within them are picked out at the end (Rayleigh
 * and Ritz).
 */
export function principalDirections(covariance: Float64Array, width: number, count: number): Float64Array {
  const k = Math.min(width, count + 8);
  const source = random(0, 'pca');
  let rows = Float64Array.from({ length: k * width }, () => source.normal());
  orthonormalise(rows, k, width);
  for (let round = 0; round < 24; round++) {
    rows = times(rows, k, covariance, width);
    orthonormalise(rows, k, width);
  }
  align(rows, k, covariance, width);
  return rows.slice(0, count * width);
}

/** The first `count` principal components of images `[n, 784]` (bytes). */
export function pca(bytes: Uint8Array, count: number): Pca {
  const { mean, covariance } = moments(bytes);
  return { mean, components: principalDirections(covariance, PIXELS, count), count };
}
// #endregion

/** PCA as a network: one linear layer in, one out, tied weights. Every figure that shows a network can show it. */
export function pcaSpec(count: number): ModelSpec {
  return { units: [PIXELS, count, PIXELS], activations: ['linear', 'linear'], code: 1 };
}

/** Flat parameters of `pcaSpec`, `[parameters]`: code = components (x - mean), reconstruction = mean + components^T code. */
export function pcaParameters({ mean, components, count }: Pca): Float32Array {
  const parameters = new Float32Array(PIXELS * count + count + count * PIXELS + PIXELS);
  const biasesAt = PIXELS * count;
  const decoderAt = biasesAt + count;
  for (let a = 0; a < count; a++) {
    let offset = 0;
    for (let i = 0; i < PIXELS; i++) {
      const weight = components[a * PIXELS + i]!;
      parameters[i * count + a] = weight;
      parameters[decoderAt + a * PIXELS + i] = weight;
      offset -= weight * mean[i]!;
    }
    parameters[biasesAt + a] = offset;
  }
  for (let i = 0; i < PIXELS; i++) parameters[decoderAt + count * PIXELS + i] = mean[i]!;
  return parameters;
}

/** Mean squared error on images (bytes, `[n, 784]`) of the reconstruction from the first `k` components; k = 0 answers the mean image. */
export function pcaCost({ mean, components }: Pca, k: number, bytes: Uint8Array): number {
  const x = new Float64Array(PIXELS);
  let sum = 0;
  for (let at = 0; at < bytes.length; at += PIXELS) {
    for (let i = 0; i < PIXELS; i++) {
      x[i] = bytes[at + i]! / 255 - mean[i]!;
      sum += x[i]! ** 2;
    }
    // Pythagoras: what the orthonormal components capture is taken off the squared length.
    for (let a = 0; a < k; a++) {
      let code = 0;
      for (let i = 0; i < PIXELS; i++) code += x[i]! * components[a * PIXELS + i]!;
      sum -= code ** 2;
    }
  }
  return sum / bytes.length;
}
