// The plain autoencoder: good copies are all it is asked for.
import type { Program, VariantDefinition } from './variant.ts';

declare module './variant.ts' {
  interface VariantKinds {
    plain: true;
  }
}

/** The programs of a network whose code is what the encoder puts out, and whose cost is the mean squared error. */
export const PLAIN_PROGRAM = {
  tfjs: { z: ['const z = encode(x);'], result: ['return { cost, total: cost };'] },
  keras: ['z = self.encoder(x)', 'return self.decoder(z)'],
} as const;

const program: Program = { tfjs: () => PLAIN_PROGRAM.tfjs, keras: () => PLAIN_PROGRAM.keras };

export const plain: VariantDefinition = {
  words: 'good copies',
  subject: 'a plain run',
  level: null,
  encoderInput: { kind: 'clean', noisyCode: false },
  columns: 1,
  strength: () => 0,
  stage: null,
  program,
};
