// Builds public/data/NAME from the four IDX files of each data set that has some, or says what is wrong with them.
import type { Manifest } from '../data/manifest.ts';
import { SETS } from '../data/sets/index.ts';
import { NOTEBOOK_DIGITS } from '../model/recipes.ts';
import { dataText } from '../model/run-data.ts';
import { builtFolder } from './data-folder.ts';
import { folderVariable, isIdxSet, readIdx, type IdxSet } from './idx-files.ts';
import { checkPacked, pack } from './pack.ts';

/** Counts of the notebook's digits, which everybody can compare. */
function summary({ name, source: { heldOut } }: IdxSet, { shards }: Manifest): string {
  const images = (split: string) =>
    shards.filter((shard) => shard.split === split && NOTEBOOK_DIGITS.includes(shard.digit)).reduce((sum, shard) => sum + shard.images, 0);
  const held = heldOut > 0 ? `; first ${heldOut.toLocaleString('en')} training images held out` : '';
  return `${name}: ${images('train')} train, ${images('test')} test (${dataText(name, NOTEBOOK_DIGITS)}${held})`;
}

/** @param say gets a line about it */
async function prepare(set: IdxSet, say: (line: string) => void): Promise<void> {
  const { name, title, source } = set;
  const variable = folderVariable(set);
  const dir = process.env[variable];
  // A folder that was named is checked even where nothing is to be done: it is quick, and a mistake in it should be seen.
  const given = dir ? await readIdx(set, dir) : undefined;
  const folder = builtFolder(name);
  const built = await checkPacked(set, folder).catch(() => undefined);
  if (built) {
    say(summary(set, built));
    say(`${name}: ${folder} is complete, nothing to do`);
    return;
  }
  const contents =
    given ??
    (await readIdx(set, source.folder).catch((error: Error) => {
      const install = `install the package ${source.package} with \`npm ci\``;
      throw new Error(`${error.message}; ${install}, or set ${variable} to a folder with the four files of ${title}`, { cause: error });
    }));
  say(summary(set, await pack(set, contents, folder)));
}

/**
 * Builds the shards of every data set that comes as IDX files, from the folder NAME_DIR (as MNIST_DIR) or else from its npm package. Does
 * nothing where they are there and sound. Throws a sentence that names the file which is missing or damaged.
 */
export async function prepareData(say: (line: string) => void = console.log): Promise<void> {
  for (const set of SETS.filter(isIdxSet)) await prepare(set, say);
}
