// The fast recipe with one part of it taken back at a time: what is left out is missed, or is not.
import { RECIPES } from './recipes.ts';
import { withSteps, type TrainConfig } from './spec.ts';

const { fast, notebook } = RECIPES;

/** Every row sees as many digits as `fast` does, in batches of another size in fewer steps. */
function withBatch(batch: number): TrainConfig {
  return { ...withSteps(fast, Math.round((fast.steps * fast.batch) / batch)), batch };
}

export const ABLATION = {
  fast,
  adam: { ...fast, adam: { ...fast.adam, beta1: notebook.adam.beta1, nesterov: false } },
  memory: { ...fast, adam: { ...fast.adam, beta2: notebook.adam.beta2 } },
  batch: withBatch(notebook.batch),
  constant: { ...fast, schedule: { kind: 'constant' } },
  start: { ...fast, weights: notebook.weights, biases: notebook.biases },
} as const satisfies Readonly<Record<string, TrainConfig>>;

export type AblationRow = keyof typeof ABLATION;
export const ABLATION_ROWS = Object.keys(ABLATION) as readonly AblationRow[];

/** Seeds that each row was trained with. */
export const ABLATION_SEEDS = [0, 1, 2, 3, 4] as const;

/** What `npm run ablation` writes: of each row how it was trained, and its test costs at the end by seed; null where a run left the finite numbers. */
export type Ablation = Readonly<Record<AblationRow, { readonly train: TrainConfig; readonly testCosts: readonly (number | null)[] }>>;
