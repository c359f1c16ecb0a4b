// What `npm run data` writes.
import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { builtFolder, diskFolder } from '../../src/cli/data-folder.ts';
import { mnist } from '../../src/data/sets/mnist.ts';
import { openShards } from '../../src/data/shards.ts';
import { loadDataset } from '../../src/data/source.ts';
import { PIXELS } from '../../src/model/spec.ts';
import { fakeLabels, installMnist, LABELS, PACKAGE, runData, type Said } from '../helpers/run-data.ts';

const SUMMARY = 'mnist: 16583 train, 2985 test (digits 1, 5 and 6 of MNIST; first 5,000 training images held out)';
const PACKED = builtFolder('mnist');

/** A folder to run in, new for each test: `npm run data` has run there once. */
let here: string;

/** A folder where `npm run data` has run once, and what it said. */
let built: string;
let said: Said;
beforeAll(async () => {
  built = await mkdtemp(join(tmpdir(), 'two-numbers-built-'));
  await installMnist(built);
  said = await runData(built);
});
afterAll(() => rm(built, { recursive: true, force: true }));
beforeEach(async () => {
  here = await mkdtemp(join(tmpdir(), 'two-numbers-data-'));
  await cp(built, here, { recursive: true });
});

afterEach(() => rm(here, { recursive: true, force: true }));

test('all ten digits are packed, in order, without the first 5,000 training images', async () => {
  expect(said).toEqual({ code: 0, out: `${SUMMARY}\n`, err: '' });
  expect(await readdir(join(built, 'public/data'))).toEqual(['mnist']);
  const source = await openShards(mnist, diskFolder(join(built, PACKED)));
  const { dataset, all } = loadDataset(source, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], () => {});
  await all;
  expect([dataset.train.labels.length, dataset.test.labels.length]).toEqual([55_000, 10_000]);

  const labels = (await readFile(join(PACKAGE, 'train-labels-idx1-ubyte'))).subarray(8);
  const images = (await readFile(join(PACKAGE, 'train-images-idx3-ubyte'))).subarray(16);
  const fives = [...labels.keys()].filter((index) => index >= 5_000 && labels[index] === 5);
  const heads = await source.shard('train', 5, 0);
  const tails = await source.shard('train', 5, 1);
  for (const [pixels, at, index] of [
    [heads, 0, fives[0]!],
    [heads, 499, fives[499]!],
    [tails, 0, fives[500]!],
  ] as const) {
    const image = pixels.subarray(at * PIXELS, (at + 1) * PIXELS);
    expect(Buffer.compare(image, images.subarray(index * PIXELS, (index + 1) * PIXELS))).toBe(0);
  }
});

test('a first shard is small: at most 120 kB on the way', async () => {
  const first = (await readdir(join(built, PACKED))).filter((file) => file.endsWith('-0.bin'));
  expect(first).toHaveLength(20);
  for (const file of first) expect((await stat(join(built, PACKED, file))).size, file).toBeLessThan(120_000);
});

test('built once, it is not built again', async () => {
  const manifest = join(here, PACKED, 'manifest.json');
  const before = await stat(manifest);
  expect((await runData(here)).out).toBe(`${SUMMARY}\nmnist: ${PACKED} is complete, nothing to do\n`);
  expect((await stat(manifest)).ino).toBe(before.ino);
});

test('a damaged shard is mended', async () => {
  const shard = join(here, PACKED, 'train-6-1.bin');
  const sound = await readFile(shard);
  await writeFile(shard, sound.subarray(0, 1_000));
  expect((await runData(here)).out).toBe(`${SUMMARY}\n`);
  expect(Buffer.compare(await readFile(shard), sound)).toBe(0);
});

test('a damaged file in MNIST_DIR is an error also where MNIST has been built, and leaves it as it is', async () => {
  await mkdir(join(here, 'idx'));
  await writeFile(join(here, 'idx', LABELS), fakeLabels);
  const { code, err } = await runData(here, { MNIST_DIR: 'idx' });
  expect(code).toBe(1);
  expect(err).toContain(`${join('idx', LABELS)} has the wrong SHA-256`);
  expect((await runData(here)).out).toContain('is complete, nothing to do');
});

test('MNIST_DIR with gzipped files gives the same shards as the package', async () => {
  const manifest = await readFile(join(here, PACKED, 'manifest.json'), 'utf8');
  await rm(join(here, 'public'), { recursive: true });
  await rm(join(here, 'node_modules'), { recursive: true });
  await mkdir(join(here, 'idx'));
  for (const name of await readdir(PACKAGE))
    await writeFile(join(here, 'idx', `${name}.gz`), gzipSync(await readFile(join(PACKAGE, name)), { level: 1 }));
  expect((await runData(here, { MNIST_DIR: 'idx' })).out).toBe(`${SUMMARY}\n`);
  expect(await readFile(join(here, PACKED, 'manifest.json'), 'utf8')).toBe(manifest);
});
