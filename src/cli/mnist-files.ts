// MNIST's four IDX files: what they are called, how they are told from damaged ones, and how they are read from a folder.
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip as gunzipWithCallback } from 'node:zlib';
import { isGzip } from '../data/gzip.ts';
import { IMAGES_HEADER, LABELS_HEADER, idxImages, idxLabels } from '../data/idx.ts';
import type { Split } from '../data/source.ts';
import { PIXELS } from '../model/spec.ts';
import { readCapped } from './read-mnist.ts';

const gunzip = promisify(gunzipWithCallback);

interface IdxFile {
  readonly name: string;
  readonly split: Split;
  readonly holds: 'images' | 'labels';
  /** Bytes, unpacked. */
  readonly size: number;
  /** Of the unpacked bytes, in hexadecimal. */
  readonly sha256: string;
}

export const IDX_FILES: readonly IdxFile[] = [
  {
    name: 't10k-labels-idx1-ubyte',
    split: 'test',
    holds: 'labels',
    size: LABELS_HEADER + 10_000,
    sha256: 'ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2',
  },
  {
    name: 'train-labels-idx1-ubyte',
    split: 'train',
    holds: 'labels',
    size: LABELS_HEADER + 60_000,
    sha256: '65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5',
  },
  {
    name: 't10k-images-idx3-ubyte',
    split: 'test',
    holds: 'images',
    size: IMAGES_HEADER + 10_000 * PIXELS,
    sha256: '0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7',
  },
  {
    name: 'train-images-idx3-ubyte',
    split: 'train',
    holds: 'images',
    size: IMAGES_HEADER + 60_000 * PIXELS,
    sha256: 'ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db',
  },
];

/** Digits of both splits as the files hold them: images `[n, 784]` and labels `[n]`. */
export type Mnist = Readonly<Record<Split, { images: Uint8Array; labels: Uint8Array }>>;

/** A whole packed file: gzip adds at most a few bytes in a thousand to what it cannot shrink. */
const packedCap = (file: IdxFile): number => Math.ceil(file.size * 1.01) + 1024;

/**
 * Unpacks (where it is gzip) and checks one file; `shown` names it in errors, which are one sentence each.
 * @returns pixels `[images, 784]` or labels `[images]`
 */
async function checkFile(file: IdxFile, bytes: Uint8Array, shown: string): Promise<Uint8Array> {
  const unpacked = isGzip(bytes) ? await unpack(file, bytes, shown) : bytes;
  const values = file.holds === 'images' ? idxImages(unpacked, shown) : idxLabels(unpacked, shown);
  const hash = createHash('sha256').update(unpacked).digest('hex');
  if (hash !== file.sha256) throw new Error(`${shown} has the wrong SHA-256: ${hash}, and MNIST's is ${file.sha256}`);
  return values;
}

async function unpack(file: IdxFile, bytes: Uint8Array, shown: string): Promise<Uint8Array> {
  try {
    return await gunzip(bytes, { maxOutputLength: file.size });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'Z_BUF_ERROR') throw new Error(`${shown} is truncated: its gzip stream ends too early`, { cause: error });
    if (code === 'ERR_BUFFER_TOO_LARGE')
      throw new Error(`${shown} unpacks to more than the ${file.size} bytes of MNIST's`, { cause: error });
    throw new Error(`${shown} is damaged: it cannot be unpacked (${code})`, { cause: error });
  }
}

/** MNIST from the four files in `dir`, each as it is or with .gz. Throws a sentence that names the file. */
export async function mnistFromFolder(dir: string): Promise<Mnist> {
  const none = new Uint8Array();
  const mnist: Mnist = { train: { images: none, labels: none }, test: { images: none, labels: none } };
  for (const file of IDX_FILES) mnist[file.split][file.holds] = await readFile(dir, file);
  return mnist;
}

async function readFile(dir: string, file: IdxFile): Promise<Uint8Array> {
  for (const name of [file.name, `${file.name}.gz`]) {
    const path = join(dir, name);
    const bytes = await readCapped(path, packedCap(file)).catch((error: Error) => {
      throw new Error(`${path}: ${error.message}`);
    });
    if (bytes) return checkFile(file, bytes, path);
  }
  throw new Error(`${join(dir, file.name)} is missing, and so is ${file.name}.gz`);
}
