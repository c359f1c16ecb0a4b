// All 70,000 images of the pen are drawn as they were when its runs were recorded.
import { expect, test } from 'vitest';
import { penSource } from '../../src/data/pen.ts';
import { CHECKSUMS } from '../../src/data/pen/checksums.ts';
import { pen } from '../../src/data/sets/pen.ts';
import { shardRanges } from '../../src/data/source.ts';

const SPLITS = ['train', 'test'] as const;

test('every shard has a checksum', () => {
  for (const split of SPLITS)
    expect(CHECKSUMS[split].map(({ length }) => length)).toEqual(pen.counts[split].map((count) => shardRanges(count).length));
});

test.each(SPLITS.flatMap((split) => CHECKSUMS[split].map((checksums, digit) => ({ split, digit, shards: checksums.length }))))(
  'the $shards shards of digit $digit ($split) have their checksums',
  { tags: 'slow' },
  async ({ split, digit, shards }) => {
    // Throws where one differs.
    for (let index = 0; index < shards; index++) await expect(penSource.shard(split, digit, index)).resolves.toBeDefined();
  },
);
