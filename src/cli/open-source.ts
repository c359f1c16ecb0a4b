// Digits for Node: the pen, or MNIST from the folder that `npm run data` builds (and which is built here where it is missing).
import { penSource } from '../data/pen.ts';
import type { DigitSource } from '../data/source.ts';
import type { DataName } from '../model/spec.ts';
import { prepareData } from './prepare-data.ts';
import { readMnist } from './read-mnist.ts';

/** Throws a sentence where there is no MNIST to be had. */
export async function openSource(name: DataName): Promise<DigitSource> {
  if (name === 'pen') return penSource;
  const built = await readMnist();
  if (built) return built;
  // Standard output belongs to whoever asked.
  await prepareData({ say: console.error });
  const mnist = await readMnist();
  if (!mnist) throw new Error('there is no MNIST here: set MNIST_DIR to a folder with its four files, or use --data pen');
  return mnist;
}
