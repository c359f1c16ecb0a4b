// Runs `npm run data`'s script in a folder of the test's own, and fakes a file for it.
import { spawn } from 'node:child_process';
import { resolve } from 'node:path';

const SCRIPT = resolve('src/cli/data.ts');

export interface Said {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs the script in `cwd`, with nothing of MNIST in its environment but `env`. */
export async function runData(cwd: string, env: Readonly<Record<string, string>>): Promise<Said> {
  const child = spawn(process.execPath, [SCRIPT], { cwd, env: { PATH: process.env['PATH'] ?? '', ...env } });
  let out = '';
  let err = '';
  child.stdout.on('data', (text) => (out += text));
  child.stderr.on('data', (text) => (err += text));
  const code = await new Promise<number | null>((done) => child.on('close', done));
  return { code, out, err };
}

/** The file that is read first. */
export const LABELS = 't10k-labels-idx1-ubyte';

/** An IDX file as long as that one, but every label is zero. */
export const fakeLabels = Buffer.concat([Buffer.from([0, 0, 8, 1, 0, 0, 0x27, 0x10]), Buffer.alloc(10_000)]);
