// The run of a variant: a network small enough to train in seconds, all else as in the run before.
import { RECIPES } from '../../model/recipes.ts';
import { specOf } from '../../model/layers.ts';
import { PIXELS, type RunConfig } from '../../model/spec.ts';
import type { Variant } from '../../model/variants/index.ts';

export const CODE_SIZES = [1, 2, 3, 8, 32] as const;

/** Hidden units on each side of the code, and the length of the run: seconds on a machine without a graphics processor. */
export const SMALL = { units: [64, 32], steps: 1_000 } as const;

/** `linear`: no hidden layer and no curve anywhere, all that PCA can do. */
export function variantRun(before: RunConfig, variant: Variant, size: number, linear: boolean): RunConfig {
  const { steps, units } = SMALL;
  const small = specOf({ encoder: units, code: size, decoder: units.toReversed() }, 'tanh', 'linear');
  const flat = { units: [PIXELS, size, PIXELS], activations: ['linear', 'linear'] as const, code: 1 };
  const { schedule } = RECIPES.quick;
  return {
    ...before,
    spec: { ...(linear ? flat : small), ...(variant.kind !== 'plain' && { variant }) },
    train: { ...RECIPES.quick, steps, schedule: schedule.kind === 'cosine' ? { ...schedule, steps } : schedule },
  };
}
