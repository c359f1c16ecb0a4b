// A data set, a checked shard at a time, from the files that `npm run data` builds.
import { PIXELS } from '../model/spec.ts';
import { gunzip, isGzip } from './gzip.ts';
import { httpFolder, type DataFolder } from './http-folder.ts';
import { MANIFEST_CAP, parseManifest, shardFile, shardsOf, type Manifest, type ManifestShard } from './manifest.ts';
import { sha256 } from './sha256.ts';
import type { DataSet } from './sets/data-set.ts';
import type { DigitSource } from './source.ts';

const pause = (duration: number) => new Promise((resolve) => setTimeout(resolve, duration));

/** Retrying does not bring it. */
class Missing extends Error {}

/** Runs `attempt` again after each of the folder's pauses while it fails; what is thrown in the end names the file and the way out. */
async function persist<T>(
  title: string,
  file: string,
  folder: DataFolder,
  signal: AbortSignal | undefined,
  attempt: (fresh: boolean) => Promise<T>,
): Promise<T> {
  for (let tried = 0; ; tried++) {
    try {
      return await attempt(tried > 0);
    } catch (error) {
      signal?.throwIfAborted();
      const wait = folder.pauses[tried];
      if (wait !== undefined && !(error instanceof Missing)) {
        await pause(wait);
        continue;
      }
      const reason = error instanceof Error ? error.message : String(error);
      throw new Error(`${title} could not be loaded: ${file}: ${reason}. ${folder.wayOut}`, { cause: error });
    }
  }
}

/** Reads one shard's bytes `[images, 784]` and checks them. */
async function readShard(folder: DataFolder, shard: ManifestShard, fresh: boolean, signal?: AbortSignal): Promise<Uint8Array> {
  const size = shard.images * PIXELS;
  // gzip adds at most a few bytes in a thousand to what it cannot shrink.
  const bytes = await folder.read(shard.file, size + size / 100 + 1024, fresh, signal);
  if (!bytes) throw new Missing('it is not there');
  // Digits begin with blank paper, so a shard that a server has unpacked on the way cannot look like gzip.
  const pixels = isGzip(bytes) ? await gunzip(bytes, size) : bytes;
  if (pixels.length !== size) throw new Error(`it holds ${pixels.length} bytes, not ${size}`);
  const hash = await sha256(pixels);
  if (hash !== undefined && hash !== shard.sha256) throw new Error('its SHA-256 is not the one in manifest.json, so it is damaged');
  return pixels;
}

/** The list of shards in a folder. Throws a sentence that names the file and the way out. */
export function readManifest(set: DataSet, folder: DataFolder): Promise<Manifest> {
  return persist(set.title, 'manifest.json', folder, undefined, async (fresh) => {
    const bytes = await folder.read('manifest.json', MANIFEST_CAP, fresh);
    if (!bytes) throw new Missing('it is not there');
    return parseManifest(new TextDecoder().decode(bytes), shardsOf(set));
  });
}

/** The shards of a manifest in its folder. `shard` throws a sentence that names the file and the way out. */
export function shardSource({ name, title, counts }: DataSet, folder: DataFolder, manifest: Manifest): DigitSource {
  const shards = new Map(manifest.shards.map((shard) => [shard.file, shard]));
  return {
    name,
    count: (split, digit) => counts[split][digit]!,
    async shard(split, digit, index, signal) {
      const file = shardFile(split, digit, index);
      const shard = shards.get(file);
      if (!shard) throw new Error(`${title} has no shard ${file}: ask for one that shardRanges lists`);
      return persist(title, file, folder, signal, (fresh) => readShard(folder, shard, fresh, signal));
    },
  };
}

/**
 * Opens a data set from its shards. Throws a sentence that names the file and the way out.
 * @param where address of the folder of manifest.json, with a trailing slash, or a folder to read it from
 */
export async function openShards(set: DataSet, where: string | DataFolder): Promise<DigitSource> {
  const folder = typeof where === 'string' ? httpFolder(where) : where;
  return shardSource(set, folder, await readManifest(set, folder));
}
