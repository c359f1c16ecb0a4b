// Where the worker gets digits from: the pen draws them here, MNIST is fetched from beside the page.
import { openMnist } from '../data/mnist.ts';
import { penSource } from '../data/pen.ts';
import type { DigitSource } from '../data/source.ts';
import type { DataName } from '../model/spec.ts';

/** The site's root, with a trailing slash. */
export const BASE = `${import.meta.env.BASE_URL}`.replace(/\/*$/, '/');

/** Opens a data set; throws a sentence where this build does not have it. */
export async function openSource(name: DataName): Promise<DigitSource> {
  if (name === 'pen') return penSource;
  const mnist = await openMnist(`${BASE}data/mnist/`);
  if (!mnist) throw new Error('MNIST is not part of this site; the pen draws digits instead.');
  return mnist;
}
