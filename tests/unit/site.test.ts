// `npm start` builds again only where a source has changed: what counts as one.
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeEach, afterEach, expect, test } from 'vitest';
import { sourcesHash } from '../../src/cli/site.ts';

const FILES = [
  'src/a.ts',
  'src/deep/b.ts',
  'content/01-a.mdx',
  'public/runs/pen/run.json',
  'astro.config.mjs',
  'tsconfig.json',
  'package-lock.json',
];

let root: string;
const write = (path: string, text: string) => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
};
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'two-numbers-'));
  for (const path of FILES) write(path, path);
});
afterEach(() => rmSync(root, { recursive: true }));

test('the same sources have the same hash, wherever they lie and whenever they were written', async () => {
  const copy = mkdtempSync(join(tmpdir(), 'two-numbers-'));
  cpSync(root, copy, { recursive: true });
  expect(await sourcesHash(copy, {})).toBe(await sourcesHash(root, {}));
  rmSync(copy, { recursive: true });
});

test.each([...FILES, 'content/02-new.mdx'])('%s: a change is one', async (path) => {
  const before = await sourcesHash(root, {});
  write(path, 'another');
  expect(await sourcesHash(root, {})).not.toBe(before);
});

test('a file that goes or gets another name is a change', async () => {
  const before = await sourcesHash(root, {});
  rmSync(join(root, 'src/a.ts'));
  const without = await sourcesHash(root, {});
  write('src/c.ts', 'src/a.ts');
  const renamed = await sourcesHash(root, {});
  expect(new Set([before, without, renamed]).size).toBe(3);
});

test.each(['SITE_URL', 'BASE_PATH'])('%s is one; other variables are not', async (name) => {
  const before = await sourcesHash(root, {});
  expect(await sourcesHash(root, { [name]: '/course/' })).not.toBe(before);
  expect(await sourcesHash(root, { PORT: '4000' })).toBe(before);
});

test.each(['src/train/engines/simd/wasm/plain.wasm', 'public/data/mnist/manifest.json', 'dist/index.html', 'tests/a.test.ts', 'README.md'])(
  '%s is none',
  async (path) => {
    const before = await sourcesHash(root, {});
    write(path, 'another');
    expect(await sourcesHash(root, {})).toBe(before);
  },
);
