// Writes the service worker of the built site, with the list of all its files.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';

const SOURCE = new URL('../layouts/offline-worker.ts', import.meta.url);
/** What hosts, search engines and `npm start` read, not readers. */
const LEFT_OUT = /^(\.built-from|_headers|offline\.js|sitemap.*\.xml|robots\.txt)$/;

const hash = (bytes: Buffer | string) => createHash('sha256').update(bytes).digest('hex').slice(0, 16);

/** By the address a page asks for: a page by its folder. */
export function filesOf(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length).replaceAll('\\', '/'))
    .filter((path) => !LEFT_OUT.test(path))
    .sort();
  return Object.fromEntries(files.map((path) => [path.replace(/(^|\/)index\.html$/, '$1'), hash(readFileSync(join(folder, path)))]));
}

export function offline(): AstroIntegration {
  return {
    name: 'offline',
    hooks: {
      'astro:build:done': ({ dir }) => {
        const folder = fileURLToPath(dir);
        const files = JSON.stringify(filesOf(folder));
        const head = `const FILES = ${files};\nconst EDITION = '${hash(files)}';\n`;
        writeFileSync(join(folder, 'offline.js'), head + stripTypeScriptTypes(readFileSync(SOURCE, 'utf8')));
      },
    },
  };
}
