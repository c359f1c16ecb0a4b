// What the figures about two networks say in words: who is closer, how a plane was laid over another, how far apart two planes are.
import { tested } from '../draw/cost-curve.ts';
import type { CostPoint } from '../../model/cost.ts';
import { angleText, costText, countText, decimals, percentText, pickedText, RUN_BEFORE } from '../words.ts';
import type { Alignment } from '../../model/procrustes.ts';
import type { AnswerOf } from '../../train/protocol.ts';

/** On how many digits each of two errors is the smaller; digits on which both are the same count for neither. */
export function betterCounts(left: ArrayLike<number>, right: ArrayLike<number>): readonly [left: number, right: number] {
  let [first, second] = [0, 0];
  for (let n = 0; n < Math.min(left.length, right.length); n++) {
    if (left[n]! < right[n]!) first++;
    else if (right[n]! < left[n]!) second++;
  }
  return [first, second];
}

/** The last test cost up to a step; undefined where there is none. */
export function testCostAt(costs: readonly CostPoint[], step: number): number | undefined {
  return tested(costs).findLast((each) => each.step <= step)?.testCost;
}

export interface TwinFacts {
  readonly label: number | undefined;
  /** Errors of the picked digit's two copies. */
  readonly errors: readonly (number | undefined)[];
  /** Test costs of network and PCA. */
  readonly costs: readonly [network: number | undefined, pca: number | undefined];
  readonly better: readonly [network: number, pca: number] | undefined;
  readonly watched: number;
}

/** The network beside PCA, in three sentences. */
export function twinText({ label, errors, costs, better, watched }: TwinFacts): string {
  const parts: string[] = [];
  const [network, pca] = errors;
  if (network !== undefined && pca !== undefined) {
    const closer = network < pca ? 'the network is closer' : network > pca ? 'PCA is closer' : 'both are as close';
    parts.push(`${pickedText(label)}; error ${costText(network)} by the network, ${costText(pca)} by PCA: ${closer}.`);
  } else parts.push(`${pickedText(label)}.`);
  if (costs[0] !== undefined && costs[1] !== undefined) parts.push(`Test cost: network ${costText(costs[0])}, PCA ${costText(costs[1])}.`);
  if (better) parts.push(`Of the ${watched} watch digits the network copies ${better[0]} better, PCA ${better[1]}.`);
  return parts.join(' ');
}

export const NO_GHOST =
  'There is no earlier run yet: on the left is the same network before training. Press the button: the run you see is kept, and another starts beside it.';

/** The picked digit by the run before, on the left, and by the run at hand. */
export function pairText(label: number | undefined, [before, now]: readonly (number | undefined)[]): string {
  if (before === undefined || now === undefined) return `${pickedText(label)}.`;
  return `${pickedText(label)}; error ${costText(before)} before, ${costText(now)} now.`;
}

/** How a plane was laid over another: `mirrored, turned by 143°, stretched 1.4 times; 12 % of the variance is left over`. */
export function alignmentText({ mirrored, degrees, scale, left }: Alignment): string {
  const turn = Math.round(Math.abs(degrees));
  const parts = [mirrored ? 'mirrored' : '', turn === 0 ? '' : `turned by ${turn}°`].filter(Boolean);
  const size = Number(scale.toPrecision(2));
  if (size !== 1) parts.push(size > 1 ? `stretched ${size} times` : `shrunk to ${size} of its size`);
  const done = parts.length > 0 ? parts.join(', ') : 'as it is';
  return `${done}; ${percentText(left)} of the variance is left over`;
}

/** Costs of two runs: at the same step where the shorter has ended, and with whether their batches were the same. */
export function costsText(now: readonly CostPoint[], before: readonly CostPoint[], batches: boolean): string {
  const [last, other] = [tested(now).at(-1), tested(before).at(-1)];
  if (!last || !other) return '';
  const same = batches ? 'the same seed and batches' : 'other batches';
  if (last.step === other.step)
    return `Test cost ${costText(last.testCost)} against ${costText(other.testCost)} before, both at step ${countText(last.step)}; ${same}.`;
  const at = Math.min(last.step, other.step);
  const [own, theirs] = [testCostAt(now, at)!, testCostAt(before, at)!];
  const end = last.step > other.step ? last : other;
  const whose = last.step > other.step ? 'this run came to' : `the ${RUN_BEFORE} came to`;
  return `Test cost ${costText(own)} against ${costText(theirs)} before, both at step ${countText(at)}; ${whose} ${costText(end.testCost)} at step ${countText(end.step)}; ${same}.`;
}

type Subspace = AnswerOf<'linear-twin:subspace'>;

/** Within so many degrees two planes are called the same here. */
const SAME_PLANE = 1;

/** How far the linear network's plane is from PCA's, and how different its axes are. */
export function subspaceText({
  step,
  angles,
  between,
  off,
  meanCost,
}: Pick<Subspace, 'step' | 'angles' | 'between' | 'off' | 'meanCost'>): string {
  const [smaller, larger] = angles as [number, number];
  const apart = `At step ${countText(step)} the planes are ${angleText(smaller)} and ${angleText(larger)} apart`;
  if (larger >= SAME_PLANE)
    return `${apart}: ${smaller < SAME_PLANE ? 'one direction is found, the other not yet' : 'not the same plane yet'}.`;
  return (
    `${apart}: the same plane, not the same axes. The network's meet at ${angleText(between)}, PCA's at 90°, and z₁ points ${angleText(off)} ` +
    `away from PCA's first direction. The mean image, which lies in PCA's plane, is copied in the network's at a cost ` +
    `${meanCost < 1e-5 ? 'below 0.00001' : `of ${decimals(meanCost, 5)}`}.`
  );
}
