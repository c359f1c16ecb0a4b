// The variants with TensorFlow.js: what the decoder is given in a training step, and what is added to the cost.
import {
  abs,
  add,
  concat2d,
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
import { CONTRACTIVE_STEP, PIXELS, type Variant } from '../../../model/spec.ts';

/** The step's noise: over pixels `[batch, 784]`, over code units `[batch, size]`, or none. */
export function noiseTensor({ kind }: Variant, size: number, batch: number, noise: (index: number) => number): Tensor2D | undefined {
  const width = kind === 'variational' ? size : kind === 'denoising' || kind === 'contractive' ? PIXELS : 0;
  return width === 0
    ? undefined
    : tensor2d(
        Float32Array.from({ length: batch * width }, (_, i) => noise(i)),
        [batch, width],
      );
}

// #region objective
/**
 * The codes `[batch, size]` that a training step decodes, and what the variant adds to the cost (`Variant` in model/spec.ts).
 * @param encode the encoder: images `[n, 784]` to `[n, size]`, variational `[n, 2 * size]`: means and log variances
 */
export function objective(
  variant: Variant,
  size: number,
  encode: (images: Tensor) => Tensor,
  x: Tensor2D,
  noise: Tensor2D | undefined,
): { z: Tensor; penalty: Tensor } {
  switch (variant.kind) {
    case 'plain':
      return { z: encode(x), penalty: scalar(0) };
    case 'denoising':
      return { z: encode(add(x, mul(noise!, variant.sigma))), penalty: scalar(0) };
    case 'sparse': {
      const z = encode(x);
      return { z, penalty: mul(mean(abs(z)), variant.weight) };
    }
    case 'contractive': {
      // One pass for the images and the same a step aside: both share the weights.
      const both = encode(concat2d([x, add(x, mul(noise!, CONTRACTIVE_STEP))], 0)) as Tensor2D;
      const batch = x.shape[0];
      const [z, aside] = [slice(both, [0, 0], [batch, size]), slice(both, [batch, 0], [batch, size])];
      return { z, penalty: mul(mean(sum(square(sub(aside, z)), 1)), variant.weight / CONTRACTIVE_STEP ** 2) };
    }
    case 'variational': {
      const both = encode(x) as Tensor2D;
      const [means, logVariances] = [slice(both, [0, 0], [-1, size]), slice(both, [0, size], [-1, size])];
      const z = add(means, mul(exp(mul(logVariances, 0.5)), noise!));
      const divergence = mul(sum(sub(add(square(means), exp(logVariances)), add(logVariances, 1)), 1), 0.5);
      return { z, penalty: mul(mean(divergence), variant.beta / PIXELS) };
    }
  }
}
// #endregion
