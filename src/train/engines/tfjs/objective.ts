// The variants with TensorFlow.js: what the decoder is given, and what is added to the cost.
import {
  abs,
  add,
  concat2d,
  div,
  engine,
  exp,
  mean,
  mul,
  scalar,
  slice,
  square,
  sub,
  sum,
  tensor2d,
  type Tensor,
  type Tensor2D,
} from '@tensorflow/tfjs-core';
import { noiseWidth, VARIANTS, type Variant } from '../../../model/variants/index.ts';
import type { Noise, Ops } from '../../../model/variants/variant.ts';

const OPS: Ops = { abs, add, div, engine, exp, mean, mul, slice, square, sub, sum };

/** The step's noise: over pixels `[batch, 784]`, over code units `[batch, size]`, or none. */
export function noiseTensor(variant: Variant, size: number, batch: number, noise: Noise): Tensor2D | undefined {
  const width = noiseWidth(variant, size);
  const values = Float32Array.from({ length: batch * width }, (_, i) => noise(i));
  return width > 0 ? tensor2d(values, [batch, width]) : undefined;
}

/** The codes `[n, size]` that figures and scores go by, of what the encoder puts out. */
export function codeOf({ kind, level }: Variant, size: number, h: Tensor2D): Tensor2D {
  return VARIANTS[kind].stage?.code?.tensor(OPS, { h, twins: undefined, size, level }) ?? h;
}

// #region objective ...
/**
 * The codes `[batch, size]` that a training step decodes, and what the variant adds to the cost.
 * @param encode the encoder: images `[n, 784]` to `[n, size]`, variational `[n, 2 * size]`
 */
export function objective(
  { kind, level }: Variant,
  size: number,
  encode: (images: Tensor) => Tensor2D,
  x: Tensor2D,
  noise: Tensor2D | undefined,
): { z: Tensor; penalty: Tensor } {
  const { encoderInput, stage } = VARIANTS[kind];
  const noisy = encoderInput.kind === 'clean' ? x : add<Tensor2D>(x, mul(noise!, encoderInput.sigma(level)));
  // One pass for the images and their twins: both share the weights.
  const twins = encoderInput.kind === 'twins';
  const all = encode(twins ? concat2d([x, noisy], 0) : noisy);
  const rows = (from: number) => slice(all, [from, 0], [x.shape[0], -1]);
  const code = { h: twins ? rows(0) : all, twins: twins ? rows(x.shape[0]) : undefined, size, level };
  return {
    z: stage?.code?.tensor(OPS, code, noise) ?? code.h,
    penalty: stage?.penalty?.tensor(OPS, code) ?? scalar(0),
  };
}
// #endregion
