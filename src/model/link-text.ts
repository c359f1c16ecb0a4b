// Single settings of a run as text in an address, and back: undefined where a text is no good.
import type { Init, ModelSpec, Schedule, TrainConfig } from './spec.ts';
import { VARIANT_KINDS, VARIANTS, variantAt, type Variant } from './variants/index.ts';

/** Limits of the numbers a run may be given, in the lab's boxes and in an address alike. */
export const LIMITS = {
  units: [1, 4096],
  layers: [0, 6],
  code: [1, 256],
  batch: [1, 2_000],
  steps: [1, 100_000],
  rate: [1e-7, 1],
  warmup: [0, 10_000],
  sigma: [0, 10],
  beta: [0, 0.9999],
  level: [0, 1_000],
  seed: [0, 2 ** 31 - 1],
} as const satisfies Readonly<Record<string, readonly [least: number, most: number]>>;

/** The seed after this one; after the last that an address may name comes the first. */
export const nextSeed = (seed: number): number => (seed < LIMITS.seed[1] ? seed + 1 : LIMITS.seed[0]);

/** A number as written, where it lies within limits; undefined otherwise. */
export function number(text: string, [least, most]: readonly [number, number], whole = true): number | undefined {
  if (!(whole ? /^\d{1,10}$/ : /^\d{1,6}(\.\d{1,10})?(e-?\d{1,2})?$/).test(text)) return undefined;
  const value = Number(text);
  return value >= least && value <= most ? value : undefined;
}

export function list(text: string): number[] | undefined {
  const values = text === '0' ? [] : text.split('-').map((each) => number(each, LIMITS.units));
  return values.length <= LIMITS.layers[1] && values.every((value) => value !== undefined) ? values : undefined;
}

export const initText = (init: Init) => (init.kind === 'normal' ? `normal-${init.sigma}` : init.kind);
export function readInit(text: string): Init | undefined {
  if (text === 'fan-in' || text === 'zero') return { kind: text };
  const sigma = text.startsWith('normal-') ? number(text.slice(7), LIMITS.sigma, false) : undefined;
  return sigma === undefined ? undefined : { kind: 'normal', sigma };
}

export const scheduleText = (schedule: Schedule) => (schedule.kind === 'constant' ? 'constant' : `cosine-${schedule.warmup}`);
export function readSchedule(text: string, steps: number): Schedule | undefined {
  if (text === 'constant') return { kind: 'constant' };
  const warmup = text.startsWith('cosine-') ? number(text.slice(7), LIMITS.warmup) : undefined;
  return warmup === undefined || warmup >= steps ? undefined : { kind: 'cosine', warmup, steps };
}

export const optimizerText = ({ nesterov, beta1, beta2 }: TrainConfig['adam']) => `${nesterov ? 'nadam' : 'adam'}-${beta1}-${beta2}`;
/** @param epsilon is the same in every run, and in no address */
export function readOptimizer(text: string, { epsilon }: TrainConfig['adam']): TrainConfig['adam'] | undefined {
  const [kind, ...betas] = text.split('-');
  const [beta1, beta2, ...more] = betas.map((beta) => number(beta, LIMITS.beta, false));
  if ((kind !== 'adam' && kind !== 'nadam') || beta1 === undefined || beta2 === undefined || more.length > 0) return undefined;
  return { beta1, beta2, epsilon, nesterov: kind === 'nadam' };
}

export const letters = ({ activations }: ModelSpec) => activations.map((name) => name[0]).join('');

export function variantText({ kind, level }: Variant): string {
  return VARIANTS[kind].level ? `${kind}-${level}` : kind;
}
export function readVariant(text: string): Variant | undefined {
  for (const kind of VARIANT_KINDS) {
    const levelled = VARIANTS[kind].level !== null;
    if (!levelled && text === kind) return variantAt(kind);
    const level = levelled && text.startsWith(`${kind}-`) ? number(text.slice(kind.length + 1), LIMITS.level, false) : undefined;
    if (level !== undefined) return variantAt(kind, level);
  }
  return undefined;
}
