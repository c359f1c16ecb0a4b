// Packs MNIST into the shards that the browser fetches: gzip, one digit each, with a manifest of their SHA-256.
import { createHash } from 'node:crypto';
import { mkdir, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { gzip as gzipWithCallback } from 'node:zlib';
import { readManifest, shardSource } from '../data/mnist.ts';
import { SHARDS, type Manifest } from '../data/manifest.ts';
import { pickImages } from '../data/pick.ts';
import { COUNTS, shardRanges, type Split } from '../data/source.ts';
import { IDX_FILES, type Mnist } from './mnist-files.ts';
import { diskFolder, isBuilt } from './read-mnist.ts';

const gzip = promisify(gzipWithCallback);

/** The notebook trains on the last 55,000 images: its reader set the first 5,000 aside. */
export const HELD_OUT = 5_000;

/** What the shards are cut from: the name and hash of each IDX file. */
const FROM: Readonly<Record<string, string>> = Object.fromEntries(IDX_FILES.map(({ name, sha256 }) => [name, sha256]));

/** Indices of each digit's images, in MNIST's order. */
function indicesByDigit(mnist: Mnist, split: Split): number[][] {
  const { labels } = mnist[split];
  const byDigit = COUNTS[split].map((): number[] => []);
  for (let index = split === 'train' ? HELD_OUT : 0; index < labels.length; index++) byDigit[labels[index]!]!.push(index);
  byDigit.forEach((indices, digit) => {
    const expected = COUNTS[split][digit];
    if (indices.length !== expected)
      throw new Error(`MNIST's ${split} set has ${indices.length} images of digit ${digit}, not ${expected}`);
  });
  return byDigit;
}

/** Writes files into a folder that appears complete or not at all. */
async function writeFolder(folder: string, files: ReadonlyMap<string, Uint8Array | string>): Promise<void> {
  const parent = dirname(folder);
  // The topmost folder that had to be made, if any.
  const made = await mkdir(parent, { recursive: true });
  const partial = `${folder}.partial-${process.pid}`;
  try {
    await mkdir(partial);
    for (const [file, bytes] of files) await writeFile(join(partial, file), bytes);
    await rm(folder, { recursive: true, force: true });
    await rename(partial, folder);
  } catch (error) {
    await rm(partial, { recursive: true, force: true });
    if (made) await rmdir(parent).catch(() => {});
    throw error;
  }
}

/** Packs all ten digits into `folder`, replacing what is there. */
export async function packMnist(mnist: Mnist, folder: string): Promise<Manifest> {
  const indices = { train: indicesByDigit(mnist, 'train'), test: indicesByDigit(mnist, 'test') };
  const shards = await Promise.all(
    SHARDS.map(async (shard) => {
      const { split, digit, index } = shard;
      const [from, to] = shardRanges(COUNTS[split][digit]!)[index]!;
      const pixels = pickImages(mnist[split].images, indices[split][digit]!.slice(from, to));
      // Level 9 takes ten times as long and saves half a percent.
      const packed = await gzip(pixels, { level: 7 });
      return { listed: { ...shard, sha256: createHash('sha256').update(pixels).digest('hex') }, packed };
    }),
  );
  const manifest: Manifest = { version: 1, from: FROM, shards: shards.map(({ listed }) => listed) };
  const files = new Map<string, Uint8Array | string>(shards.map(({ listed, packed }) => [listed.file, packed]));
  files.set('manifest.json', `${JSON.stringify(manifest)}\n`);
  await writeFolder(folder, files);
  return manifest;
}

/**
 * Checks what is in `folder`, every byte of it.
 * @returns its manifest, or undefined where MNIST has not been built there. Throws a sentence where it is damaged.
 */
export async function checkPacked(folder: string): Promise<Manifest | undefined> {
  if (!isBuilt(folder)) return undefined;
  const files = diskFolder(folder);
  const manifest = await readManifest(files);
  if (JSON.stringify(manifest.from) !== JSON.stringify(FROM)) throw new Error(`${folder} was built from other files`);
  const source = shardSource(files, manifest);
  for (const { split, digit, index } of manifest.shards) await source.shard(split, digit, index);
  return manifest;
}
