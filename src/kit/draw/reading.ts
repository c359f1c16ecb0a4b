// Where a code lies, in words: which digits are near a point of the plane.
import { quantileSorted } from 'd3';
import type { Projection } from '../../model/projection.ts';
import { codeText, percentText } from '../words.ts';
import { nearest, type Point } from './plane.ts';

/** Row `index` of codes `[n, 2]`. */
export function codeAt(codes: Float32Array, index: number): Point {
  return [codes[2 * index]!, codes[2 * index + 1]!];
}

/** The different digits among labels `[n]`, ascending. */
export function digitsOf(labels: Uint8Array): number[] {
  return [...new Set(labels)].sort((a, b) => a - b);
}

interface Middle {
  readonly digit: number;
  readonly middle: Point;
}

/** Found once for the same codes: a ring that drifts asks with every move. */
const middlesKnown = new WeakMap<Float32Array, readonly Middle[]>();

/** The middle of each digit's codes `[n, 2]`, by the medians of both numbers; digits ascending. */
export function middlesOf(codes: Float32Array, labels: Uint8Array): readonly Middle[] {
  const known = middlesKnown.get(codes);
  if (known) return known;
  const median = (column: 0 | 1, digit: number) =>
    quantileSorted(
      [...labels.keys()]
        .filter((i) => labels[i] === digit)
        .map((i) => codes[2 * i + column]!)
        .sort((a, b) => a - b),
      0.5,
    )!;
  const middles = digitsOf(labels).map((digit): Middle => ({ digit, middle: [median(0, digit), median(1, digit)] }));
  middlesKnown.set(codes, middles);
  return middles;
}

/**
 * Share of codes `[n, 2]` whose nearest neighbour is of their own digit: how far the digits are parted, without drawing a border.
 * Compares each with all others: 250,000 distances for 500 codes.
 */
export function neighbourAgreement(codes: Float32Array, labels: Uint8Array): number {
  let own = 0;
  for (let i = 0; i < labels.length; i++) {
    const neighbour = nearest(codes, codeAt(codes, i), 2).find((index) => index !== i);
    if (neighbour !== undefined && labels[neighbour] === labels[i]) own++;
  }
  return labels.length === 0 ? 0 : own / labels.length;
}

/** Found once for the same codes: a dragged point is described with every move. */
const gapOf = new WeakMap<Float32Array, number>();

/** Distance that 95 % of the codes have at most to their nearest neighbour; judged by every fifth code. */
function usualGap(codes: Float32Array): number {
  const known = gapOf.get(codes);
  if (known !== undefined) return known;
  const gaps: number[] = [];
  for (let i = 0; i < codes.length / 2; i += 5) {
    const [z1, z2] = codeAt(codes, i);
    const other = nearest(codes, [z1, z2], 2).find((index) => index !== i);
    if (other !== undefined) gaps.push(Math.hypot(codes[2 * other]! - z1, codes[2 * other + 1]! - z2));
  }
  gaps.sort((a, b) => a - b);
  const gap = quantileSorted(gaps, 0.95) ?? 0;
  gapOf.set(codes, gap);
  return gap;
}

/** How many of the nearest codes say what a point is like. */
const NEIGHBOURS = 15;

/** What of codes `[n, 2]` lies around a point, in a sentence: `z = (1.20, −0.40): the nearest test digits are 5s.` */
export function describePoint(codes: Float32Array, labels: Uint8Array, point: Point): string {
  const place = `z = ${codeText(point)}`;
  const around = nearest(codes, point, NEIGHBOURS);
  if (around.length === 0 || labels.length === 0) return `${place}.`;
  const [z1, z2] = codeAt(codes, around[0]!);
  if (Math.hypot(z1 - point[0], z2 - point[1]) > 3 * usualGap(codes))
    return `${place}: far from every test digit, the decoder is guessing.`;
  const counts = new Map<number, number>();
  for (const index of around) counts.set(labels[index]!, (counts.get(labels[index]!) ?? 0) + 1);
  const [first, second] = [...counts].sort((a, b) => b[1] - a[1]);
  if (second && second[1] > around.length / 4) return `${place}: between ${first![0]}s and ${second[0]}s.`;
  return `${place}: the nearest test digits are ${first![0]}s.`;
}

/** What a plane shows of longer or shorter codes, as a sentence to add; nothing where the plane is the code. */
export function projectionText({ kind, size, share }: Projection): string {
  if (kind === 'none') return '';
  if (kind === 'line') return ' The code is one number: the height in this plane means nothing.';
  return ` The code has ${size} numbers: the plane is their PCA and shows ${percentText(share)} of their variance.`;
}
