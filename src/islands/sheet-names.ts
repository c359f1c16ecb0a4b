// Which sheets the noisy copies and the samples have, for the build's pictures and for the live ones.
import { PER_ROW } from '../figures/sheets.ts';

export const NOISY_SHEETS = [
  { label: 'test digits', count: PER_ROW },
  { label: 'with noise: what the encoder gets', count: PER_ROW },
  { label: 'what the decoder gives', count: PER_ROW },
] as const;

/** Draws from the prior that are shown. */
export const SAMPLES = 2 * PER_ROW;
export const PRIOR_SHEETS = [
  { label: 'decoded from N(0, 1)', count: SAMPLES },
  { label: 'test digits', count: PER_ROW },
] as const;

/** As many of `count` watch digits as a row holds, evenly spread: every kind of digit is among them. */
export function rowOf(count: number): number[] {
  return Array.from({ length: PER_ROW }, (_, k) => Math.floor((k * count) / PER_ROW));
}
