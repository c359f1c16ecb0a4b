// What `npm ci` prints and leaves.
import { existsSync, globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
  packages: Record<string, { engines?: unknown; hasInstallScript?: true }>;
};

test('npm on Node 20 warns of no package: the lock names no Node but ours (npm run lock)', () => {
  const claims = Object.entries(packages).filter(([name, { engines }]) => name !== '' && engines);
  expect(claims.map(([name]) => name)).toEqual([]);
  expect(packages['']!.engines).toEqual({ node: '>=20' });
});

test('every package with a script of its own is decided on in allowScripts', () => {
  const { allowScripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { allowScripts: Record<string, boolean> };
  const undecided = Object.entries(packages)
    .filter(([path, { hasInstallScript }]) => path !== '' && hasInstallScript)
    .map(([path]) => path.split('node_modules/').at(-1)!)
    .filter((name) => allowScripts[name] === undefined);
  expect(undecided).toEqual([]);
});

test('what nothing reads is removed after the install, and what is read is there', () => {
  expect(globSync(['node_modules/@tensorflow/*/dist/**/*.map', 'node_modules/node-*/include', 'node_modules/binaryen/bin'])).toEqual([]);
  expect(existsSync('node_modules/binaryen/index.js')).toBe(true);
});
