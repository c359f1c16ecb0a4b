// The site in dist/: built where its sources have changed, and served.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { SETS } from '../data/sets/index.ts';
import { folderVariable, isIdxSet } from './idx-files.ts';
import { ISOLATION } from './isolation.ts';
import { serve, type SiteServer } from './serve.ts';

/** All that a build reads; package-lock.json stands for node_modules. */
const SOURCES = ['src', 'content', 'public', 'astro.config.mjs', 'tsconfig.json', 'package-lock.json'];
/** What a build itself writes among its sources: kernels, and data sets, whose hashes are known. */
const GENERATED = ['src/train/engines/simd/wasm/', 'public/data/'];
const VARIABLES = ['SITE_URL', 'BASE_PATH', 'CONTENT_DIR', ...SETS.filter(isIdxSet).map(folderVariable)];
/** Holds the hash of the sources. Lies in dist/, which every build empties first: where it is, that build was whole. */
const BUILT_FROM = 'dist/.built-from';

/** Files of a folder in the project, or the file itself. */
async function filesOf(path: string): Promise<string[]> {
  const entries = await readdir(path, { recursive: true, withFileTypes: true }).catch(() => undefined);
  return entries?.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name)) ?? [path];
}

/** SHA-256 of the sources in the folder `root` and of the variables in `env` that a build depends on. */
export async function sourcesHash(root: string, env: Readonly<Record<string, string | undefined>>): Promise<string> {
  const hash = createHash('sha256');
  for (const name of VARIABLES) hash.update(`${name}=${env[name] ?? ''}\n`);
  const files = (await Promise.all(SOURCES.map((source) => filesOf(join(root, source))))).flat().sort();
  for (const file of files) {
    const path = relative(root, file).replaceAll('\\', '/');
    if (GENERATED.some((folder) => path.startsWith(folder))) continue;
    const contents = await readFile(file);
    hash.update(`${path} ${contents.length}\n`).update(contents);
  }
  return hash.digest('hex');
}

/**
 * Builds dist/ where the sources have changed since it was built; false where they have not. The build runs in a process of its own,
 * which takes a gigabyte of memory along when it ends. Where it fails it has said why, and this process ends as it did.
 * @param log descriptor that gets what Astro says
 */
export async function buildSite(log: 1 | 2 = 1): Promise<boolean> {
  const sources = await sourcesHash('.', process.env);
  if ((await readFile(BUILT_FROM, 'utf8').catch(() => '')) === sources) return false;
  const build = spawn(process.execPath, ['node_modules/astro/bin/astro.mjs', 'build'], {
    stdio: ['ignore', log, 2],
    // Astro would send usage reports.
    env: { ...process.env, ASTRO_TELEMETRY_DISABLED: '1' },
  });
  // Ctrl-C reaches both, a signal to this process alone would leave the build behind.
  const stop = () => {
    build.kill();
    process.exit(1);
  };
  process.once('SIGINT', stop).once('SIGTERM', stop);
  const [code] = (await once(build, 'exit')) as [number | null];
  process.off('SIGINT', stop).off('SIGTERM', stop);
  if (code !== 0) process.exit(code ?? 1);
  await writeFile(BUILT_FROM, sources);
  return true;
}

/** Serves dist/ under BASE_PATH, with the headers that let threads share memory. */
export function serveSite(port?: number): Promise<SiteServer> {
  const base = (process.env['BASE_PATH'] ?? '').replace(/^\/+|\/+$/g, '');
  return serve('dist', { ...(port ? { port } : {}), base: base ? `/${base}/` : '/', headers: ISOLATION });
}
