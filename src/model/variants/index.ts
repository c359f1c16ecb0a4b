// The table of the variants, in the order that lists show them. To add one, write its file beside this one and its line here.
import { PIXELS } from '../image-size.ts';
import { contractive } from './contractive.ts';
import { denoising } from './denoising.ts';
import { plain } from './plain.ts';
import { sparse } from './sparse.ts';
import type { VariantDefinition, VariantKind } from './variant.ts';
import { variational } from './variational.ts';

export type { VariantKind };

export const VARIANTS: Readonly<Record<VariantKind, VariantDefinition>> = { plain, denoising, sparse, contractive, variational };
export const VARIANT_KINDS = Object.keys(VARIANTS) as readonly VariantKind[];

/** What training asks for beside good copies, and how strongly: the level's meaning is its definition's. */
export interface Variant {
  readonly kind: VariantKind;
  readonly level: number;
}

/** A variant at a level, by default where its slider starts. */
export function variantAt(kind: VariantKind, level = VARIANTS[kind].level?.start ?? 0): Variant {
  return { kind, level };
}

/** Throws a sentence where there is no such variant, or none at such a level. */
export function checkVariant({ kind, level }: Variant): void {
  if (!VARIANT_KINDS.includes(kind)) throw new Error(`variant must be one of ${VARIANT_KINDS.join(', ')}, not ${String(kind)}`);
  const { min = 0, limit = 0, whole = false } = VARIANTS[kind].level ?? {};
  if (!(level >= min && level <= limit) || (whole && !Number.isInteger(level)))
    throw new Error(
      `the level of a ${kind} autoencoder must be ${whole ? 'a whole number ' : ''}between ${min} and ${limit}, not ${level}`,
    );
}

/** How much noise a training step draws for each image: a number for each pixel, or for each of `size` code units, or none. */
export function noiseWidth({ kind }: Variant, size: number): number {
  const { encoderInput } = VARIANTS[kind];
  if (encoderInput.kind !== 'clean') return PIXELS;
  return encoderInput.noisyCode ? size : 0;
}
