// A small float32 forward pass: serves the figures before any training engine is loaded.
import { codeOf } from './code-stage.ts';
import { codeSize, layerShapes, PIXELS, type Activation, type LayerShape, type ModelSpec } from './spec.ts';

const ACTIVATE: Readonly<Record<Activation, (values: Float32Array) => void>> = {
  linear: () => {},
  tanh: (values) => {
    for (let i = 0; i < values.length; i++) values[i] = Math.tanh(values[i]!);
  },
  relu: (values) => {
    for (let i = 0; i < values.length; i++) if (values[i]! < 0) values[i] = 0;
  },
  sigmoid: (values) => {
    for (let i = 0; i < values.length; i++) values[i] = 1 / (1 + Math.exp(-values[i]!));
  },
};

/** `[count, inputs]` to `[count, outputs]`. Rows of weights are skipped where the input is 0: most pixels are. */
function dense(input: Float32Array, count: number, shape: LayerShape, parameters: Float32Array): Float32Array {
  const { inputs, outputs, weightsAt, biasesAt } = shape;
  const output = new Float32Array(count * outputs);
  const biases = parameters.subarray(biasesAt, biasesAt + outputs);
  for (let n = 0; n < count; n++) {
    const row = output.subarray(n * outputs, (n + 1) * outputs);
    row.set(biases);
    for (let i = 0; i < inputs; i++) {
      const x = input[n * inputs + i]!;
      if (x === 0) continue;
      const at = weightsAt + i * outputs;
      for (let j = 0; j < outputs; j++) row[j]! += x * parameters[at + j]!;
    }
  }
  ACTIVATE[shape.activation](output);
  return output;
}

/** Values through consecutive dense layers: `[n, inputs of the first]` to `[n, outputs of the last]`. */
export type Chain = (shapes: readonly LayerShape[], parameters: Float32Array, input: Float32Array) => Float32Array;

export const chain: Chain = (shapes, parameters, input) => {
  let values = input;
  const count = shapes.length > 0 ? input.length / shapes[0]!.inputs : 0;
  for (const shape of shapes) values = dense(values, count, shape, parameters);
  return values;
};

/** Encoder: images `[n, 784]` in 0..1 to codes `[n, code]`; a variational encoder's means. */
export function encode(spec: ModelSpec, parameters: Float32Array, images: Float32Array, through: Chain = chain): Float32Array {
  const shapes = layerShapes(spec).slice(0, spec.code);
  return codeOf(spec, through(shapes, parameters, images));
}

/** Decoder: codes `[n, code]` to images `[n, 784]`; linear outputs may leave 0..1. */
export function decode(spec: ModelSpec, parameters: Float32Array, codes: Float32Array, through: Chain = chain): Float32Array {
  if (codes.length % codeSize(spec) !== 0) throw new Error(`codes must come in rows of ${codeSize(spec)}`);
  return through(layerShapes(spec).slice(spec.code), parameters, codes);
}

/** Bytes 0..255, `[n, 784]`, as intensities 0..1 of the same shape. */
export function intensities(bytes: Uint8Array): Float32Array {
  return Float32Array.from(bytes, (byte) => byte / 255);
}

/** Mean squared error of each of `copies` `[n, 784]` against its image. */
export function imageErrors(images: Float32Array, copies: Float32Array): number[] {
  const row = (values: Float32Array, n: number) => values.subarray(n * PIXELS, (n + 1) * PIXELS);
  return Array.from({ length: images.length / PIXELS }, (_, n) => meanSquaredError(row(images, n), row(copies, n)));
}

// #region mse
/** Mean squared error over all numbers of two equal-length arrays. */
export function meanSquaredError(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i]! - b[i]!) ** 2;
  return sum / a.length;
}
// #endregion
