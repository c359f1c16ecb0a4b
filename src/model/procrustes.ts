// One set of points of the plane laid over another: turned, mirrored, stretched and shifted so that they fit as well as they can.

export interface Alignment {
  /** The set is mirrored first, top to bottom. */
  readonly mirrored: boolean;
  /** Then turned, counter-clockwise, in degrees, above -180 to 180. */
  readonly degrees: number;
  /** Then stretched, alike in all directions. */
  readonly scale: number;
  /** Part of the other set's variance that remains between the two, 0 for a perfect fit, 1 where the sets have nothing in common. */
  readonly left: number;
  /** Points `[n, 2]` carried over. */
  apply(points: Float32Array): Float32Array;
}

function meanOf(points: Float32Array, which: readonly number[]): readonly [number, number] {
  let [x, y] = [0, 0];
  for (const n of which) [x, y] = [x + points[2 * n]! / which.length, y + points[2 * n + 1]! / which.length];
  return [x, y];
}

// #region procrustes
/**
 * Orthogonal Procrustes analysis with shift and uniform scale (Schönemann 1966, Gower 1975)
 * of points `[n, 2]` that belong together by index; pairs that are not finite are left out.
 * In the plane it has a closed form: with points as complex numbers f and t around their
 * means, turning by the argument of sum(conj(f) t) fits best, and for the mirrored set by
 * that of sum(f t). The larger sum wins.
 */
export function procrustes(from: Float32Array, to: Float32Array): Alignment {
  const pairs = Array.from({ length: Math.min(from.length, to.length) / 2 }, (_, n) => n).filter((n) =>
    [from[2 * n], from[2 * n + 1], to[2 * n], to[2 * n + 1]].every(Number.isFinite),
  );
  const [meanFrom, meanTo] = [meanOf(from, pairs), meanOf(to, pairs)];
  const turned = [0, 0];
  const mirrored = [0, 0];
  let [spreadFrom, spreadTo] = [0, 0];
  for (const n of pairs) {
    const [fx, fy] = [from[2 * n]! - meanFrom[0], from[2 * n + 1]! - meanFrom[1]];
    const [tx, ty] = [to[2 * n]! - meanTo[0], to[2 * n + 1]! - meanTo[1]];
    turned[0]! += fx * tx + fy * ty;
    turned[1]! += fx * ty - fy * tx;
    mirrored[0]! += fx * tx - fy * ty;
    mirrored[1]! += fx * ty + fy * tx;
    spreadFrom += fx * fx + fy * fy;
    spreadTo += tx * tx + ty * ty;
  }
  const flip = Math.hypot(mirrored[0]!, mirrored[1]!) > Math.hypot(turned[0]!, turned[1]!);
  const [real, imaginary] = (flip ? mirrored : turned) as [number, number];
  const size = Math.hypot(real, imaginary);
  // A set that is a single point fits nothing.
  const scale = spreadFrom > 0 ? size / spreadFrom : 0;
  const left = spreadFrom > 0 && spreadTo > 0 ? 1 - size ** 2 / (spreadFrom * spreadTo) : 1;
  const [cos, sin] = size > 0 ? [(scale * real) / size, (scale * imaginary) / size] : [0, 0];
  return {
    mirrored: flip,
    degrees: (180 / Math.PI) * Math.atan2(imaginary, real),
    scale,
    left: Math.max(0, left),
    apply: (points) =>
      Float32Array.from({ length: points.length }, (_, i) => {
        const n = i - (i % 2);
        const [x, y] = [points[n]! - meanFrom[0], (points[n + 1]! - meanFrom[1]) * (flip ? -1 : 1)];
        return i % 2 === 0 ? meanTo[0] + cos * x - sin * y : meanTo[1] + sin * x + cos * y;
      }),
  };
}
// #endregion
