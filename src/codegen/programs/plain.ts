// Programs of a network whose code is what the encoder puts out, and whose cost is the mean squared error.
import type { Program } from './index.ts';

declare module './index.ts' {
  interface Programs {
    plain: true;
  }
}

export const PLAIN = {
  tfjs: { z: ['const z = encode(x);'], result: ['return { cost, total: cost };'] },
  keras: ['z = self.encoder(x)', 'return self.decoder(z)'],
} as const;

export const program: Program = { tfjs: () => PLAIN.tfjs, keras: () => PLAIN.keras };
