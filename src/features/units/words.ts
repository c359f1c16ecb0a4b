// Units in words: names of layers, what a unit gives, and a scale for it.
import { nice } from 'd3';
import type { ModelSpec } from '../../model/spec.ts';
import { isEncoderLayer, unitRange } from '../../model/units.ts';
import type { MapScale } from '../../kit/draw/map-layer.ts';
import { decimals } from '../../kit/words.ts';

/** Layer 1 is the first hidden one. */
export function layerName(spec: ModelSpec, layer: number): string {
  if (layer === spec.code) return 'code';
  if (layer === spec.units.length - 1) return 'output';
  return isEncoderLayer(spec, layer) ? `encoder, layer ${layer}` : `decoder, layer ${layer - spec.code}`;
}

/** A round number at least as large as the magnitude of every value in arrays `[n]`; 1 where there are none. */
export function roundBound(values: readonly Float32Array[]): number {
  let most = 0;
  for (const list of values) for (const value of list) if (Math.abs(value) > most && Number.isFinite(value)) most = Math.abs(value);
  return most > 0 ? nice(0, most, 4)[1] : 1;
}

/** The scale of a unit's activations `[n]`: from end to end where its activation function has ends, else a round number to either side of 0. */
export function activationScale(spec: ModelSpec, layer: number, values: readonly Float32Array[]): MapScale {
  const [low, high] = unitRange(spec, layer);
  const bound = roundBound(values);
  const floor = values.every((list) => list.every((value) => value >= 0)) ? 0 : -bound;
  const [from, to] = Number.isFinite(low) ? [low, high] : [floor, bound];
  return {
    at: (value) => Math.min(1, Math.max(0, (value - from) / (to - from))),
    ticks: [from, (from + to) / 2, to].map((value) => ({ value, text: decimals(value, Math.abs(to) < 1 ? 2 : 1) })),
  };
}

export interface UnitSaid {
  readonly spec: ModelSpec;
  readonly layer: number;
  readonly unit: number;
  /** The unit on every watch digit `[n]`, their labels, the digits it answers most, and the one that is picked. */
  readonly digits: Float32Array;
  readonly labels: Uint8Array;
  readonly top: readonly number[];
  readonly picked: number;
}

/** What a unit does, in sentences. */
export function unitText({ spec, layer, unit, digits, labels, top, picked }: UnitSaid): string {
  const counts = new Map<number, number>();
  for (const index of top) counts.set(labels[index]!, (counts.get(labels[index]!) ?? 0) + 1);
  const kinds = [...counts].sort((a, b) => b[1] - a[1]);
  const list = kinds.map(([digit, count]) => `${count} ${count === 1 ? `is a ${digit}` : `are ${digit}s`}`).join(', ');
  const told = kinds.length === 1 ? `All of the nine that excite it most are ${kinds[0]![0]}s` : `Of the nine that excite it most, ${list}`;
  const [least, most] = [Math.min(...digits), Math.max(...digits)];
  return (
    `Unit ${unit} (${layerName(spec, layer)}) gives ${decimals(least)} to ${decimals(most)} on the test digits. ` +
    `${told}. On the picked ${labels[picked]} it gives ${decimals(digits[picked]!)}.`
  );
}
