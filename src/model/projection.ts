// Codes of any size on a plane: as they are where they are two numbers, by their principal components where they are more.
import { principalDirections } from './pca.ts';

/** What the plane shows of a code. */
export interface Projection {
  /** `none`: the plane is the code. `line`: one number, drawn along z₁. `pca`: the two directions in which the codes vary most. */
  readonly kind: 'none' | 'line' | 'pca';
  /** Units of the code. */
  readonly size: number;
  /** Part of the codes' variance that the plane shows, 0..1. */
  readonly share: number;
}

/** The way from codes `[n, size]` to the plane `[n, 2]` and back. */
export interface Flat {
  readonly projection: Projection;
  flatten(codes: Float32Array): Float32Array;
  /** The code of each plane point; of all codes above it the one nearest to the mean. */
  lift(points: Float32Array): Float32Array;
  /** Mean `[size]` and two directions `[2, size]`: hand them to the next `flatOf`, and it keeps their sense. */
  readonly axes?: Axes;
}

export interface Axes {
  readonly mean: Float64Array;
  readonly directions: Float64Array;
}

const SAME: Flat = {
  projection: { kind: 'none', size: 2, share: 1 },
  flatten: (codes) => codes.slice(),
  lift: (points) => points.slice(),
};

const LINE: Flat = {
  projection: { kind: 'line', size: 1, share: 1 },
  flatten: (codes) => Float32Array.from({ length: 2 * codes.length }, (_, i) => (i % 2 === 0 ? codes[i / 2]! : 0)),
  lift: (points) => Float32Array.from({ length: points.length / 2 }, (_, n) => points[2 * n]!),
};

/** Mean `[size]` and covariance `[size, size]` of codes `[n, size]`; codes that are not finite are left out. */
function momentsOf(codes: Float32Array, size: number): { mean: Float64Array; covariance: Float64Array } {
  const mean = new Float64Array(size);
  const covariance = new Float64Array(size * size);
  let count = 0;
  const rows = Array.from({ length: codes.length / size }, (_, n) => codes.subarray(n * size, (n + 1) * size));
  const finite = rows.filter((row) => row.every(Number.isFinite));
  for (const row of finite) {
    count++;
    row.forEach((value, i) => (mean[i]! += (value - mean[i]!) / count));
  }
  for (const row of finite) {
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++) covariance[i * size + j]! += ((row[i]! - mean[i]!) * (row[j]! - mean[j]!)) / count;
    }
  }
  return { mean, covariance };
}

/**
 * The plane for codes `[n, size]`.
 * @param before the axes used last: a direction has no sense of its own, and must not flip while a run goes on
 */
export function flatOf(codes: Float32Array, size: number, before?: Axes): Flat {
  if (size === 1) return LINE;
  if (size === 2) return SAME;
  const { mean, covariance } = momentsOf(codes, size);
  const directions = principalDirections(covariance, size, 2);
  const along = (a: number, of: (i: number) => number) => {
    let sum = 0;
    for (let i = 0; i < size; i++) sum += directions[a * size + i]! * of(i);
    return sum;
  };
  for (const a of [0, 1]) {
    const agrees = before === undefined || along(a, (i) => before.directions[a * size + i]!) >= 0;
    if (!agrees) for (let i = 0; i < size; i++) directions[a * size + i]! *= -1;
  }
  const variance = (a: number) => along(a, (i) => along(a, (j) => covariance[i * size + j]!));
  let total = 0;
  for (let i = 0; i < size; i++) total += covariance[i * size + i]!;
  return {
    projection: { kind: 'pca', size, share: total > 0 ? (variance(0) + variance(1)) / total : 1 },
    flatten: (values) =>
      Float32Array.from({ length: (2 * values.length) / size }, (_, k) =>
        along(k % 2, (i) => values[Math.floor(k / 2) * size + i]! - mean[i]!),
      ),
    lift: (points) =>
      Float32Array.from({ length: (points.length / 2) * size }, (_, k) => {
        const [n, i] = [Math.floor(k / size), k % size];
        return mean[i]! + points[2 * n]! * directions[i]! + points[2 * n + 1]! * directions[size + i]!;
      }),
    axes: { mean, directions },
  };
}
