// `npm start` on a built site: nothing is built again, little memory stays taken, and Ctrl-C ends it.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const PORT = 4389;

/** Runs the program until it has printed its address; gives what it said. */
async function start(): Promise<{ child: ChildProcess; said: string }> {
  const child = spawn(process.execPath, ['src/cli/start.ts'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, PORT: String(PORT), SITE_URL: '', BASE_PATH: '' },
  });
  let said = '';
  for await (const bytes of child.stdout!) {
    said += String(bytes);
    if (said.includes('Ctrl-C ends it.')) break;
  }
  return { child, said };
}

async function stop(child: ChildProcess): Promise<void> {
  const exited = once(child, 'exit');
  child.kill('SIGINT');
  expect(await exited).toEqual([null, 'SIGINT']);
}

test('the second start builds nothing, serves the site from under 200 MB, and ends at Ctrl-C', async () => {
  // Where the site has not been built, or its sources have changed, the first one builds.
  await stop((await start()).child);
  const { child, said } = await start();
  try {
    expect(said).toContain('site: dist/ is up to date, nothing to build\n');
    expect(said).toContain(`Two Numbers is at http://localhost:${PORT}/\n`);
    const response = await fetch(`http://localhost:${PORT}/training/`);
    expect([response.status, response.headers.get('cross-origin-embedder-policy')]).toEqual([200, 'require-corp']);
    expect(await response.text()).toContain('<train-controls');
    const status = `/proc/${child.pid}/status`;
    // Elsewhere there is no such file to read.
    if (existsSync(status)) expect(Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(status, 'utf8'))![1])).toBeLessThan(200_000);
  } finally {
    await stop(child);
  }
}, 600_000);
