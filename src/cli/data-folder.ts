// Data sets on the disk, in the folders that `npm run data` builds.
import { existsSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { DataFolder } from '../data/http-folder.ts';
import type { SetName } from '../data/sets/index.ts';

/** Where `npm run data` puts a data set, relative to the project. */
export const builtFolder = (set: SetName): string => `public/data/${set}`;

/** Bytes `[n]` of a file of at most `cap` bytes; undefined where there is none. */
export async function readCapped(path: string, cap: number): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const file = await open(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw new Error(`it cannot be read (${error.code})`);
  });
  if (!file) return undefined;
  try {
    const stat = await file.stat();
    if (!stat.isFile()) throw new Error('it is not a file');
    if (stat.size > cap) throw new Error(`it holds more than ${cap} bytes`);
    return new Uint8Array(await file.readFile());
  } finally {
    await file.close();
  }
}

export const diskFolder = (dir: string): DataFolder => ({
  read: (file, cap) => readCapped(join(dir, file), cap),
  pauses: [],
  wayOut: '`npm run data` builds it anew.',
});

/** Whether a data set has been built, sound or not. */
export const isBuilt = (folder: string): boolean => existsSync(join(folder, 'manifest.json'));
