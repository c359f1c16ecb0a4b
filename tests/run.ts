// `npm test`: every check in turn, each to its end whatever the others found, and one closing line with the counts.
// `npm run test:soak`: the tests that take minutes each, on the built site.
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { findBrowser, installBrowser } from '../src/cli/browser.ts';
import { readTally, type Tally } from './helpers/tally.ts';

const OUT = 'tests/.out';
const PORT = 4390;
const began = performance.now();
const counts = { passed: 0, failed: [] as string[], skipped: [] as { name: string; reason: string }[] };

const env: NodeJS.ProcessEnv = { ...process.env, ASTRO_TELEMETRY_DISABLED: '1', FORCE_COLOR: process.stdout.isTTY ? '1' : '0' };
// Node warns where both are set.
if (env['FORCE_COLOR'] === '1') delete env['NO_COLOR'];

/** Where the output of a step goes. */
type Say = (text: string | Buffer) => void;
const aloud: Say = (text) => void process.stdout.write(text);

function heading(title: string, say: Say = aloud): void {
  say(`\n── ${title} ${'─'.repeat(Math.max(2, 70 - title.length))} ${Math.round((performance.now() - began) / 1000)} s\n`);
}

/** Runs one of the project's tools with this Node. Gives the exit status. */
function tool(script: string, args: readonly string[], say: Say, more: NodeJS.ProcessEnv = {}): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [script, ...args], { stdio: ['ignore', 'pipe', 'pipe'], env: { ...env, ...more } });
    for (const stream of [child.stdout, child.stderr]) stream.on('data', say);
    child.on('error', () => resolve(1));
    child.on('close', (code) => resolve(code ?? 1));
  });
}

/** Two lines of steps at a time, as most steps keep one processor busy. What the second one says comes after the first is through. */
async function beside(first: () => Promise<unknown>, second: (say: Say) => Promise<unknown>): Promise<void> {
  const held: (string | Buffer)[] = [];
  let say: Say = (text) => void held.push(text);
  const both = second((text) => say(text));
  await first();
  held.forEach(aloud);
  say = aloud;
  await both;
}

/** A step that passes or fails as a whole. */
async function check(title: string, script: string, args: readonly string[]): Promise<void> {
  heading(title);
  if ((await tool(script, args, aloud)) === 0) counts.passed++;
  else counts.failed.push(title);
}

/** A step of many tests, which its reporter counts. */
async function suite(
  title: string,
  script: string,
  args: readonly string[],
  more: NodeJS.ProcessEnv = {},
  say: Say = aloud,
): Promise<void> {
  heading(title, say);
  const path = `${OUT}/${title.replace(/\W+/g, '-')}.json`;
  rmSync(path, { force: true });
  const status = await tool(script, args, say, { ...more, TALLY: path });
  if (!existsSync(path)) {
    counts.failed.push(`${title} (ended before it could count)`);
    return;
  }
  const tally: Tally = readTally(path);
  counts.passed += tally.passed;
  counts.failed.push(...tally.failed);
  counts.skipped.push(...tally.skipped);
  if (status !== 0 && tally.failed.length === 0) counts.failed.push(`${title} (exit status ${status})`);
}

/** Runs `npm start`'s program until it prints its address, and leaves it running: the tests visit what readers would. */
async function start(): Promise<ChildProcess | undefined> {
  heading('npm start: data, build, serve');
  const child = spawn(process.execPath, ['src/cli/start.ts'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...env, PORT: String(PORT), SITE_URL: '', BASE_PATH: '' },
  });
  const serving = await new Promise<boolean>((resolve) => {
    let said = '';
    child.stdout.on('data', (bytes: Buffer) => {
      process.stdout.write(bytes);
      said += bytes.toString();
      if (said.includes(`http://localhost:${PORT}/`)) resolve(true);
    });
    child.on('exit', () => resolve(false));
  });
  const answered =
    serving &&
    (await fetch(`http://localhost:${PORT}/`)
      .then(({ ok }) => ok)
      .catch(() => false));
  if (answered) counts.passed++;
  else counts.failed.push('npm start');
  return answered ? child : undefined;
}

/** Ctrl-C must end it within seconds. */
async function stop(child: ChildProcess): Promise<void> {
  const ended = new Promise<boolean>((resolve) => {
    child.on('exit', () => resolve(true));
    setTimeout(() => resolve(false), 5_000).unref();
  });
  child.kill('SIGINT');
  if (await ended) counts.passed++;
  else {
    child.kill('SIGKILL');
    counts.failed.push('npm start ends at Ctrl-C');
  }
}

function browser(): string | undefined {
  heading('browser');
  try {
    const path = findBrowser() ?? installBrowser(console.log);
    console.log(`Testing with ${path}`);
    return path;
  } catch (error) {
    counts.failed.push(`browser: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}

const VITEST = ['node_modules/vitest/vitest.mjs', ['run', '--config', 'tests/vitest.config.ts', '--project']] as const;
const PLAYWRIGHT = ['node_modules/@playwright/test/cli.js', ['test', '--config', 'tests/playwright.config.ts']] as const;

const soak = process.argv.includes('soak');
/** Each fault with what the reader saw and the seconds it took: the faults' tests add their rows. */
const FAULTS = `${OUT}/faults.md`;
mkdirSync(OUT, { recursive: true });
writeFileSync(FAULTS, '| fault | what the reader saw | seconds |\n| --- | --- | --- |\n');

const path = browser();
const found: NodeJS.ProcessEnv = { CHROMIUM_PATH: path };
let site: ChildProcess | undefined;

/** What needs no browser. */
async function sources(): Promise<void> {
  await check('types', 'node_modules/astro/bin/astro.mjs', ['check']);
  await check('format', 'node_modules/prettier/bin/prettier.cjs', ['--check', '--log-level', 'warn', '.', '!public/runs']);
  await suite('rules, units, figures', VITEST[0], [...VITEST[1], 'source']);
  site = await start();
  if (site) await suite('the built site, bad author input, size budget', VITEST[0], [...VITEST[1], 'built']);
}

if (soak) site = await start();
else {
  await beside(sources, async (say) => {
    if (path) await suite('numerics in a browser', PLAYWRIGHT[0], [...PLAYWRIGHT[1], '--project=numerics'], found, say);
  });
}
if (path && site) {
  const at = { ...found, SITE: `http://localhost:${PORT}` };
  const e2e = (title: string, ...args: string[]) => suite(title, PLAYWRIGHT[0], [...PLAYWRIGHT[1], ...args], at);
  if (soak) await e2e('soak', '--project=soak', '--workers=2');
  else {
    const projects = ['desktop', 'phone', 'faults', 'subpath'].map((name) => `--project=${name}`);
    await e2e('end to end', ...projects, '--grep-invert=@alone', '--workers=2');
    await e2e('end to end, with the machine to themselves', '--project=desktop', '--project=faults', '--grep=@alone');
  }
}
if (site) await stop(site);

heading('faults');
console.log(readFileSync(FAULTS, 'utf8'));
heading('in all');
for (const { name, reason } of counts.skipped) console.log(`skipped: ${name}: ${reason}`);
for (const name of counts.failed) console.log(`failed: ${name}`);
console.log(`${counts.passed} passed, ${counts.failed.length} failed, ${counts.skipped.length} skipped`);
process.exit(counts.failed.length > 0 ? 1 : 0);
