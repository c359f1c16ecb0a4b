// The size budget: what a reader downloads before Train, and what Train adds.
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { builtScripts, closure, htmlOf, importsOf, packed, pages, scriptsOf, scriptText, SITE_DIR } from '../helpers/site.ts';

const kB = 1_000;
const sum = (sizes: readonly number[]) => sizes.reduce((a, b) => a + b, 0);

describe.each(pages())('%s', (page) => {
  test('loads at most 60 kB of JavaScript before Train, gzipped', () => {
    const { files, inline } = scriptsOf(page);
    const sizes = Object.fromEntries([
      ...files.map((file) => [file, packed(scriptText(file))] as const),
      ['inline', packed(inline.join('\n'))],
    ]);
    expect(files.length).toBeGreaterThan(1);
    expect(sum(Object.values(sizes)), JSON.stringify(sizes, null, 1)).toBeLessThanOrEqual(60 * kB);
  });

  test('loads nothing of TensorFlow.js before Train', () => {
    const { files } = scriptsOf(page);
    expect(files.filter((file) => /tensorflow|registerBackend|registerKernel/i.test(scriptText(file)))).toEqual([]);
  });
});

// The gallery shows every figure at once; no reader is sent there.
test.each(pages().filter((page) => page !== '/gallery/'))('%s is at most 60 kB of HTML, gzipped', (page) => {
  expect(packed(htmlOf(page))).toBeLessThanOrEqual(60 * kB);
});

describe('the worker', () => {
  const entry = builtScripts().find((file) => /\/worker-[^/]+\.js$/.test(file));

  test('fetches at most 140 kB to train on WebGPU, gzipped', () => {
    expect(entry).toBeDefined();
    const worker = closure([entry!]);
    const engine = closure([...worker, ...worker.flatMap((file) => importsOf(file, 'dynamic'))]);
    const webgpu = engine
      .flatMap((file) => importsOf(file, 'dynamic'))
      .filter((file) => scriptText(file).includes('WEBGPU_DEFERRED_SUBMIT_BATCH_SIZE'));
    expect(webgpu).toHaveLength(1);
    const all = closure([...engine, ...webgpu]);
    const sizes = Object.fromEntries(all.map((file) => [file, packed(scriptText(file))]));
    expect(sum(Object.values(sizes)), JSON.stringify(sizes, null, 1)).toBeLessThanOrEqual(140 * kB);
  });

  test('is 20 kB before Train, gzipped', () => {
    expect(sum(closure([entry!]).map((file) => packed(scriptText(file))))).toBeLessThanOrEqual(20 * kB);
  });
});

describe('recorded runs', () => {
  const folder = join(SITE_DIR, 'runs');
  test.each(readdirSync(folder))('%s is at most 3 MB', (name) => {
    const sizes = readdirSync(join(folder, name)).map((file) => statSync(join(folder, name, file)).size);
    expect(sum(sizes)).toBeLessThanOrEqual(3_000 * kB);
  });
});
