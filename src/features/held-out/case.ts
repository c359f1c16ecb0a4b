// A held-out digit: strangers that err more, on a page and on a phone, with a run before, and with a threshold beyond the axis.
import { mountHeldOut, type HeldOutData } from './figure.ts';
import { detector, errorWindow, type Scored } from './scores.ts';
import { ODD } from './odd-digits.ts';
import { random } from '../../model/random.ts';
import { strokes } from '../../kit/cases/made-up.ts';

const EACH = 120;

/** Errors around `means`, one for each of `digits`. */
function scored(digits: readonly number[], means: readonly number[], seed: number): Scored {
  const { uniform } = random(seed, 'case errors');
  const labels = Uint8Array.from({ length: EACH * digits.length }, (_, i) => digits[Math.floor(i / EACH)]!);
  return { labels, errors: Float32Array.from(labels, (digit) => means[digits.indexOf(digit)]! * (0.4 + 1.2 * uniform())) };
}

const digits = [1, 5, 6, 7];
const network = scored(digits, [0.01, 0.035, 0.03, 0.07], 0);
const pca = scored(digits, [0.02, 0.05, 0.05, 0.06], 1);
const before = scored(digits, [0.02, 0.04, 0.04, 0.07], 2);

const data: HeldOutData = {
  scored: network,
  odd: Array.from({ length: 2 * ODD }, (_, n) => (n < ODD ? EACH + 7 * n : 3 * EACH + n)),
  images: strokes(2 * ODD, 3),
  reconstructions: strokes(2 * ODD, 4),
  known: [1, 5, 6],
  stranger: 7,
  threshold: 0.05,
  upTo: errorWindow(network.errors),
  detectors: [detector('network', network, 7), detector('pca', pca, 7)],
  picked: EACH + 14,
};

export const cases = [
  { name: 'held-out', mount: mountHeldOut, options: { width: 648, onThreshold: () => {}, onPick: () => {} }, data },
  {
    name: 'held-out-phone-run-before',
    mount: mountHeldOut,
    options: { width: 328 },
    data: { ...data, detectors: [...data.detectors, detector('ghost', before, 7)], picked: undefined },
  },
  { name: 'held-out-beyond', mount: mountHeldOut, options: { width: 648 }, data: { ...data, threshold: 9, odd: data.odd.slice(0, 3) } },
];
