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

/** Makes the rows of `[k, 784]` orthonormal (Gram and Schmidt, twice, for accuracy). */
function orthonormalise(rows: Float64Array, k: number): void {
  for (let pass = 0; pass < 2; pass++) {
    for (let a = 0; a < k; a++) {
      const row = rows.subarray(a * PIXELS, (a + 1) * PIXELS);
      for (let b = 0; b < a; b++) {
        const other = rows.subarray(b * PIXELS, (b + 1) * PIXELS);
        let dot = 0;
        for (let i = 0; i < PIXELS; i++) dot += row[i]! * other[i]!;
        for (let i = 0; i < PIXELS; i++) row[i]! -= dot * other[i]!;
      }
      let length = 0;
      for (let i = 0; i < PIXELS; i++) length += row[i]! ** 2;
      length = Math.sqrt(length);
      for (let i = 0; i < PIXELS; i++) row[i]! /= length;
    }
  }
}

/** Rows `[k, 784]` times the symmetric covariance `[784, 784]`. */
function times(rows: Float64Array, k: number, covariance: Float64Array): Float64Array {
  const product = new Float64Array(rows.length);
  for (let a = 0; a < k; a++) {
    for (let i = 0; i < PIXELS; i++) {
      const value = rows[a * PIXELS + i]!;
      for (let j = 0; j < PIXELS; j++) product[a * PIXELS + j]! += value * covariance[i * PIXELS + j]!;
    }
  }
  return product;
}

/**
 * Turns orthonormal rows within the space they span until no two are correlated, the one with most variance first
 * (Rayleigh and Ritz, by Jacobi's rotations; Golub and Van Loan, 8.5).
 */
function align(rows: Float64Array, k: number, covariance: Float64Array): void {
  const product = times(rows, k, covariance);
  const small = new Float64Array(k * k);
  for (let a = 0; a < k; a++) {
    for (let b = 0; b < k; b++) for (let i = 0; i < PIXELS; i++) small[a * k + b]! += rows[a * PIXELS + i]! * product[b * PIXELS + i]!;
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
        turn(rows, p * PIXELS, q * PIXELS, PIXELS, 1, angle);
        turn(small, p * k, q * k, k, 1, angle);
        turn(small, p, q, k, k, angle);
      }
    }
  }
}

/**
 * Eigenvectors of a small symmetric matrix `[k, k]`, largest eigenvalue first, as rows (Jacobi's rotations; Golub and Van Loan 8.5).
 */
function eigenvectors(matrix: Float64Array, k: number): Float64Array {
  const a = matrix.slice();
  const v = new Float64Array(k * k); // rows are the eigenvectors
  for (let i = 0; i < k; i++) v[i * k + i] = 1;
  for (let sweep = 0; sweep < 30; sweep++) {
    for (let p = 0; p < k; p++) {
      for (let q = p + 1; q < k; q++) {
        const angle = 0.5 * Math.atan2(2 * a[p * k + q]!, a[q * k + q]! - a[p * k + p]!);
        const [c, s] = [Math.cos(angle), Math.sin(angle)];
        for (let i = 0; i < k; i++) {
          const [x, y] = [a[p * k + i]!, a[q * k + i]!];
          a[p * k + i] = c * x - s * y;
          a[q * k + i] = s * x + c * y;
        }
        for (let i = 0; i < k; i++) {
          const [x, y] = [a[i * k + p]!, a[i * k + q]!];
          a[i * k + p] = c * x - s * y;
          a[i * k + q] = s * x + c * y;
          const [u, w] = [v[p * k + i]!, v[q * k + i]!];
          v[p * k + i] = c * u - s * w;
          v[q * k + i] = s * u + c * w;
        }
      }
    }
  }
  const order = [...Array(k).keys()].sort((i, j) => a[j * k + j]! - a[i * k + i]!);
  return Float64Array.from(order.flatMap((i) => [...v.subarray(i * k, (i + 1) * k)]));
}

/** `[k, n]` times `[n, m]`. */
function product(left: Float64Array, right: Float64Array, k: number, n: number, m: number): Float64Array {
  const result = new Float64Array(k * m);
  for (let a = 0; a < k; a++) {
    for (let i = 0; i < n; i++) {
      const value = left[a * n + i]!;
      for (let j = 0; j < m; j++) result[a * m + j]! += value * right[i * m + j]!;
    }
  }
  return result;
}

// #region pca
/**
 * The first `count` principal components of images `[n, 784]` (bytes), by subspace iteration on their covariance.
 * Eight more directions are iterated than asked for, so that the error falls in every round by the ratio of the variance of the
 * first direction left out to that of the last one kept; the best ones within them are picked out at the end (Rayleigh and Ritz).
 */
export function pca(bytes: Uint8Array, count: number): Pca {
  const { mean, covariance } = moments(bytes);
  const k = count + 8;
  const source = random(0, 'pca');
  let rows = Float64Array.from({ length: k * PIXELS }, () => source.normal());
  orthonormalise(rows, k);
  for (let round = 0; round < 24; round++) {
    rows = product(rows, covariance, k, PIXELS, PIXELS);
    orthonormalise(rows, k);
  }
  const image = product(rows, covariance, k, PIXELS, PIXELS);
  const within = Float64Array.from({ length: k * k }, (_, at) => {
    let dot = 0;
    for (let i = 0; i < PIXELS; i++) dot += image[Math.floor(at / k) * PIXELS + i]! * rows[(at % k) * PIXELS + i]!;
    return dot;
  });
  const components = product(eigenvectors(within, k).slice(0, count * k), rows, count, k, PIXELS);
  return { mean, components, count };
}
// #endregion

/** PCA as a network: one linear layer in, one out, tied weights. Every figure that shows a network can show it. */
export function pcaSpec(count: number): ModelSpec {
  return { units: [PIXELS, count, PIXELS], activations: ['linear', 'linear'], code: 1 };
}

/** Flat parameters of `pcaSpec`: code = components (x - mean), reconstruction = mean + components^T code. */
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

/** Mean squared error on images (bytes) of the reconstruction from the first `k` components; k = 0 answers the mean image. */
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
