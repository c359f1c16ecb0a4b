// Where a decoder has something to go by: how far points of the plane lie from the codes, and how far they come back from where they were.

/** Distance from each point `[n, 2]` to the nearest of the codes `[m, 2]`; Infinity where there are none. */
export function nearestDistances(codes: Float32Array, points: Float32Array): Float32Array {
  const distances = new Float32Array(points.length / 2);
  for (let n = 0; n < distances.length; n++) {
    let least = Infinity;
    for (let i = 0; i < codes.length; i += 2) {
      const square = (codes[i]! - points[2 * n]!) ** 2 + (codes[i + 1]! - points[2 * n + 1]!) ** 2;
      if (square < least) least = square;
    }
    distances[n] = Math.sqrt(least);
  }
  return distances;
}

/** The usual distance between neighbours: the median, over codes `[n, 2]`, of the distance to the nearest other code. */
export function medianGap(codes: Float32Array): number {
  const count = codes.length / 2;
  const squares = new Float64Array(count).fill(Infinity);
  for (let i = 0; i < count; i++) {
    for (let j = 0; j < i; j++) {
      const square = (codes[2 * i]! - codes[2 * j]!) ** 2 + (codes[2 * i + 1]! - codes[2 * j + 1]!) ** 2;
      if (square < squares[i]!) squares[i] = square;
      if (square < squares[j]!) squares[j] = square;
    }
  }
  return Math.sqrt(squares.sort()[Math.floor(count / 2)] ?? Infinity);
}

/** Distance of each point of `[n, 2]` from the one of the same row in `others`. */
export function pairDistances(points: Float32Array, others: Float32Array): Float32Array {
  return Float32Array.from({ length: points.length / 2 }, (_, n) =>
    Math.hypot(points[2 * n]! - others[2 * n]!, points[2 * n + 1]! - others[2 * n + 1]!),
  );
}
