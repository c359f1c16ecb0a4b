// Scores of known digits and of a stranger: their window, their shares at a threshold, and what they say in words.
import { ratesAt, rocArea, rocCurve, thresholdFor, type Rates, type RocPoint } from '../../model/roc.ts';
import { niceAbove } from '../../kit/draw/cost-curve.ts';
import { decimals, listText, RUN_BEFORE } from '../../kit/words.ts';

/** Errors of test digits and their labels, `[n]` each. */
export interface Scored {
  readonly errors: Float32Array;
  readonly labels: Uint8Array;
}

/** What calls digits strange: the run's network, PCA, or the run before. */
const DETECTORS = { network: 'network', pca: 'PCA-2', ghost: RUN_BEFORE } as const;
export type DetectorKey = keyof typeof DETECTORS;

/** A detector, its ROC curve and the area under it. */
export interface Detector {
  readonly key: DetectorKey;
  /** For the reader. */
  readonly name: string;
  readonly points: readonly RocPoint[];
  readonly area: number;
}

/** The digit that is marked in every view. */
export interface Marked {
  readonly digit: number;
  readonly error: number;
}

/** How the reader set the threshold: to a number, or to at most a share of false alarms, which follows the network. */
export type ThresholdRule = { readonly threshold: number } | { readonly share: number };

/** Errors `[m]` of one digit, of errors `[n]`. */
export function errorsOf({ errors, labels }: Scored, digit: number): Float32Array {
  return errors.filter((_, i) => labels[i] === digit);
}

/** Errors `[n]` divided: those of the held-out digit, and those of all others. */
export function parted({ errors, labels }: Scored, stranger: number): { readonly known: Float32Array; readonly strangers: Float32Array } {
  return {
    known: errors.filter((_, i) => labels[i] !== stranger),
    strangers: errors.filter((_, i) => labels[i] === stranger),
  };
}

export function detector(key: DetectorKey, scored: Scored, stranger: number): Detector {
  const { known, strangers } = parted(scored, stranger);
  const points = rocCurve(known, strangers);
  return { key, name: DETECTORS[key], points, area: rocArea(points) };
}

/** The threshold a rule gives for these known errors `[n]`; never below 0, where no error is. */
export function thresholdBy(rule: ThresholdRule, known: Float32Array): number {
  return 'threshold' in rule ? rule.threshold : Math.max(0, thresholdFor(known, rule.share));
}

/**
 * Right end of the axis of errors `[n]`: a round number above the largest. The window on screen stays as long as it fits, so that the axis
 * does not move while a network trains.
 */
export function errorWindow(errors: Float32Array, now?: number): number {
  let largest = 1e-3;
  for (const error of errors) if (Number.isFinite(error)) largest = Math.max(largest, error);
  return now !== undefined && largest <= now && largest > 0.4 * now ? now : niceAbove(largest);
}

/** A share as whole percent, but neither 0 nor 100 where it is not. */
export function percent(share: number): string {
  const whole = Math.round(100 * share);
  if (whole === 0 && share > 0) return 'fewer than 1 %';
  if (whole === 100 && share < 1) return 'more than 99 %';
  return `${whole} %`;
}

export const areaText = (area: number) => decimals(area, 3);

/** What the figure shows, in the reader's own numbers. */
export function heldOutText(
  scored: Scored,
  stranger: number,
  threshold: number,
  network: Detector,
  others: readonly Detector[],
  picked?: Marked,
): string {
  const { known, strangers } = parted(scored, stranger);
  const { truePositiveRate, falsePositiveRate }: Rates = ratesAt(known, strangers, threshold);
  const called = `At ${decimals(threshold, 4)} you call ${percent(truePositiveRate)} of the ${stranger}s strange, and ${percent(falsePositiveRate)} of the known digits`;
  const beside = others.map(({ name, area }) => `${areaText(area)} for ${name}`);
  const than = beside.length > 0 ? `, against ${listText(beside)}` : '';
  const marked = picked ? ` The marked ${picked.digit} has error ${decimals(picked.error, 4)}.` : '';
  return `${called}. The area under the curve is ${areaText(network.area)}${than}.${marked}`;
}
