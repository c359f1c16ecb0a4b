// The plain autoencoder: good copies are all it is asked for.
import type { VariantDefinition } from './variant.ts';

declare module './variant.ts' {
  interface VariantKinds {
    plain: true;
  }
}

export const plain: VariantDefinition = {
  words: 'good copies',
  subject: 'a plain run',
  level: null,
  encoderInput: { kind: 'clean', noisyCode: false },
  columns: 1,
  strength: () => 0,
  stage: null,
};
