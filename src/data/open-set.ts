// Opens a data set of the site, whatever kind of source it has.
import type { DataFolder } from './http-folder.ts';
import { DATA_SETS, type SetName } from './sets/index.ts';
import type { DataSet } from './sets/data-set.ts';
import { openShards } from './shards.ts';
import type { DigitSource } from './source.ts';

/**
 * Throws a sentence that names the file and the way out.
 * @param folderOf where the shards of a set lie: an address with a trailing slash, or a folder to read them from
 */
export async function openSet(name: SetName, folderOf: (name: SetName) => string | DataFolder): Promise<DigitSource> {
  const set: DataSet = DATA_SETS[name];
  switch (set.source.kind) {
    case 'idx':
      return openShards(set, folderOf(name));
    case 'handwriting':
      // Few readers switch to it: what draws it is fetched for those who do.
      return (await import('./pen.ts')).penSource;
    default:
      return set.source satisfies never;
  }
}
