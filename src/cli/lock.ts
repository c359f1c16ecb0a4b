// `npm run lock`: brings package-lock.json up to date with package.json, and takes out of it which Node each package asks for.
//
// npm compares that with the Node that npm itself runs on, and warns. But every command of ours runs on the Node that is
// installed with the packages (22), whatever the host's: on Node 20 the warnings, one a package, would all be about the wrong Node.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';

interface Lock {
  readonly packages: Record<string, { engines?: unknown }>;
}

execFileSync('npm', ['install', '--package-lock-only', '--omit-lockfile-registry-resolved', '--ignore-scripts'], {
  stdio: 'inherit',
  shell: process.platform === 'win32',
});
const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as Lock;
// The entry without a name is this project, whose own claim stays.
for (const [name, entry] of Object.entries(lock.packages)) if (name !== '') delete entry.engines;
writeFileSync('package-lock.json', `${JSON.stringify(lock, null, 2)}\n`);
