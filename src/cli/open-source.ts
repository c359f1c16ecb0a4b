// Digits for Node: drawn, or MNIST from the folder that `npm run data` builds (and which is built here where it is missing).
import { penSource } from '../data/pen.ts';
import type { DigitSource } from '../data/source.ts';
import type { DataName } from '../model/spec.ts';
import { prepareData } from './prepare-data.ts';
import { isBuilt, readMnist } from './read-mnist.ts';

/** Throws a sentence where MNIST is missing or damaged. */
export async function openSource(name: DataName): Promise<DigitSource> {
  if (name === 'pen') return penSource;
  // Standard output belongs to whoever asked.
  if (!isBuilt()) await prepareData(console.error);
  return readMnist();
}
