// Two ways from one digit to another: straight through the codes, or straight through the pixels.

/** `count` rows evenly spaced on the straight line from `from` to `to`, both ends included: `[count, width]`. */
export function straightLine(from: Float32Array, to: Float32Array, count: number): Float32Array {
  const width = from.length;
  return Float32Array.from({ length: count * width }, (_, k) => {
    const t = Math.floor(k / width) / (count - 1);
    const i = k % width;
    return (1 - t) * from[i]! + t * to[i]!;
  });
}

/** Mean value of an image `[784]`: how much ink is on the paper, 0..1 where no pixel leaves the range. */
export function meanInk(image: Float32Array): number {
  let sum = 0;
  for (const value of image) sum += value;
  return sum / image.length;
}
