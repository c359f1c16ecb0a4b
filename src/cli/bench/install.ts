// Installs, on the bench's first run, the packages that nothing else here needs (package.json beside this file).
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const HERE = fileURLToPath(new URL('.', import.meta.url));

/** Throws a sentence where npm fails, after npm's own words. */
export function installPeers(say: (line: string) => void): void {
  if (existsSync(`${HERE}node_modules/.package-lock.json`)) return;
  say('installing jax-js and Dawn for the bench, once: 134 MB in src/cli/bench/node_modules');
  try {
    // Standard output is for the bench's result.
    execFileSync('npm', ['ci', '--prefix', '.'], { cwd: HERE, stdio: ['ignore', 2, 'inherit'], shell: process.platform === 'win32' });
  } catch {
    throw new Error('npm could not install jax-js and Dawn: run `npm ci` in src/cli/bench to see why');
  }
}
