// What the exercises say a run comes to: each is trained as the page would train it, on MNIST and on the synthetic digits.
import { describe, expect, test } from 'vitest';
import { recordedRun } from '../../src/build/recorded.ts';
import { openSource } from '../../src/cli/open-source.ts';
import { startSimdInNode } from '../../src/cli/simd-in-node.ts';
import { SETS } from '../../src/data/sets/index.ts';
import { loadDataset } from '../../src/data/source.ts';
import { recipeRun } from '../../src/model/recipes.ts';
import { configFrom } from '../../src/model/run-link.ts';
import { createTrainer } from '../../src/train/trainer.ts';

const END = Infinity;

/** A run of the fast recipe with `settings` as the lab's address has them, up to step `until`; its lowest test cost is below `below`, or not. */
interface Claim {
  readonly says: string;
  readonly settings: string;
  readonly until: number;
  readonly below?: (of: { readonly zero: number; readonly pca2: number }) => number;
  readonly notBelow?: (of: { readonly zero: number; readonly pca2: number }) => number;
}

const CLAIMS: readonly Claim[] = [
  {
    says: 'two numbers take more than 300 steps to a quarter of blank paper',
    settings: '',
    until: 300,
    notBelow: ({ zero }) => 0.25 * zero,
  },
  { says: 'eight do well before', settings: 'code=8', until: 250, below: ({ zero }) => 0.25 * zero },
  { says: '1s alone fall below 0.015 within 300 steps', settings: 'digits=1', until: 300, below: () => 0.015 },
  ...['5', '6', '15', '16', '56'].map((digits) => ({
    says: `with 5s or 6s no choice comes near: ${digits}`,
    settings: `digits=${digits}`,
    until: 300,
    notBelow: () => 0.018,
  })),
  { says: "34 and 34 units get below PCA's line long before the end", settings: 'encoder=34-34', until: 500, below: ({ pca2 }) => pca2 },
  { says: '12 units stay above it', settings: 'encoder=12', until: END, notBelow: ({ pca2 }) => pca2 },
  { says: '60 and 30 units at 0.01 get well below 0.035', settings: 'encoder=60-30&rate=0.01', until: END, below: () => 0.0335 },
  { says: 'twice the steps do what the recipe does not', settings: 'steps=1500', until: END, below: ({ pca2 }) => 0.62 * pca2 },
  { says: 'the recipe ends above that goal', settings: '', until: END, notBelow: ({ pca2 }) => 0.61 * pca2 },
  { says: 'a third number buys what two do not', settings: 'code=3', until: END, below: ({ pca2 }) => 0.58 * pca2 },
  { says: 'two numbers stay above that', settings: '', until: END, notBelow: ({ pca2 }) => 0.58 * pca2 },
];

describe.each(SETS.map(({ name }) => ({ data: name })))('on $data', { tags: ['slow'] }, ({ data }) => {
  const lowest = new Map<string, number>();

  async function lowestCost({ settings, until }: Pick<Claim, 'settings' | 'until'>): Promise<number> {
    const known = lowest.get(`${settings} ${until}`);
    if (known !== undefined) return known;
    const config = configFrom(new URLSearchParams(settings), recipeRun('fast', data, 0));
    const { dataset, all } = loadDataset(await openSource(data), config.digits, () => {});
    await all;
    const trainer = await createTrainer(config, dataset, await startSimdInNode(1));
    let least = Infinity;
    while (trainer.step < Math.min(until, config.train.steps)) least = Math.min(least, (await trainer.advance(50)).testCost ?? Infinity);
    trainer.engine.dispose();
    lowest.set(`${settings} ${until}`, least);
    return least;
  }

  test('0.003 is too cautious for so small a network', async () => {
    const [cautious, bold] = [
      await lowestCost({ settings: 'encoder=60-30', until: END }),
      await lowestCost({ settings: 'encoder=60-30&rate=0.01', until: END }),
    ];
    expect(bold / cautious).toBeLessThan(0.95);
  });

  test.each(CLAIMS)('$says', async (claim) => {
    const { baselines } = (await recordedRun(data)).record;
    const cost = await lowestCost(claim);
    expect(cost).toBeLessThan(claim.below?.(baselines) ?? Infinity);
    expect(cost).toBeGreaterThan(claim.notBelow?.(baselines) ?? 0);
  });
});
