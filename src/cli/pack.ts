// Packs a data set into the shards that the browser fetches: gzip, one label each, with a manifest of their SHA-256.
import { createHash } from 'node:crypto';
import { mkdir, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { gzip as gzipWithCallback } from 'node:zlib';
import { shardsOf, type Manifest } from '../data/manifest.ts';
import { pickImages } from '../data/pick.ts';
import type { Split } from '../data/sets/data-set.ts';
import { readManifest, shardSource } from '../data/shards.ts';
import { shardRanges } from '../data/source.ts';
import { diskFolder, isBuilt } from './data-folder.ts';
import type { IdxContents, IdxSet } from './idx-files.ts';

const gzip = promisify(gzipWithCallback);

/** What the shards are cut from: the name and hash of each IDX file. */
const filesOf = ({ source: { files } }: IdxSet): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [files.test.labels, files.train.labels, files.test.images, files.train.images].map(({ name, sha256 }) => [name, sha256]),
  );

/** Indices of each label's images, in the order of the files. */
function indicesByLabel({ title, counts, source }: IdxSet, contents: IdxContents, split: Split): number[][] {
  const { labels } = contents[split];
  const byLabel = counts[split].map((): number[] => []);
  for (let index = split === 'train' ? source.heldOut : 0; index < labels.length; index++) byLabel[labels[index]!]!.push(index);
  byLabel.forEach((indices, label) => {
    const expected = counts[split][label];
    if (indices.length !== expected)
      throw new Error(`the ${split} set of ${title} has ${indices.length} images of label ${label}, not ${expected}`);
  });
  return byLabel;
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

/** Packs all ten labels into `folder`, replacing what is there. */
export async function pack(set: IdxSet, contents: IdxContents, folder: string): Promise<Manifest> {
  const indices = { train: indicesByLabel(set, contents, 'train'), test: indicesByLabel(set, contents, 'test') };
  const shards = await Promise.all(
    shardsOf(set).map(async (shard) => {
      const { split, digit, index } = shard;
      const [from, to] = shardRanges(set.counts[split][digit]!)[index]!;
      const pixels = pickImages(contents[split].images, indices[split][digit]!.slice(from, to));
      // Level 9 takes ten times as long and saves half a percent.
      const packed = await gzip(pixels, { level: 7 });
      return { listed: { ...shard, sha256: createHash('sha256').update(pixels).digest('hex') }, packed };
    }),
  );
  const manifest: Manifest = { version: 1, from: filesOf(set), shards: shards.map(({ listed }) => listed) };
  const files = new Map<string, Uint8Array | string>(shards.map(({ listed, packed }) => [listed.file, packed]));
  files.set('manifest.json', `${JSON.stringify(manifest)}\n`);
  await writeFolder(folder, files);
  return manifest;
}

/**
 * Checks what is in `folder`, every byte of it.
 * @returns its manifest, or undefined where nothing has been built there. Throws a sentence where it is damaged.
 */
export async function checkPacked(set: IdxSet, folder: string): Promise<Manifest | undefined> {
  if (!isBuilt(folder)) return undefined;
  const files = diskFolder(folder);
  const manifest = await readManifest(set, files);
  if (JSON.stringify(manifest.from) !== JSON.stringify(filesOf(set))) throw new Error(`${folder} was built from other files`);
  const source = shardSource(set, files, manifest);
  for (const { split, digit, index } of manifest.shards) await source.shard(split, digit, index);
  return manifest;
}
