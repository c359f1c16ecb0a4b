// `npm run ablation`: trains the fast recipe on MNIST with one part taken back at a time, and writes the test costs for the chapter on training.
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { loadDataset } from '../data/source.ts';
import { ABLATION, ABLATION_ROWS, ABLATION_SEEDS, type Ablation } from '../model/ablation.ts';
import { NOTEBOOK_DIGITS, recipeRun } from '../model/recipes.ts';
import { createTrainer, DivergedError } from '../train/trainer.ts';
import { openSource } from './open-source.ts';
import { runCommand } from './run-command.ts';
import { startSimdInNode } from './simd-in-node.ts';

const FILE = fileURLToPath(new URL('../build/ablation.json', import.meta.url));

async function main(): Promise<void> {
  const { dataset, all } = loadDataset(await openSource('mnist'), NOTEBOOK_DIGITS, () => {});
  await all;
  const createEngine = await startSimdInNode(1);

  async function testCost(row: keyof Ablation, seed: number): Promise<number | null> {
    const config = { ...recipeRun('fast', 'mnist', seed), train: ABLATION[row] };
    const trainer = await createTrainer(config, dataset, createEngine);
    try {
      let last: number | undefined;
      while (trainer.step < config.train.steps) last = (await trainer.advance(config.train.steps)).testCost ?? last;
      return Number(last!.toPrecision(6));
    } catch (error) {
      if (error instanceof DivergedError) return null;
      throw error;
    } finally {
      trainer.engine.dispose();
    }
  }

  const rows: Partial<Record<keyof Ablation, Ablation[keyof Ablation]>> = {};
  for (const row of ABLATION_ROWS) {
    const testCosts: (number | null)[] = [];
    for (const seed of ABLATION_SEEDS) testCosts.push(await testCost(row, seed));
    console.log(`${row.padEnd(12)} ${testCosts.map((cost) => cost?.toFixed(4) ?? 'diverged').join('  ')}`);
    rows[row] = { train: ABLATION[row], testCosts };
  }
  await writeFile(FILE, `${JSON.stringify(rows, null, 2)}\n`);
}

await runCommand('ablation', 'usage: npm run ablation', main);
