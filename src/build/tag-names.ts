// Which tags there are: src/features/NAME/ holds the tag of that name, `held-out/HeldOut.astro`.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** `held-out` -> `HeldOut`. */
export const tagOf = (folder: string): string => folder.replace(/(^|-)(\w)/g, (_, __, letter: string) => letter.toUpperCase());

/** `HeldOut` -> `held-out`. */
export const folderOf = (tag: string): string => tag.replace(/(?<=.)[A-Z]/g, '-$&').toLowerCase();

/** Names of all tags, in alphabetical order. Read from the folders: the configuration cannot import .astro files. */
export function knownTags(root: string = process.cwd()): string[] {
  const features = join(root, 'src/features');
  return readdirSync(features)
    .filter((folder) => existsSync(join(features, folder, `${tagOf(folder)}.astro`)))
    .map(tagOf)
    .sort();
}
