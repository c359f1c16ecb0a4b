// How well a score tells strangers from the known: the ROC curve, its area, and what a threshold does.

/** At a threshold: shares of the strangers and of the known that lie above it. */
export interface Rates {
  /** Strangers called strange: the true positive rate. */
  readonly truePositiveRate: number;
  /** Known called strange: the false positive rate. */
  readonly falsePositiveRate: number;
}

export interface RocPoint extends Rates {
  /** Scores greater than this are called strange. */
  readonly threshold: number;
}

function check(known: ArrayLike<number>, strangers: ArrayLike<number>): void {
  for (const [scores, what] of [[known, 'known'] as const, [strangers, 'strange'] as const]) {
    if (scores.length === 0) throw new Error(`there are no scores of ${what} images: a ROC curve needs some of either kind`);
    for (let i = 0; i < scores.length; i++)
      if (!Number.isFinite(scores[i])) throw new Error(`score ${i} of the ${what} images is not a finite number`);
  }
}

const descending = (scores: ArrayLike<number>) => Float64Array.from(scores).sort().reverse();

/** Share of the scores that are greater than `threshold`. */
export function shareAbove(scores: ArrayLike<number>, threshold: number): number {
  let above = 0;
  for (let i = 0; i < scores.length; i++) if (scores[i]! > threshold) above++;
  return above / scores.length;
}

/** What a threshold does. Throws where there are no scores of a kind, or one is not finite. */
export function ratesAt(known: ArrayLike<number>, strangers: ArrayLike<number>, threshold: number): Rates {
  check(known, strangers);
  return { truePositiveRate: shareAbove(strangers, threshold), falsePositiveRate: shareAbove(known, threshold) };
}

// #region roc
/**
 * The ROC curve, from the threshold that calls nothing strange to the one that calls
 * everything strange: a point for each different score. Scores that are equal are passed
 * together, so that ties make a slanted piece. Throws where there are no scores of a kind,
 * or one is not finite.
 */
export function rocCurve(known: ArrayLike<number>, strangers: ArrayLike<number>): RocPoint[] {
  check(known, strangers);
  const [k, s] = [descending(known), descending(strangers)];
  const points: RocPoint[] = [{ threshold: Math.max(k[0]!, s[0]!), truePositiveRate: 0, falsePositiveRate: 0 }];
  let [i, j] = [0, 0];
  while (i < k.length || j < s.length) {
    const score = Math.max(k[i] ?? -Infinity, s[j] ?? -Infinity);
    while (k[i] === score) i++;
    while (s[j] === score) j++;
    const threshold = Math.max(k[i] ?? -Infinity, s[j] ?? -Infinity);
    points.push({ threshold, truePositiveRate: j / s.length, falsePositiveRate: i / k.length });
  }
  return points;
}

/**
 * The area under a ROC curve by the trapezoid rule. It is the chance that a stranger drawn
 * at random scores higher than a known image drawn at random, ties counted one half: Mann
 * and Whitney's U over the number of pairs (Hanley and McNeil 1982).
 */
export function rocArea(points: readonly RocPoint[]): number {
  let area = 0;
  for (let n = 1; n < points.length; n++) {
    const [a, b] = [points[n - 1]!, points[n]!];
    area += (b.falsePositiveRate - a.falsePositiveRate) * ((a.truePositiveRate + b.truePositiveRate) / 2);
  }
  return area;
}

/**
 * The lowest threshold that calls at most `share` (0..1) of the known scores strange.
 * Throws where there are none.
 */
export function thresholdFor(known: ArrayLike<number>, share: number): number {
  if (known.length === 0) throw new Error('there are no scores of known images to set a threshold by');
  if (!(share >= 0 && share <= 1)) throw new Error(`the share of false alarms must lie between 0 and 1, not at ${share}`);
  const sorted = descending(known);
  const allowed = Math.floor(share * sorted.length + 1e-9);
  // The first score that must not be called strange; where all may be, there is none.
  return sorted[allowed] ?? -Infinity;
}
// #endregion
