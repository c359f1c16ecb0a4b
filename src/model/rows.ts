// Rows of a matrix, in any order.

/** Rows `indices` of `values`, a matrix with `width` columns: `[indices, width]`. */
export function rows(values: Float32Array, width: number, indices: readonly number[]): Float32Array {
  const picked = new Float32Array(width * indices.length);
  indices.forEach((index, n) => picked.set(values.subarray(index * width, (index + 1) * width), n * width));
  return picked;
}
