// Variational: codes are drawn, and their divergence from N(0, 1) is added to the cost.
import { PIXELS } from '../../model/image-size.ts';
import type { Program } from './index.ts';

declare module './index.ts' {
  interface Programs {
    variational: true;
  }
}

export const program: Program = {
  tfjs: (beta) => ({
    z: [
      'const [mean, logVariance] = tf.split(encode(x), 2, 1) as [tf.Tensor, tf.Tensor];',
      'const z = tf.add(mean, tf.mul(tf.exp(tf.div(logVariance, 2)), noise));',
    ],
    result: [
      'const divergence = tf.sub(tf.add(tf.square(mean), tf.exp(logVariance)), tf.add(logVariance, 1));',
      'const prior = tf.mean(tf.mul(tf.sum(divergence, 1), 0.5)); // KL(N(mean, variance) || N(0, 1))',
      `return { cost, total: tf.add(cost, tf.mul(prior, ${beta} / ${PIXELS})) };`,
    ],
  }),
  keras: (beta) => [
    'mean, log_variance = ops.split(self.encoder(x), 2, axis=1)',
    'z = mean',
    'if training:  # KL(N(mean, variance) || N(0, 1))',
    '    z = mean + ops.exp(log_variance / 2) * keras.random.normal(ops.shape(mean))',
    '    divergence = ops.square(mean) + ops.exp(log_variance) - log_variance - 1',
    `    self.add_loss(${beta} / ${PIXELS} * ops.mean(0.5 * ops.sum(divergence, axis=1)))`,
    'return self.decoder(z)',
  ],
};
