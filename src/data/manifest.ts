// The list of a data set's shards as it lies in public/data/NAME/manifest.json: what `npm run data` writes and the browser checks.
import type { DataSet, Split } from './sets/data-set.ts';
import { shardRanges } from './source.ts';

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

/** Every shard of a data set: two splits of ten labels, each in the pieces that `shardRanges` gives. */
export const shardsOf = ({ counts }: Pick<DataSet, 'counts'>): Shard[] =>
  (['train', 'test'] as const).flatMap((split) =>
    counts[split].flatMap((count, digit) =>
      shardRanges(count).map(([from, to], index) => ({ file: shardFile(split, digit, index), split, digit, index, images: to - from })),
    ),
  );

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null;

const isHash = (value: unknown): value is string => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);

/** Checks the text of a manifest.json that should list `expected`; throws a sentence that says what is wrong. */
export function parseManifest(text: string, expected: readonly Shard[]): Manifest {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Error('it is not JSON');
  }
  if (!isObject(value) || value['version'] !== 1) throw new Error('it is not a list of shards of version 1');
  const { from, shards } = value;
  if (!isObject(from) || !Object.values(from).every(isHash)) throw new Error('"from" is missing or wrong');
  if (!Array.isArray(shards) || shards.length !== expected.length) throw new Error(`it does not list ${expected.length} shards`);
  const checked = expected.map((shard, k) => {
    const listed: unknown = shards[k];
    const same = isObject(listed) && Object.entries(shard).every(([key, value]) => listed[key] === value);
    if (!same || !isHash(listed['sha256'])) throw new Error(`entry ${k} is not ${shard.file} of ${shard.images} images with its SHA-256`);
    return { ...shard, sha256: listed['sha256'] };
  });
  return { version: 1, from: from as Record<string, string>, shards: checked };
}
