// Denoising: what the encoder sees has noise.
import type { Program } from './index.ts';
import { PLAIN } from './plain.ts';

declare module './index.ts' {
  interface Programs {
    denoising: true;
  }
}

export const program: Program = {
  tfjs: (sigma) => ({ ...PLAIN.tfjs, z: [`const z = encode(tf.add(x, tf.mul(noise, ${sigma})));`] }),
  keras: (sigma) => ['if training:', `    x = x + ${sigma} * keras.random.normal(ops.shape(x))`, ...PLAIN.keras],
};
