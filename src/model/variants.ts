// The variants by kind: how far their level may usefully go, where it starts, and what it is called.
import { type Variant, type VariantKind } from './spec.ts';

/** The number that turns a variant up. Units as in `Variant` (spec.ts). */
export interface Level {
  readonly name: string;
  readonly symbol: string;
  readonly min: number;
  readonly max: number;
  readonly start: number;
}

export const LEVELS: Readonly<Record<Exclude<VariantKind, 'plain'>, Level>> = {
  denoising: { name: 'noise', symbol: 'σ', min: 0, max: 1, start: 0.3 },
  sparse: { name: 'weight of |z|', symbol: 'λ', min: 0, max: 0.1, start: 0.001 },
  contractive: { name: 'weight of the slope', symbol: 'λ', min: 0, max: 0.1, start: 0.001 },
  variational: { name: 'weight of the prior', symbol: 'β', min: 0, max: 10, start: 1 },
};

/** A variant at a level, by default where its level starts. */
export function variantAt(kind: VariantKind, level: number = kind === 'plain' ? 0 : LEVELS[kind].start): Variant {
  switch (kind) {
    case 'plain':
      return { kind };
    case 'denoising':
      return { kind, sigma: level };
    case 'variational':
      return { kind, beta: level };
    default:
      return { kind, weight: level };
  }
}
