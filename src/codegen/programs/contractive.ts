// Contractive: how far the codes move is added to the cost.
import { CONTRACTIVE_STEP } from '../../model/variants/contractive.ts';
import type { Program } from './index.ts';
import { PLAIN } from './plain.ts';

declare module './index.ts' {
  interface Programs {
    contractive: true;
  }
}

export const program: Program = {
  tfjs: (weight) => ({
    z: PLAIN.tfjs.z,
    result: [
      `const stepped = encode(tf.add(x, tf.mul(noise, ${CONTRACTIVE_STEP})));`,
      `const slope = tf.mean(tf.sum(tf.square(tf.div(tf.sub(stepped, z), ${CONTRACTIVE_STEP})), 1)); // |df/dx|², estimated`,
      `return { cost, total: tf.add(cost, tf.mul(slope, ${weight})) };`,
    ],
  }),
  keras: (weight) => [
    'z = self.encoder(x)',
    'if training:  # the squared slope |df/dx|**2, estimated by a small step',
    `    stepped = self.encoder(x + ${CONTRACTIVE_STEP} * keras.random.normal(ops.shape(x)))`,
    `    slope = ops.mean(ops.sum(ops.square((stepped - z) / ${CONTRACTIVE_STEP}), axis=1))`,
    `    self.add_loss(${weight} * slope)`,
    'return self.decoder(z)',
  ],
};
