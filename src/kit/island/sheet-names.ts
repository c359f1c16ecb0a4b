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
export const PRIOR_SHEETS = [
  { label: 'draws from N(0, 1)', count: SAMPLES },
  { label: 'the same draws', count: SAMPLES },
] as const;

/** What is said of a network that decoded the draws: behind its sheet's name, and in the sentence under the figure. */
export function priorSide(whose: string, config: RunConfig, codes: Float32Array | undefined) {
  const what = variantText(config);
  return { note: `decoded by ${whose}, ${what}`, says: codes ? ` ${what[0]!.toUpperCase()}${what.slice(1)}: ${spreadText(codes)}.` : '' };
}

/** What the samples say. `networks`: a sentence about each, with a space before it. */
export const priorText = (recorded: boolean, networks: readonly string[]): string =>
  `${recorded ? 'Two recorded networks. ' : ''}The draws spread by 1 and 1.${networks.join('')}`;

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
function spreadText(codes: Float32Array): string {
  const [z1, z2] = spreadOf(codes);
  return `its codes spread by ${decimals(z1)} and ${decimals(z2)}`;
}
