// Digits for Node: the pen, or MNIST from the folder that `npm run data` builds (which it runs where that is missing).
import { spawnSync } from 'node:child_process';
import { penSource } from '../data/pen.ts';
import type { DigitSource } from '../data/source.ts';
import type { DataName } from '../model/spec.ts';
import { readMnist } from './read-mnist.ts';

/** Throws a sentence where there is no MNIST to be had. */
export async function openSource(name: DataName): Promise<DigitSource> {
  if (name === 'pen') return penSource;
  const built = await readMnist();
  if (built) return built;
  // Its lines go to standard error: standard output belongs to whoever asked.
  spawnSync(process.execPath, ['src/cli/data.ts'], { stdio: ['ignore', 2, 2] });
  const mnist = await readMnist();
  if (!mnist) throw new Error('there is no MNIST here: set MNIST_DIR to a folder with its four files, or use --data pen');
  return mnist;
}
