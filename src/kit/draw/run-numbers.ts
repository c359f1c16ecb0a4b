// Numbers a reader can read off the figures of a run, computed alike in the build and from the reader's own run.
import { tested } from './cost-curve.ts';
import type { Baselines, CostPoint } from '../../model/cost.ts';
import { meanSquaredError } from '../../model/forward.ts';
import { manifoldWindow, nearest, type Point } from './plane.ts';

/** The first step whose test cost is below a cost; undefined where none is. */
export function stepBelow(costs: readonly CostPoint[], cost: number): number | undefined {
  return tested(costs).find(({ testCost }) => testCost < cost)?.step;
}

/** Part of the mean image's cost that PCA with two numbers removes, in per cent. */
export function pcaSaves({ mean, pca2 }: Baselines): number {
  return 100 * (1 - pca2 / mean);
}

/** How wide the map decoded for codes `[n, 2]` is along z₁. */
export function mapWidth(codes: Float32Array): number {
  const { x } = manifoldWindow(codes);
  return x[1] - x[0];
}

/** How many of the nearest codes tell what a point lies among. */
const AROUND = 15;

/** Share of the second most frequent digit among the 15 of codes `[n, 2]` nearest to a point: 0 amid one kind, towards 0.5 on a border. */
export function mixedAt(codes: Float32Array, labels: Uint8Array, point: Point): number {
  const counts = new Map<number, number>();
  for (const index of nearest(codes, point, AROUND)) counts.set(labels[index]!, (counts.get(labels[index]!) ?? 0) + 1);
  return ([...counts.values()].sort((a, b) => b - a)[1] ?? 0) / AROUND;
}

/** How far codes `[n, 2]` spread: the standard deviation along each axis of the plane. */
export function spreadOf(codes: Float32Array): readonly [number, number] {
  const along = (axis: number) => {
    const values = codes.filter((_, i) => i % 2 === axis);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    return Math.sqrt(
      meanSquaredError(
        values,
        values.map(() => mean),
      ),
    );
  };
  return [along(0), along(1)];
}

/** How far the standard deviations of codes `[n, 2]` are from 1, along the axis where it is further: 0 is what the standard normal distribution has. */
export function offNormal(codes: Float32Array): number {
  return Math.max(...spreadOf(codes).map((spread) => Math.abs(spread - 1)));
}
