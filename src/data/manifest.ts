// The list of MNIST's shards as it lies in public/data/mnist/manifest.json: what `npm run data` writes and the browser checks.
import { COUNTS, shardRanges, type Split } from './source.ts';

export interface Shard {
  readonly file: string;
  readonly split: Split;
  readonly digit: number;
  /** Place in `shardRanges` of the digit's images. */
  readonly index: number;
  readonly images: number;
}

export interface ManifestShard extends Shard {
  /** Of the unpacked bytes `[images, 784]`, in hexadecimal. */
  readonly sha256: string;
}

export interface Manifest {
  readonly version: 1;
  /** SHA-256 of each unpacked IDX file the shards were cut from. */
  readonly from: Readonly<Record<string, string>>;
  readonly shards: readonly ManifestShard[];
}

/** More than any manifest has, in bytes. */
export const MANIFEST_CAP = 64_000;

/** Named .bin although they are gzip: some servers unpack .gz on the way, and others do not. */
export const shardFile = (split: Split, digit: number, index: number): string => `${split}-${digit}-${index}.bin`;

/** Every shard of MNIST: two splits of ten digits, each in the pieces that `shardRanges` gives. */
export const SHARDS: readonly Shard[] = (['train', 'test'] as const).flatMap((split) =>
  COUNTS[split].flatMap((count, digit) =>
    shardRanges(count).map(([from, to], index) => ({ file: shardFile(split, digit, index), split, digit, index, images: to - from })),
  ),
);

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null;

const isHash = (value: unknown): value is string => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);

/** Checks the text of a manifest.json; throws a sentence that says what is wrong. */
export function parseManifest(text: string): Manifest {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Error('it is not JSON');
  }
  if (!isObject(value) || value['version'] !== 1) throw new Error('it is not a list of shards of version 1');
  const { from, shards } = value;
  if (!isObject(from) || !Object.values(from).every(isHash)) throw new Error('"from" is missing or wrong');
  if (!Array.isArray(shards) || shards.length !== SHARDS.length) throw new Error(`it does not list ${SHARDS.length} shards`);
  const checked = SHARDS.map((shard, k) => {
    const listed: unknown = shards[k];
    const same = isObject(listed) && Object.entries(shard).every(([key, expected]) => listed[key] === expected);
    if (!same || !isHash(listed['sha256'])) throw new Error(`entry ${k} is not ${shard.file} of ${shard.images} images with its SHA-256`);
    return { ...shard, sha256: listed['sha256'] };
  });
  return { version: 1, from: from as Record<string, string>, shards: checked };
}
