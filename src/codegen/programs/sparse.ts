// Sparse: the size of the codes is added to the cost.
import type { Program } from './index.ts';
import { PLAIN } from './plain.ts';

declare module './index.ts' {
  interface Programs {
    sparse: true;
  }
}

export const program: Program = {
  tfjs: (weight) => ({
    ...PLAIN.tfjs,
    result: [`return { cost, total: tf.add(cost, tf.mul(tf.mean(tf.abs(z)), ${weight})) };`],
  }),
  keras: (weight) => [
    'z = self.encoder(x)',
    'if training:',
    `    self.add_loss(${weight} * ops.mean(ops.abs(z)))`,
    'return self.decoder(z)',
  ],
};
