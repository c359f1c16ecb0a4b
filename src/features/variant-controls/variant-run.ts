// The run of a variant: a network small enough to train in seconds, on the digits of the run before.
import { RECIPES } from '../../model/recipes.ts';
import { specOf } from '../../model/layers.ts';
import { withSteps, type RunConfig } from '../../model/spec.ts';
import type { Variant } from '../../model/variants/index.ts';

export const CODE_SIZES = [1, 2, 3, 8, 32] as const;

/** Hidden units on each side of the code, and the length of the run: seconds on a machine without a graphics processor. */
export const SMALL = { units: [64, 32], steps: 2_000 } as const;

export function variantRun(before: RunConfig, variant: Variant, size: number): RunConfig {
  const { steps, units } = SMALL;
  const small = specOf({ encoder: units, code: size, decoder: units.toReversed() }, 'tanh', 'linear');
  return {
    ...before,
    spec: { ...small, ...(variant.kind !== 'plain' && { variant }) },
    train: withSteps(RECIPES.fast, steps),
  };
}
