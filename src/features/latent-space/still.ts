// Slant and thickness of the synthetic watch digits, which no real data set comes with, ready to be drawn.
import { penFactors } from '../../data/pen.ts';

export interface FactorValues {
  /** 0 at the key's low end to 1 at its high end, `[labels]` */
  readonly values: Float32Array;
  readonly key: { readonly low: string; readonly high: string };
}

const UNITS = { slant: '°', thickness: ' px' } as const;

/**
 * A factor of the synthetic watch digits, from its 2nd to its 98th percentile.
 * @param labels `[watched]`, of the watch digits: they are the first test digits of each kind, in order
 */
export function factorValues(labels: Uint8Array, factor: 'slant' | 'thickness'): FactorValues {
  const seen = new Map<number, number>();
  const raw = Array.from(labels, (digit) => {
    const index = seen.get(digit) ?? 0;
    seen.set(digit, index + 1);
    return penFactors('test', digit, index)[factor];
  });
  const sorted = raw.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))]!;
  const [low, high] = [at(0.02), at(0.98)];
  const text = (value: number) => `${value.toFixed(factor === 'slant' ? 0 : 1).replace('-', '\u2212')}${UNITS[factor]}`;
  return {
    values: Float32Array.from(raw, (value) => Math.min(1, Math.max(0, (value - low) / (high - low)))),
    key: { low: `${factor} ${text(low)}`, high: text(high) },
  };
}
