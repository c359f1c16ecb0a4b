// The size budget: what a reader downloads before Train, and what Train adds.
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { builtScripts, closure, htmlOf, importsOf, packed, pages, scriptsOf, scriptText, SITE_DIR } from '../helpers/site.ts';

const kB = 1_000;
const sum = (sizes: readonly number[]) => sizes.reduce((a, b) => a + b, 0);

// The gallery shows every figure at once; no reader is sent there.
describe.each(pages().filter((page) => page !== '/gallery/'))('%s', (page) => {
  test('loads at most 60 kB of JavaScript before Train, gzipped, the lab 64', () => {
    const { files, inline } = scriptsOf(page);
    const sizes = Object.fromEntries([
      ...files.map((file) => [file, packed(scriptText(file))] as const),
      ['inline', packed(inline.join('\n'))],
    ]);
    expect(files.length).toBeGreaterThan(1);
    expect(sum(Object.values(sizes)), JSON.stringify(sizes, null, 1)).toBeLessThanOrEqual((page === '/lab/' ? 64 : 60) * kB);
  });

  test('loads nothing of TensorFlow.js before Train', () => {
    const { files } = scriptsOf(page);
    expect(files.filter((file) => /tensorflow|registerBackend|registerKernel/i.test(scriptText(file)))).toEqual([]);
  });
});

// The gallery shows every figure at once; no reader is sent there.
// The lab has the pictures of sixteen figures where a chapter has five.
test.each(pages().filter((page) => page !== '/gallery/'))('%s is at most 60 kB of HTML, gzipped, the lab 80', (page) => {
  expect(packed(htmlOf(page))).toBeLessThanOrEqual((page === '/lab/' ? 80 : 60) * kB);
});

describe('the worker', () => {
  const entry = builtScripts().find((file) => /\/worker-[^/]+\.js$/.test(file));

  /** Scripts that are there once an engine is in use: the worker, and all that is fetched on the way to the file with `mark`. */
  function scriptsWith(mark: string): string[] {
    const there = new Set(closure([entry!]));
    /** Brings a script with all it needs at once, and what leads on from there to the mark; false where nothing does. */
    function bring(file: string, before: readonly string[]): boolean {
      const own = closure([file]).filter((each) => !before.includes(each));
      const asked = own.flatMap((each) => importsOf(each, 'dynamic')).filter((each) => ![...before, ...own].includes(each));
      const found = asked.map((each) => bring(each, [...before, ...own])).some(Boolean);
      const leads = found || own.some((each) => scriptText(each).includes(mark));
      if (leads) own.forEach((each) => there.add(each));
      return leads;
    }
    const start = [...there];
    for (const file of start.flatMap((each) => importsOf(each, 'dynamic'))) bring(file, start);
    return [...there];
  }
  const sizesOf = (files: readonly string[]) => Object.fromEntries(files.map((file) => [file, packed(scriptText(file))]));

  test('fetches at most 146 kB to train with TensorFlow.js on WebGPU, gzipped', () => {
    expect(entry).toBeDefined();
    const [backend, engine] = [scriptsWith('WEBGPU_DEFERRED_SUBMIT_BATCH_SIZE'), scriptsWith('AdamOptimizer')];
    expect(backend.length).toBeGreaterThan(2);
    const sizes = sizesOf([...new Set([...backend, ...engine])]);
    expect(sum(Object.values(sizes)), JSON.stringify(sizes, null, 1)).toBeLessThanOrEqual(146 * kB);
  });

  test('fetches at most 45 kB to choose between our own engines and train with one, gzipped', () => {
    const [wgsl, simd] = [scriptsWith('aInnerFirst'), scriptsWith('relaxed-shared')];
    for (const files of [wgsl, simd]) expect(files.length).toBeGreaterThan(1);
    const all = [...new Set([...wgsl, ...simd])];
    expect(all.filter((file) => /registerBackend|registerKernel/.test(scriptText(file)))).toEqual([]);
    const sizes = sizesOf(all);
    expect(sum(Object.values(sizes)), JSON.stringify(sizes, null, 1)).toBeLessThanOrEqual(45 * kB);
  });

  test('finds kernels of less than 40 kB for the simd engine', () => {
    const kernels = readdirSync(join(SITE_DIR, '_astro')).filter((file) => /^(plain|relaxed)(-shared)?-[^/]*\.wasm$/.test(file));
    expect(kernels).toHaveLength(4);
    for (const file of kernels) expect([file, statSync(join(SITE_DIR, '_astro', file)).size < 40 * kB]).toEqual([file, true]);
  });

  test('is at most 21 kB before Train, gzipped', () => {
    expect(sum(closure([entry!]).map((file) => packed(scriptText(file))))).toBeLessThanOrEqual(21 * kB);
  });
});

describe('recorded runs', () => {
  const folder = join(SITE_DIR, 'runs');
  test.each(readdirSync(folder))('%s is at most 3 MB, and half a MB for each checkpoint', (name) => {
    const sizesIn = (...path: string[]) =>
      readdirSync(join(folder, name, ...path), { withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => statSync(join(folder, name, ...path, entry.name)).size);
    expect(sum(sizesIn())).toBeLessThanOrEqual(3_000 * kB);
    // Runs recorded for their numbers alone (`npm run train -- --brief`) are not looked back at.
    if (!existsSync(join(folder, name, 'checkpoints'))) return expect(name).toMatch(/^small-/);
    expect(sizesIn('checkpoints').length).toBeGreaterThan(3);
    for (const size of sizesIn('checkpoints')) expect(size).toBeLessThanOrEqual(550 * kB);
  });
});
