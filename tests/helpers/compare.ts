// How far numbers are from the oracle's, tensor by tensor.
import { layerShapes, type ModelSpec } from '../../src/model/spec.ts';

/** L2 distance from `expected`, relative to its length. */
export function relative(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  let [difference, length] = [0, 0];
  for (let i = 0; i < expected.length; i++) {
    difference += (actual[i]! - expected[i]!) ** 2;
    length += expected[i]! ** 2;
  }
  return Math.sqrt(difference / length);
}

export function largest(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (actual.length !== expected.length) return Infinity;
  let most = 0;
  // Written so that a NaN, which is larger than nothing, comes out as infinite.
  for (let i = 0; i < expected.length; i++) {
    const difference = Math.abs(actual[i]! - expected[i]!);
    if (!(difference <= most)) most = Number.isNaN(difference) ? Infinity : difference;
  }
  return most;
}

/** The stretches of the flat buffer that are one tensor each. */
const tensors = (spec: ModelSpec) =>
  layerShapes(spec).flatMap(({ weightsAt, biasesAt, outputs }) => [
    [weightsAt, biasesAt] as const,
    [biasesAt, biasesAt + outputs] as const,
  ]);

export const byTensor = (spec: ModelSpec, actual: Float64Array, expected: Float64Array): number[] =>
  tensors(spec).map(([from, to]) => relative(actual.subarray(from, to), expected.subarray(from, to)));

export const difference = (a: ArrayLike<number>, b: ArrayLike<number>): Float64Array => Float64Array.from(a, (value, i) => value - b[i]!);
