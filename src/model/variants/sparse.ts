// Sparse: the cost grows by level * mean over images and code units of |z|.
import type { TensorPenalty, VariantDefinition } from './variant.ts';

declare module './variant.ts' {
  interface VariantKinds {
    sparse: true;
  }
}

// #region objective ...
/** Adds the mean size of the codes to the cost. */
const sparsePenalty: TensorPenalty = (tf, { h, level }) => tf.mul(tf.mean(tf.abs(h)), level);
// #endregion

export const sparse: VariantDefinition = {
  words: 'small codes',
  subject: 'a sparse code',
  level: { name: 'weight of |z|', symbol: 'λ', min: 0, max: 0.1, start: 0.001, whole: false, limit: 10, test: 0.5 },
  encoderInput: { kind: 'clean', noisyCode: false },
  columns: 1,
  strength: (weight, size, batch) => weight / (batch * size),
  stage: {
    code: null,
    penalty: {
      row({ h, size, strength }, row) {
        let sum = 0;
        for (let i = row * size; i < (row + 1) * size; i++) sum += strength * Math.abs(h[i]!);
        return sum;
      },
      tensor: sparsePenalty,
    },
    back: {
      row({ h, hError, zError, size, strength }, row) {
        for (let i = row * size; i < (row + 1) * size; i++) hError[i] = zError[i]! + strength * Math.sign(h[i]!);
      },
      wgsl: `
fn back(row: u32, unit: u32, error: f32) {
  give(row, unit, error + strength * sign(encoded(row, unit)));
}`,
    },
  },
};
