// A held-out digit: errors of known and strange digits, the threshold between them, the ROC curve, and the digits it gets wrong.
import { select } from 'd3';
import { ratesAt } from '../../model/roc.ts';
import { PIXELS } from '../../model/spec.ts';
import { errorHistogram } from './error-histogram.ts';
import type { Mount } from '../../kit/draw/figure.ts';
import { parted, type Detector, type Scored } from './scores.ts';
import { oddDigits, type OddData } from './odd-digits.ts';
import { rocChart } from './roc-chart.ts';
import { kindsText } from '../../kit/words.ts';

export interface HeldOutOptions {
  readonly onThreshold?: (threshold: number) => void;
  /** The reader picks one of the known digits that err most, by its row among the scores. */
  readonly onPick?: (row: number) => void;
}

export interface HeldOutData {
  readonly scored: Scored;
  /** Rows of the known digits with the largest errors, then of strangers with the smallest; their images and copies `[odd, 784]`. */
  readonly odd: readonly number[];
  readonly images: Float32Array;
  readonly reconstructions: Float32Array;
  readonly known: readonly number[];
  readonly stranger: number;
  readonly threshold: number;
  readonly upTo: number;
  /** The network's first. */
  readonly detectors: readonly Detector[];
  /** Row of the digit that is marked in every view, where it is among the scores. */
  readonly picked: number | undefined;
}

/** From this width on, in CSS pixels, histogram and curve stand side by side (features/held-out/style.css folds at the same width). */
const SIDE_BY_SIDE = 620;
const CURVE = 286;
const GAP = 24;

export const mountHeldOut: Mount<HeldOutOptions, HeldOutData> = (host, { width, onThreshold, onPick }) => {
  const root = select(host).append('div').attr('class', 'held-out');
  const charts = root.append('div').attr('class', 'held-out-charts');
  const place = (className: string) => charts.append('div').attr('class', className).node()!;
  const beside = width >= SIDE_BY_SIDE;
  const histogram = errorHistogram(place('held-out-histogram'), { width: beside ? width - CURVE - GAP : width, onThreshold });
  const curve = rocChart(place('held-out-curve'), Math.min(CURVE, width));
  const lines = root.append('div').attr('class', 'held-out-odd').node()!;
  let shown: HeldOutData | undefined;
  const misses = oddDigits(
    lines,
    onPick &&
      ((n) => {
        const row = shown && oddOf(shown, false)[n]?.row;
        if (row !== undefined) onPick(row);
      }),
  );
  const liars = oddDigits(lines);

  return {
    update(data) {
      shown = data;
      const { scored, known, stranger, threshold, upTo, detectors, picked } = data;
      const { known: ours, strangers } = parted(scored, stranger);
      histogram.update({
        scored,
        known,
        stranger,
        threshold,
        upTo,
        picked: picked === undefined ? undefined : { digit: scored.labels[picked]!, error: scored.errors[picked]! },
      });
      curve.update({ detectors, now: ratesAt(ours, strangers, threshold) });
      misses.update(`The ${kindsText(known)} that err most`, lineOf(data, false));
      liars.update(`The ${stranger}s that err least`, lineOf(data, true));
    },
  };
};

/** The odd digits of one kind: their place among the odd, and their row among the scores. */
function oddOf({ odd, scored, stranger }: HeldOutData, strange: boolean): { readonly n: number; readonly row: number }[] {
  return odd.map((row, n) => ({ n, row })).filter(({ row }) => (scored.labels[row] === stranger) === strange);
}

function lineOf(data: HeldOutData, strange: boolean): OddData {
  const own = oddOf(data, strange);
  const [first, count] = [own[0]?.n ?? 0, own.length];
  const part = (values: Float32Array) => values.subarray(first * PIXELS, (first + count) * PIXELS);
  const picked = own.findIndex(({ row }) => row === data.picked);
  return {
    images: part(data.images),
    reconstructions: part(data.reconstructions),
    errors: own.map(({ row }) => data.scored.errors[row]!),
    labels: own.map(({ row }) => data.scored.labels[row]!),
    picked: picked < 0 ? undefined : picked,
  };
}
