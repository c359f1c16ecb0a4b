// Subspaces given by vectors that span them: an orthonormal basis, the angles between two, and one basis fitted to another.

/** Inner product of row `a` of `left` and row `b` of `right`, both `[k, width]`. */
function inner(left: ArrayLike<number>, a: number, right: ArrayLike<number>, b: number, width: number): number {
  let sum = 0;
  for (let i = 0; i < width; i++) sum += left[a * width + i]! * right[b * width + i]!;
  return sum;
}

/** Inner products of all rows of `left` with all rows of `right`, `[k, k]`. */
export function products(left: ArrayLike<number>, right: ArrayLike<number>, k: number): Float64Array {
  const width = left.length / k;
  return Float64Array.from({ length: k * k }, (_, n) => inner(left, Math.floor(n / k), right, n % k, width));
}

/** What is left of a vector once the ones before it are taken off must not be this small a part of it: the rest is rounding. */
const DEPENDENT = 1e-5;

/**
 * An orthonormal basis `[k, width]` of what the rows of `vectors` `[k, width]` span (Gram and Schmidt, twice, for accuracy).
 * Throws where the rows do not span k dimensions.
 */
export function orthonormalBasis(vectors: ArrayLike<number>, k: number): Float64Array {
  const width = vectors.length / k;
  const basis = Float64Array.from(vectors);
  for (let a = 0; a < k; a++) {
    const length = Math.sqrt(inner(basis, a, basis, a, width));
    for (let pass = 0; pass < 2; pass++) {
      for (let b = 0; b < a; b++) {
        const along = inner(basis, a, basis, b, width);
        for (let i = 0; i < width; i++) basis[a * width + i]! -= along * basis[b * width + i]!;
      }
    }
    const rest = Math.sqrt(inner(basis, a, basis, a, width));
    if (!(rest > DEPENDENT * length)) throw new Error(`These ${k} vectors do not span ${k} dimensions.`);
    for (let i = 0; i < width; i++) basis[a * width + i]! /= rest;
  }
  return basis;
}

/** Eigenvalues of a symmetric `[k, k]`, in no order, by Jacobi's rotations. */
function eigenvalues(symmetric: Float64Array, k: number): number[] {
  const m = symmetric.slice();
  for (let sweep = 0; sweep < 16; sweep++) {
    for (let p = 0; p < k; p++) {
      for (let q = p + 1; q < k; q++) {
        const angle = 0.5 * Math.atan2(2 * m[p * k + q]!, m[p * k + p]! - m[q * k + q]!);
        const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
        const turn = (a: number, b: number) => ([m[a], m[b]] = [cos * m[a]! + sin * m[b]!, cos * m[b]! - sin * m[a]!]);
        for (let i = 0; i < k; i++) turn(p * k + i, q * k + i);
        for (let i = 0; i < k; i++) turn(i * k + p, i * k + q);
      }
    }
  }
  return Array.from({ length: k }, (_, i) => m[i * k + i]!);
}

const DEGREES = 180 / Math.PI;

// #region angles
/**
 * The k principal angles between two k-dimensional subspaces, in degrees, ascending. Their
 * cosines are the singular values of the inner products of two orthonormal bases
 * (Björck and Golub 1973). All are 0 where the subspaces are the same, whatever vectors
 * they are given by.
 * @param a `[k, width]`, rows that span the one
 * @param b `[k, width]`, rows that span the other
 */
export function principalAngles(a: ArrayLike<number>, b: ArrayLike<number>, k: number): number[] {
  const between = products(orthonormalBasis(a, k), orthonormalBasis(b, k), k);
  const squares = eigenvalues(products(between, between, k), k);
  return squares.map((square) => DEGREES * Math.acos(Math.sqrt(Math.min(1, Math.max(0, square))))).sort((x, y) => x - y);
}
// #endregion

/** The angle between two vectors, in degrees, 0 to 180. */
export function angleBetween(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const cosine = inner(a, 0, b, 0, a.length) / Math.sqrt(inner(a, 0, a, 0, a.length) * inner(b, 0, b, 0, b.length));
  return DEGREES * Math.acos(Math.min(1, Math.max(-1, cosine)));
}

/** Solves `x matrix = right` for x; both `[k, k]`, matrix regular (Gauss, with pivots). */
function solve(matrix: Float64Array, right: Float64Array, k: number): Float64Array {
  const [m, x] = [matrix.slice(), right.slice()];
  /** Adds `times` of column b to column a, of both. */
  const add = (a: number, b: number, times: number) => {
    for (const each of [m, x]) for (let i = 0; i < k; i++) each[i * k + a]! += times * each[i * k + b]!;
  };
  for (let p = 0; p < k; p++) {
    let pivot = p;
    for (let q = p + 1; q < k; q++) if (Math.abs(m[p * k + q]!) > Math.abs(m[p * k + pivot]!)) pivot = q;
    if (pivot !== p) add(p, pivot, 1);
    add(p, p, 1 / m[p * k + p]! - 1);
    for (let q = 0; q < k; q++) if (q !== p) add(q, p, -m[p * k + q]!);
  }
  return x;
}

/**
 * The combinations of the rows of `from` that come nearest to the rows of `to`, by least squares; both `[k, width]`. They are the rows
 * of `to` where both span the same subspace.
 * @returns weights `[k, k]`: row a of `rows` `[k, width]` is the sum over b of weights[a, b] times row b of `from`
 */
export function fitted(from: ArrayLike<number>, to: ArrayLike<number>, k: number): { weights: Float64Array; rows: Float64Array } {
  const width = from.length / k;
  const weights = solve(products(from, from, k), products(to, from, k), k);
  const rows = new Float64Array(k * width);
  for (let a = 0; a < k; a++) {
    for (let b = 0; b < k; b++) for (let i = 0; i < width; i++) rows[a * width + i]! += weights[a * k + b]! * from[b * width + i]!;
  }
  return { weights, rows };
}

/** Squared distance of `point` `[width]` to the plane through `origin` `[width]` along the rows of `vectors` `[k, width]`. */
export function squaredDistance(point: ArrayLike<number>, origin: ArrayLike<number>, vectors: ArrayLike<number>, k: number): number {
  const width = point.length;
  const basis = orthonormalBasis(vectors, k);
  const away = Float64Array.from(point, (value, i) => value - origin[i]!);
  for (let a = 0; a < k; a++) {
    const along = inner(away, 0, basis, a, width);
    for (let i = 0; i < width; i++) away[i]! -= along * basis[a * width + i]!;
  }
  return inner(away, 0, away, 0, width);
}
