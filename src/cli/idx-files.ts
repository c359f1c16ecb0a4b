// The four IDX files of a data set: how they are told from damaged ones, and how they are read from a folder.
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip as gunzipWithCallback } from 'node:zlib';
import { isGzip } from '../data/gzip.ts';
import { IMAGES_HEADER, LABELS_HEADER, idxImages, idxLabels } from '../data/idx.ts';
import type { DataSet, IdxFile, IdxSource, Split } from '../data/sets/data-set.ts';
import { PIXELS } from '../model/spec.ts';
import { readCapped } from './data-folder.ts';

const gunzip = promisify(gunzipWithCallback);

/** A data set that comes as IDX files. */
export type IdxSet = DataSet & { readonly source: IdxSource };

export const isIdxSet = (set: DataSet): set is IdxSet => set.source.kind === 'idx';

/** The variable that names another folder to read a data set's files from, as `MNIST_DIR`. */
export const folderVariable = ({ name }: DataSet): string => `${name.toUpperCase()}_DIR`;

/** Both splits as the files hold them: images `[n, 784]` and labels `[n]`. */
export type IdxContents = Readonly<Record<Split, { readonly images: Uint8Array; readonly labels: Uint8Array }>>;

type Holds = 'images' | 'labels';

/** Bytes of a file, unpacked. */
function sizeOf({ counts, source }: IdxSet, split: Split, holds: Holds): number {
  const images = counts[split].reduce((sum, count) => sum + count, split === 'train' ? source.heldOut : 0);
  return holds === 'images' ? IMAGES_HEADER + images * PIXELS : LABELS_HEADER + images;
}

/** Unpacks gzip to at most `size` bytes; `shown` names the file in errors, which are one sentence each. */
async function unpack(size: number, bytes: Uint8Array, shown: string): Promise<Uint8Array> {
  try {
    return await gunzip(bytes, { maxOutputLength: size });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'Z_BUF_ERROR') throw new Error(`${shown} is truncated: its gzip stream ends too early`, { cause: error });
    if (code === 'ERR_BUFFER_TOO_LARGE')
      throw new Error(`${shown} unpacks to more than the ${size} bytes it should have`, { cause: error });
    throw new Error(`${shown} is damaged: it cannot be unpacked (${code})`, { cause: error });
  }
}

/** Pixels `[images, 784]` or labels `[images]` of a file, as it is or with .gz. Throws a sentence that names it. */
async function readFile(dir: string, { name, sha256 }: IdxFile, holds: Holds, size: number): Promise<Uint8Array> {
  for (const path of [join(dir, name), join(dir, `${name}.gz`)]) {
    // gzip adds at most a few bytes in a thousand to what it cannot shrink.
    const bytes = await readCapped(path, Math.ceil(size * 1.01) + 1024).catch((error: Error) => {
      throw new Error(`${path}: ${error.message}`, { cause: error });
    });
    if (!bytes) continue;
    const unpacked = isGzip(bytes) ? await unpack(size, bytes, path) : bytes;
    const values = holds === 'images' ? idxImages(unpacked, path) : idxLabels(unpacked, path);
    const hash = createHash('sha256').update(unpacked).digest('hex');
    if (hash !== sha256) throw new Error(`${path} has the wrong SHA-256: ${hash}, and it should be ${sha256}`);
    return values;
  }
  throw new Error(`${join(dir, name)} is missing, and so is ${name}.gz`);
}

/** The four files of a data set in `dir`, the small ones first. Throws a sentence that names the file. */
export async function readIdx(set: IdxSet, dir: string): Promise<IdxContents> {
  const read = (split: Split, holds: Holds) => readFile(dir, set.source.files[split][holds], holds, sizeOf(set, split, holds));
  const labels = { test: await read('test', 'labels'), train: await read('train', 'labels') };
  return {
    test: { labels: labels.test, images: await read('test', 'images') },
    train: { labels: labels.train, images: await read('train', 'images') },
  };
}
