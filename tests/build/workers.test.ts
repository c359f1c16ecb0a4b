// The built site's workers: WebKit evaluates a worker's entry a second time where another file imports it.
import { expect, test } from 'vitest';
import { builtScripts, importsOf, scriptText } from '../helpers/site.ts';

const scripts = builtScripts();
/** Files that a script starts as workers: the page's one, and the simd engine's threads. */
const entries = scripts.flatMap((file) =>
  [...scriptText(file).matchAll(/\bnew Worker\(\s*new URL\([^)]*?([\w-]+\.js)/g)].map((match) => `_astro/${match[1]!}`),
);

test("no file imports a worker's entry", () => {
  expect(entries.map((file) => file.replace(/-.{8}\.js$/, '')).sort()).toEqual(['_astro/thread', '_astro/worker']);
  const imported = scripts.flatMap((file) => [...importsOf(file, 'static'), ...importsOf(file, 'dynamic')]);
  expect(imported.length).toBeGreaterThan(50);
  expect(imported.filter((file) => entries.includes(file))).toEqual([]);
});

test("the worker's entry holds nothing but the import of the switchboard", () => {
  const entry = entries.find((file) => file.includes('/worker-'))!;
  expect(scriptText(entry)).toMatch(/^import\s*["']\.\/switchboard-[\w-]+\.js["'];\s*$/);
});
