// What `npm run data` writes where there is MNIST: only with MNIST_DIR.
import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { IDX_FILES } from '../../src/cli/mnist-files.ts';
import { MNIST_FOLDER as PACKED, readMnist } from '../../src/cli/read-mnist.ts';
import { loadDataset } from '../../src/data/source.ts';
import { PIXELS } from '../../src/model/spec.ts';
import { localServer } from '../helpers/local-server.ts';
import { fakeLabels, LABELS, runData, type Said } from '../helpers/run-data.ts';

const SUMMARY = 'mnist: 16583 train, 2985 test (digits 1, 5, 6; first 5,000 training images held out)';
const REAL = process.env['MNIST_DIR'] && resolve(process.env['MNIST_DIR']);

/** A folder to run in, new for each test: `npm run data` has run there once. */
let here: string;
const run = (env: Record<string, string>) => runData(here, env);

/** A folder where `npm run data` has run once, and what it said. */
let built: string;
let said: Said;
beforeAll(async () => {
  built = await mkdtemp(join(tmpdir(), 'two-numbers-built-'));
  if (REAL) said = await runData(built, { MNIST_DIR: REAL });
}, 60_000);
afterAll(() => rm(built, { recursive: true, force: true }));
beforeEach(async ({ skip }) => {
  skip(!REAL, 'MNIST_DIR is not set');
  here = await mkdtemp(join(tmpdir(), 'two-numbers-data-'));
  await cp(built, here, { recursive: true });
});

afterEach(() => rm(here, { recursive: true, force: true }));

/** One of MNIST's files, gzipped or as it is. */
async function idxFile(name: string, form: 'gzipped' | 'unpacked'): Promise<Buffer> {
  const gzipped = await readFile(join(REAL!, `${name}.gz`)).catch(() => undefined);
  if (gzipped) return form === 'gzipped' ? gzipped : gunzipSync(gzipped);
  const unpacked = await readFile(join(REAL!, name));
  return form === 'gzipped' ? gzipSync(unpacked, { level: 1 }) : unpacked;
}

test('MNIST_DIR: all ten digits are packed, in order, without the first 5,000 training images', async () => {
  expect(said).toEqual({ code: 0, out: `${SUMMARY}\n`, err: '' });
  expect(await readdir(join(built, 'public/data'))).toEqual(['mnist']);
  const source = (await readMnist(join(built, PACKED)))!;
  const { dataset, all } = loadDataset(source, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], () => {});
  await all;
  expect([dataset.train.labels.length, dataset.test.labels.length]).toEqual([55_000, 10_000]);

  const labels = (await idxFile('train-labels-idx1-ubyte', 'unpacked')).subarray(8);
  const images = (await idxFile('train-images-idx3-ubyte', 'unpacked')).subarray(16);
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
  expect((await run({ MNIST_URL: 'off' })).out).toBe(`${SUMMARY}\nmnist: ${PACKED} is complete, nothing to do\n`);
  expect((await stat(manifest)).ino).toBe(before.ino);
});

test('a damaged shard is mended, or removed with all others where there is nothing to mend it from', async () => {
  const shard = join(here, PACKED, 'train-6-1.bin');
  const sound = await readFile(shard);
  await writeFile(shard, sound.subarray(0, 1_000));
  expect((await run({ MNIST_DIR: REAL! })).out).toBe(`${SUMMARY}\n`);
  expect(Buffer.compare(await readFile(shard), sound)).toBe(0);

  await writeFile(shard, sound.subarray(0, 1_000));
  const { code, out } = await run({ MNIST_URL: 'off' });
  expect(code).toBe(0);
  expect(out).toMatch(/^mnist: removed public\/data\/mnist, which was damaged \(.*train-6-1\.bin.*\)\nmnist: none /);
  expect(await readdir(join(here, 'public/data'))).toEqual([]);
});

test('a damaged file in MNIST_DIR is an error also where MNIST has been built, and leaves it as it is', async () => {
  await mkdir(join(here, 'idx'));
  await writeFile(join(here, 'idx', LABELS), fakeLabels);
  const { code, err } = await run({ MNIST_DIR: 'idx' });
  expect(code).toBe(1);
  expect(err).toContain(`${join('idx', LABELS)} has the wrong SHA-256`);
  expect((await run({ MNIST_URL: 'off' })).out).toContain('is complete, nothing to do');
});

test('from a mirror, or from unpacked files, come the same shards, and the download is told line by line', async () => {
  const manifest = await readFile(join(here, PACKED, 'manifest.json'), 'utf8');
  await rm(join(here, 'public'), { recursive: true });
  await using server = await localServer(({ url }, response) => {
    void idxFile(url!.replace('/mirror/', '').replace('.gz', ''), 'gzipped').then((bytes) => response.end(bytes));
  });
  const { code, out, err } = await run({ MNIST_URL: `${server.address}mirror` });
  expect({ code, out }).toEqual({ code: 0, out: `${SUMMARY}\n` });
  expect(err.trim().split('\n')).toHaveLength(4);
  expect(err).toContain('mnist: downloading train-images-idx3-ubyte.gz done');
  expect(await readFile(join(here, PACKED, 'manifest.json'), 'utf8')).toBe(manifest);
  await rm(join(here, 'public'), { recursive: true });

  await mkdir(join(here, 'idx'));
  for (const { name } of IDX_FILES) await writeFile(join(here, 'idx', name), await idxFile(name, 'unpacked'));
  expect((await run({ MNIST_DIR: 'idx' })).out).toBe(`${SUMMARY}\n`);
  expect(await readFile(join(here, PACKED, 'manifest.json'), 'utf8')).toBe(manifest);
});
