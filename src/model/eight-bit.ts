// Parameters in 8 bits each: a quarter of the bytes, for the checkpoints of a recorded run.
import type { LayerShape } from './spec.ts';

/** Rows that share a scale, as they follow each other in the flat buffer: the weights of one input unit, or a layer's biases. */
function rowLengths(shapes: readonly LayerShape[]): number[] {
  return shapes.flatMap(({ inputs, outputs }) => Array.from({ length: inputs + 1 }, () => outputs));
}

/** Bytes that `toEightBits` gives for these layers. */
export function eightBitSize(shapes: readonly LayerShape[]): number {
  return rowLengths(shapes).reduce((sum, length) => sum + 4 + length, 0);
}

/**
 * The parameters of consecutive layers, rounded to whole multiples, -127 to 127, of a step for each row.
 * @param parameters those of `shapes` alone, in their order, `[n]`
 * @returns float32 steps, one a row, then int8 multiples, one a parameter
 */
export function toEightBits(parameters: Float32Array, shapes: readonly LayerShape[]): ArrayBuffer {
  const lengths = rowLengths(shapes);
  const bytes = new ArrayBuffer(eightBitSize(shapes));
  const steps = new Float32Array(bytes, 0, lengths.length);
  const multiples = new Int8Array(bytes, 4 * lengths.length);
  let at = 0;
  lengths.forEach((length, row) => {
    const values = parameters.subarray(at, at + length);
    steps[row] = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0) / 127;
    const step = steps[row]!;
    if (step > 0) for (let k = 0; k < length; k++) multiples[at + k] = Math.round(values[k]! / step);
    at += length;
  });
  return bytes;
}

/** Reads what `toEightBits` wrote: parameters `[n]`. `bytes` must be `eightBitSize(shapes)` long. */
export function fromEightBits(bytes: ArrayBuffer, shapes: readonly LayerShape[]): Float32Array {
  const lengths = rowLengths(shapes);
  const steps = new Float32Array(bytes, 0, lengths.length);
  const multiples = new Int8Array(bytes, 4 * lengths.length);
  const parameters = new Float32Array(multiples.length);
  let at = 0;
  lengths.forEach((length, row) => {
    for (const end = at + length; at < end; at++) parameters[at] = steps[row]! * multiples[at]!;
  });
  return parameters;
}
