// Variational (Kingma and Welling 2014): the encoder gives a mean and a log variance for each code unit, training decodes
// z = mean + exp(logVariance / 2) * noise, and the cost grows by level / 784 * mean over images of KL(N(mean, variance) || N(0, 1)).
// Everywhere but in a training step the code is the mean.
import { PIXELS } from '../image-size.ts';
import type { TensorMap, TensorPenalty, VariantDefinition } from './variant.ts';

declare module './variant.ts' {
  interface VariantKinds {
    variational: true;
  }
}

// #region objective ...
/** The means, in a training step with noise of the variance that the encoder gives. */
const sampledCode: TensorMap = (tf, { h, size }, noise) => {
  const [means, logVariances] = [tf.slice(h, [0, 0], [-1, size]), tf.slice(h, [0, size], [-1, size])];
  return noise ? tf.add(means, tf.mul(tf.exp(tf.mul(logVariances, 0.5)), noise)) : means;
};

/** Adds the divergence from N(0, 1) to the cost. */
const variationalPenalty: TensorPenalty = (tf, { h, size, level }) => {
  const [means, logVariances] = [tf.slice(h, [0, 0], [-1, size]), tf.slice(h, [0, size], [-1, size])];
  const divergence = tf.mul(tf.sum(tf.sub(tf.add(tf.square(means), tf.exp(logVariances)), tf.add(logVariances, 1)), 1), 0.5);
  return tf.mul(tf.mean(divergence), level / PIXELS);
};
// #endregion

export const variational: VariantDefinition = {
  words: 'codes like a normal distribution',
  subject: 'a variational code',
  level: { name: 'weight of the prior', symbol: 'β', min: 0, max: 10, start: 1, whole: false, limit: 1_000, test: 100 },
  encoderInput: { kind: 'clean', noisyCode: true },
  columns: 2,
  strength: (beta, _, batch) => beta / (PIXELS * batch),
  stage: {
    code: {
      row({ h, z, size }, row, noise) {
        for (let j = 0; j < size; j++) {
          const [i, mean] = [row * size + j, 2 * row * size + j];
          z[i] = h[mean]! + (noise ? Math.exp(h[mean + size]! / 2) * noise(i) : 0);
        }
      },
      wgsl: `
fn code(row: u32, unit: u32) -> f32 {
  let mean = encoded(row, unit);
  if (job.learn == 0.0) { return mean; }
  return mean + exp(0.5 * encoded(row, size + unit)) * noiseAt(job.noise, row * size + unit);
}`,
      tensor: sampledCode,
    },
    penalty: {
      row({ h, size, strength }, row) {
        let sum = 0;
        for (let mean = 2 * row * size; mean < (2 * row + 1) * size; mean++) {
          const logVariance = h[mean + size]!;
          sum += strength * 0.5 * (h[mean]! ** 2 + Math.exp(logVariance) - logVariance - 1);
        }
        return sum;
      },
      tensor: variationalPenalty,
    },
    back: {
      row({ h, hError, zError, size, strength }, row, noise) {
        for (let j = 0; j < size; j++) {
          const [i, mean] = [row * size + j, 2 * row * size + j];
          const [error, sigma] = [zError[i]!, Math.exp(h[mean + size]! / 2)];
          hError[mean] = error + strength * h[mean]!;
          hError[mean + size] = 0.5 * (error * noise(i) * sigma + strength * (sigma ** 2 - 1));
        }
      },
      wgsl: `
fn back(row: u32, unit: u32, error: f32) {
  let sigma = exp(0.5 * encoded(row, size + unit));
  let noise = noiseAt(job.noise, row * size + unit);
  give(row, unit, error + strength * encoded(row, unit));
  give(row, size + unit, 0.5 * (error * noise * sigma + strength * (sigma * sigma - 1.0)));
}`,
    },
  },
};
