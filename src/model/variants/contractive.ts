// Contractive (Rifai et al. 2011): the cost grows by level * mean over images of the squared Frobenius norm of df/dx, by the estimate
// |f(x + d * noise) - f(x)|^2 / d^2 with one draw of noise an image.
import type { TensorPenalty, VariantDefinition } from './variant.ts';

declare module './variant.ts' {
  interface VariantKinds {
    contractive: true;
  }
}

/** d: how far the estimate steps from an image, in intensities. */
export const CONTRACTIVE_STEP = 0.1;

// #region objective ...
/** Adds how far the codes move, squared, where the twins are the images with a little noise. */
const contractivePenalty: TensorPenalty = (tf, { h, twins, level }) => {
  const slope = tf.div(tf.sub(twins!, h), CONTRACTIVE_STEP);
  return tf.mul(tf.mean(tf.sum(tf.square(slope), 1)), level);
};
// #endregion

export const contractive: VariantDefinition = {
  words: 'codes that move little',
  subject: 'a contractive code',
  level: { name: 'weight of the slope', symbol: 'λ', min: 0, max: 0.1, start: 0.001, whole: false, limit: 10, test: 0.5 },
  encoderInput: { kind: 'twins', sigma: () => CONTRACTIVE_STEP },
  columns: 1,
  strength: (weight, _, batch) => weight / (batch * CONTRACTIVE_STEP ** 2),
  stage: {
    code: null,
    penalty: {
      row({ h, size, twin, strength }, row) {
        let sum = 0;
        for (let i = row * size; i < (row + 1) * size; i++) sum += strength * (h[i + twin * size]! - h[i]!) ** 2;
        return sum;
      },
      tensor: contractivePenalty,
    },
    back: {
      row({ h, hError, zError, size, twin, strength }, row) {
        for (let i = row * size; i < (row + 1) * size; i++) {
          const moved = 2 * strength * (h[i + twin * size]! - h[i]!);
          hError[i + twin * size] = moved;
          hError[i] = zError[i]! - moved;
        }
      },
      wgsl: `
fn back(row: u32, unit: u32, error: f32) {
  let moved = 2.0 * strength * (encoded(twin(row), unit) - encoded(row, unit));
  give(row, unit, error - moved);
  give(twin(row), unit, moved);
}`,
    },
  },
};
