// What `npm run data` says where there is no MNIST, and where what it is given is damaged.
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { prepareData } from '../../src/cli/prepare-data.ts';
import { MNIST_FOLDER } from '../../src/cli/read-mnist.ts';
import { localServer } from '../helpers/local-server.ts';
import { fakeLabels, LABELS, runData } from '../helpers/run-data.ts';

/** A folder to run in, new for each test. */
let here: string;
beforeEach(async () => {
  here = await mkdtemp(join(tmpdir(), 'two-numbers-data-'));
});
afterEach(() => rm(here, { recursive: true, force: true }));

const run = (env: Record<string, string>) => runData(here, env);

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
  const { code, out, err } = await run({ MNIST_DIR: 'idx' });
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(err).toMatch(/^data: [^\n]+\n$/);
  expect(err).toContain(join('idx', file));
  expect(err).toMatch(reason);
  expect(await readdir(here)).toEqual(['idx']);
});

test('MNIST_DIR without the files: a line that names the first one missing, exit 1', async () => {
  const { code, err } = await run({ MNIST_DIR: 'nowhere' });
  expect(code).toBe(1);
  expect(err).toBe(`data: ${join('nowhere', LABELS)} is missing, and so is ${LABELS}.gz\n`);
});

test('MNIST_URL=off: says why there is no MNIST, exit 0, nothing written', async () => {
  const { code, out, err } = await run({ MNIST_URL: 'off' });
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toBe('mnist: none (MNIST_DIR is not set; MNIST_URL is off), so the site uses the digits of the pen\n');
  expect(await readdir(here)).toEqual([]);
});

test('MNIST_URL that is no address: a line that says so, exit 1', async () => {
  const { code, err } = await run({ MNIST_URL: 'mirror' });
  expect({ code, err }).toEqual({ code: 1, err: 'data: MNIST_URL must be an http address or off, not "mirror"\n' });
});

const unhelpful: [name: string, answer: RequestListener, reason: string][] = [
  ['without the files', (_, response) => response.writeHead(404).end('no'), `it has no ${LABELS}.gz (it answered 404)`],
  ['with a web page for everything', (_, response) => response.setHeader('content-type', 'text/html').end('<h1>Log in</h1>'), 'it has no'],
];

test.each(unhelpful)('a mirror %s: says why there is no MNIST, exit 0', async (_, answer, reason) => {
  await using server = await localServer(answer);
  const { code, out } = await run({ MNIST_URL: server.address });
  expect(code).toBe(0);
  expect(out).toMatch(/^mnist: none \(MNIST_DIR is not set; 127\.0\.0\.1:\d+: [^\n]+\), so the site uses the digits of the pen\n$/);
  expect(out).toContain(reason);
  expect(await readdir(here)).toEqual([]);
});

test('a mirror that nobody serves: says why there is no MNIST, exit 0', async () => {
  const gone = await localServer(() => {});
  await gone[Symbol.asyncDispose]();
  const { code, out } = await run({ MNIST_URL: gone.address });
  expect(code).toBe(0);
  expect(out).toContain('it cannot be reached (ECONNREFUSED)');
});

test.each<[name: string, answer: RequestListener]>([
  ['never answers', () => {}],
  ['falls silent', (_, response) => void response.writeHead(200, { 'content-length': 5_000 }).write('x')],
])('a mirror that %s is given up on', async (_, answer) => {
  await using server = await localServer(answer);
  const said: string[] = [];
  const patience = { first: 100, stall: 100 };
  const folder = join(here, MNIST_FOLDER);
  expect(await prepareData({ env: { MNIST_URL: server.address }, folder, patience, say: (line) => said.push(line) })).toBe(false);
  expect(said).toHaveLength(1);
  expect(said[0]).toContain('nothing arrived for 0.1 seconds');
  expect(await readdir(here)).toEqual([]);
});

test.each<[name: string, answer: RequestListener, reason: RegExp]>([
  ['garbage', (_, response) => response.end('garbage'), /has the magic number/],
  ['other labels', (_, response) => response.end(gzipSync(fakeLabels)), /has the wrong SHA-256/],
  ['a truncated file', (_, response) => response.end(gzipSync(fakeLabels).subarray(0, 30)), /is truncated/],
  ['more than the file can have', (_, response) => response.end(Buffer.alloc(1_000_000)), /holds more than/],
  [
    'a transfer that breaks off',
    (_, response) => {
      response.writeHead(200, { 'content-length': 5_000 }).write('x'.repeat(100), () => response.destroy());
    },
    /is truncated: the transfer broke off after \d+ bytes/,
  ],
])('a mirror that gives %s: one line that names the file, exit 1, nothing written', async (_, answer, reason) => {
  await using server = await localServer(answer);
  const { code, out, err } = await run({ MNIST_URL: server.address });
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(err).toMatch(/^data: t10k-labels-idx1-ubyte\.gz from 127\.0\.0\.1:\d+[^\n]+\n$/);
  expect(err).toMatch(reason);
  expect(await readdir(here)).toEqual([]);
});
