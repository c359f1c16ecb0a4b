// Data sets for Node, from the folders that `npm run data` builds (and which are built here where they are missing).
import { openSet } from '../data/open-set.ts';
import { DATA_SETS } from '../data/sets/index.ts';
import type { DigitSource } from '../data/source.ts';
import { isOwn, type DataName } from '../model/spec.ts';
import { builtFolder, diskFolder, isBuilt } from './data-folder.ts';
import { isIdxSet } from './idx-files.ts';
import { prepareData } from './prepare-data.ts';

/** Throws a sentence where a file is missing or damaged. */
export async function openSource(name: DataName): Promise<DigitSource> {
  if (isOwn(name)) throw new Error(`${name} is in the browser of whoever brought these images, and nowhere else`);
  // Standard output belongs to whoever asked.
  if (isIdxSet(DATA_SETS[name]) && !isBuilt(builtFolder(name))) await prepareData(console.error);
  return openSet(name, (set) => diskFolder(builtFolder(set)));
}
