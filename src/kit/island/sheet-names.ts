// The sheets of the noisy copies and of the samples, for the build's pictures and for the live ones, and what is said of them.
import { decimals, RUN_BEFORE } from '../words.ts';
import { spreadOf } from '../draw/run-numbers.ts';
import { PER_ROW } from '../draw/sheets.ts';
import { variantOf, type RunConfig } from '../../model/spec.ts';
import { VARIANTS } from '../../model/variants/index.ts';

export const NOISY_SHEETS = [
  { label: 'test digits', count: PER_ROW },
  { label: 'with noise, as the encoder gets them', count: PER_ROW },
  { label: 'copies by this network', count: PER_ROW },
  { label: `copies by the ${RUN_BEFORE}`, count: PER_ROW },
] as const;

/** Draws from the prior that are shown. */
export const SAMPLES = 2 * PER_ROW;
/** @param beside a recorded run, where it is not the run before that draws too */
export const priorSheets = (beside?: string) =>
  [
    { label: 'drawn from N(0, 1), decoded by this network', count: SAMPLES },
    { label: `the same draws, decoded by ${beside === undefined ? `the ${RUN_BEFORE}` : 'a plain network'}`, count: SAMPLES },
  ] as const;

/** As many of `count` watch digits as a row holds, evenly spread: every kind of digit is among them. */
export function rowOf(count: number): number[] {
  return Array.from({ length: PER_ROW }, (_, k) => Math.floor((k * count) / PER_ROW));
}

/** A network by what it was trained for: `denoising, σ = 0.3`. */
export function variantText({ spec }: RunConfig): string {
  const { kind, level } = variantOf(spec);
  const about = VARIANTS[kind].level;
  if (about) return `${kind}, ${about.symbol} = ${level}`;
  return spec.activations.every((name) => name === 'linear') ? 'linear' : 'plain';
}

/** `its codes spread by 0.98 and 1.03`, of codes `[n, 2]`: what a draw from N(0, 1), which spreads by 1 and 1, can hope to meet. */
export function spreadText(codes: Float32Array): string {
  const [z1, z2] = spreadOf(codes);
  return `its codes spread by ${decimals(z1)} and ${decimals(z2)}`;
}
