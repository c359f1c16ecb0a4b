// How a data set's shards reach the browser: checked, never too large, asked for again when something went wrong.
import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { afterEach, expect, test, vi } from 'vitest';
import { httpFolder, type DataFolder } from '../../src/data/http-folder.ts';
import { parseManifest, shardsOf } from '../../src/data/manifest.ts';
import { mnist } from '../../src/data/sets/mnist.ts';
import { openShards } from '../../src/data/shards.ts';
import { PIXELS } from '../../src/model/spec.ts';
import { localServer } from '../helpers/local-server.ts';

const SHARD = 'test-5-0.bin';
const SHARDS = shardsOf(mnist);

/** Stands for the first 500 fives of the test set: blank paper at the start, as digits have. */
const pixels = Uint8Array.from({ length: 500 * PIXELS }, (_, k) => (k % PIXELS < 60 ? 0 : (k * k) % 256));
const packed = new Uint8Array(gzipSync(pixels));
const manifest = {
  version: 1,
  from: {},
  shards: SHARDS.map((shard) => ({
    ...shard,
    sha256: shard.file === SHARD ? createHash('sha256').update(pixels).digest('hex') : '0'.repeat(64),
  })),
};
const manifestFile = new TextEncoder().encode(JSON.stringify(manifest));

/** A folder in memory: `answer` gives the shard's file at each asking; what was asked is kept in `asked`. */
function folderOf(answer: (time: number) => Uint8Array | undefined) {
  const asked: { cap: number; fresh: boolean }[] = [];
  const folder: DataFolder = {
    read(file, cap, fresh) {
      if (file === 'manifest.json') return Promise.resolve(manifestFile);
      asked.push({ cap, fresh });
      return Promise.resolve(answer(asked.length) as Uint8Array<ArrayBuffer> | undefined);
    },
    pauses: [0, 0],
    wayOut: 'Press Retry.',
  };
  return { folder, asked };
}

const flipped = (bytes: Uint8Array, at: number) => bytes.map((byte, k) => (k === at ? byte ^ 1 : byte));

afterEach(() => {
  vi.unstubAllGlobals();
});

test('a shard comes out as the bytes that went in', async () => {
  const { folder, asked } = folderOf(() => packed);
  const source = await openShards(mnist, folder);
  expect(source.count('train', 5)).toBe(mnist.counts.train[5]);
  expect(await source.shard('test', 5, 0)).toEqual(pixels);
  expect(asked).toHaveLength(1);
  expect(asked[0]!.cap).toBeLessThan(1.02 * pixels.length);
});

test('a shard that the server has unpacked already is as good', async () => {
  const source = await openShards(mnist, folderOf(() => pixels).folder);
  expect(await source.shard('test', 5, 0)).toEqual(pixels);
});

test('without Web Crypto, as on plain http, a shard is read unchecked', async () => {
  vi.stubGlobal('crypto', undefined);
  const source = await openShards(mnist, folderOf(() => pixels).folder);
  expect(await source.shard('test', 5, 0)).toEqual(pixels);
});

test.each([
  ['a flipped bit in the pixels', flipped(pixels, 5_000), /SHA-256 is not the one in manifest\.json/],
  ['a flipped bit in the packed bytes', flipped(packed, 500), /cannot be unpacked|SHA-256|holds/],
  ['a truncated shard', packed.subarray(0, packed.length >> 1), /cannot be unpacked, so it is damaged or truncated/],
  ['a shard of too few pixels', new Uint8Array(gzipSync(pixels.subarray(PIXELS))), /holds 391216 bytes, not 392000/],
  ['a shard that unpacks to 20 MB', new Uint8Array(gzipSync(new Uint8Array(20_000_000))), /holds more than 392000 bytes/],
])('%s is asked for three times, then named with the way out', async (_, bytes, reason) => {
  const { folder, asked } = folderOf(() => bytes);
  const failure = await (await openShards(mnist, folder)).shard('test', 5, 0).catch((error: Error) => error.message);
  expect(failure).toMatch(reason);
  expect(failure).toMatch(/^MNIST could not be loaded: test-5-0\.bin: .* Press Retry\.$/);
  expect(asked.map(({ fresh }) => fresh)).toEqual([false, true, true]);
});

test('a shard damaged on the way is mended by asking again', async () => {
  const source = await openShards(mnist, folderOf((time) => (time < 3 ? flipped(pixels, 5_000) : packed)).folder);
  expect(await source.shard('test', 5, 0)).toEqual(pixels);
});

test('a shard that is not there is not asked for twice', async () => {
  const { folder, asked } = folderOf(() => undefined);
  await expect((await openShards(mnist, folder)).shard('test', 5, 0)).rejects.toThrow('test-5-0.bin: it is not there');
  expect(asked).toHaveLength(1);
});

test('a shard that no digit has is refused', async () => {
  await expect((await openShards(mnist, folderOf(() => packed).folder)).shard('test', 5, 2)).rejects.toThrow(
    'MNIST has no shard test-5-2.bin',
  );
});

test('a reader who leaves ends the asking', async () => {
  const leaving = new AbortController();
  const { folder, asked } = folderOf(() => {
    leaving.abort();
    return undefined;
  });
  await expect((await openShards(mnist, folder)).shard('test', 5, 0, leaving.signal)).rejects.toThrow(/abort/i);
  expect(asked).toHaveLength(1);
});

test.each([
  ['no JSON', '<!doctype html>', 'it is not JSON'],
  ['null', 'null', 'it is not a list of shards of version 1'],
  ['another version', JSON.stringify({ ...manifest, version: 2 }), 'it is not a list of shards of version 1'],
  ['a shard too few', JSON.stringify({ ...manifest, shards: manifest.shards.slice(1) }), 'it does not list 60 shards'],
  [
    'a shard elsewhere',
    JSON.stringify({ ...manifest, shards: manifest.shards.map((shard) => ({ ...shard, file: `../${shard.file}` })) }),
    'entry 0 is not train-0-0.bin',
  ],
  [
    'a hash that is none',
    JSON.stringify({ ...manifest, shards: manifest.shards.map((shard) => ({ ...shard, sha256: 'abc' })) }),
    'entry 0 is not',
  ],
])('a manifest with %s is refused', (_, text, reason) => {
  expect(() => parseManifest(text, SHARDS)).toThrow(reason);
});

test('over http: manifest and shard arrive', async () => {
  await using server = await localServer(({ url }, response) => response.end(url === '/data/manifest.json' ? manifestFile : packed));
  expect(await (await openShards(mnist, `${server.address}data/`)).shard('test', 5, 0)).toEqual(pixels);
});

test('over http: a server error is survived', async () => {
  let asked = 0;
  await using server = await localServer((_, response) => {
    if (asked++ === 0) response.writeHead(503).end();
    else response.end(manifestFile);
  });
  expect(await openShards(mnist, server.address)).toBeDefined();
});

test('over http: a site without the manifest, which answers with 404 or with a page, is a sentence', async () => {
  await using bare = await localServer((_, response) => response.writeHead(404).end('not here'));
  await using page = await localServer((_, response) =>
    response.setHeader('content-type', 'text/html; charset=utf-8').end('<h1>Not here</h1>'),
  );
  for (const { address } of [bare, page]) {
    await expect(openShards(mnist, address)).rejects.toThrow(
      'MNIST could not be loaded: manifest.json: it is not there. Press Retry, or switch to another data set.',
    );
  }
});

test('over http: a server that says nothing, or falls silent, is given up on', async () => {
  await using silent = await localServer(() => {});
  await using halting = await localServer((_, response) => void response.writeHead(200).write('{'));
  for (const { address } of [silent, halting]) {
    const folder: DataFolder = { ...httpFolder(address, 50), pauses: [] };
    await expect(openShards(mnist, folder)).rejects.toThrow(
      /^MNIST could not be loaded: manifest\.json: nothing arrived for 0\.05 seconds\. Press Retry/,
    );
  }
});

test('over http: more bytes than a shard can have are not read', async () => {
  await using server = await localServer(({ url }, response) =>
    response.end(url === '/manifest.json' ? manifestFile : Buffer.concat([pixels, Buffer.alloc(1_000_000)])),
  );
  const source = await openShards(mnist, { ...httpFolder(server.address), pauses: [] });
  await expect(source.shard('test', 5, 0)).rejects.toThrow(/test-5-0\.bin: it holds more than 396944 bytes/);
});

test('over http: nobody there is a sentence that names the manifest', async () => {
  const { address } = await localServer(() => {}).then(async (server) => {
    await server[Symbol.asyncDispose]();
    return server;
  });
  await expect(openShards(mnist, { ...httpFolder(address), pauses: [] })).rejects.toThrow(/manifest\.json: it cannot be reached/);
});
