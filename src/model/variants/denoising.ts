// Denoising (Vincent et al. 2008): copies of the clean images, made from noisy ones. The level is sigma, in units of full ink.
import type { VariantDefinition } from './variant.ts';

declare module './variant.ts' {
  interface VariantKinds {
    denoising: true;
  }
}

export const denoising: VariantDefinition = {
  words: 'good copies of noisy digits',
  subject: 'denoising',
  level: { name: 'noise', symbol: 'σ', min: 0, max: 1, start: 0.3, whole: false, limit: 2, test: 0.5 },
  encoderInput: { kind: 'noisy', sigma: (sigma) => sigma },
  columns: 1,
  strength: () => 0,
  stage: null,
};
