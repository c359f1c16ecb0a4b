// The test commands. Each check runs to its end whatever the others found, and one closing line has the counts.
//   npm run test:fast   types, format, rules and units: what needs no build and no browser
//   npm test            the same, the built site, and every claim once in a browser
//   npm run test:slow   the tests tagged `slow`; then those tagged `timing`, one at a time, and their times are judged
//   npm run test:soak   minutes a test
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { findBrowser, installBrowser } from '../src/cli/browser.ts';
import { playwrightResults, vitestResults, type Results } from './helpers/results.ts';

const LEVELS = ['fast', 'all', 'slow', 'soak'] as const;
const level = LEVELS.find((each) => each === (process.argv[2] ?? 'all'));
if (!level) {
  console.error(`usage: node tests/run.ts [${LEVELS.join('|')}]`);
  process.exit(2);
}

const OUT = 'tests/.out';
const PORT = 4390;
const began = performance.now();
const counts = { passed: 0, failed: [] as string[], skipped: [] as string[], seconds: new Map<string, number>() };

const env: NodeJS.ProcessEnv = { ...process.env, ASTRO_TELEMETRY_DISABLED: '1', FORCE_COLOR: process.stdout.isTTY ? '1' : '0' };
// Node warns where both are set.
if (env['FORCE_COLOR'] === '1') delete env['NO_COLOR'];

/** Where the output of a step goes. */
type Say = (text: string | Buffer) => void;
const aloud: Say = (text) => void process.stdout.write(text);

function heading(title: string, say: Say): void {
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
async function beside(first: (say: Say) => Promise<unknown>, second: (say: Say) => Promise<unknown>): Promise<void> {
  const held: (string | Buffer)[] = [];
  let say: Say = (text) => void held.push(text);
  const both = second((text) => say(text));
  await first(aloud);
  held.forEach(aloud);
  say = aloud;
  await both;
}

/** A step that passes or fails as a whole. */
async function check(title: string, say: Say, script: string, ...args: string[]): Promise<void> {
  heading(title, say);
  if ((await tool(script, args, say)) === 0) counts.passed++;
  else counts.failed.push(title);
}

/** A step of many tests: `run` gives the tool's exit status, `read` what its JSON report holds. */
async function suite(title: string, say: Say, run: (report: string) => Promise<number>, read: (json: string) => Results): Promise<void> {
  heading(title, say);
  const report = `${OUT}/${title.replace(/\W+/g, '-')}.json`;
  rmSync(report, { force: true });
  const status = await run(report);
  if (!existsSync(report)) {
    counts.failed.push(`${title} (ended before it could count)`);
    return;
  }
  const { passed, failed, skipped, seconds } = read(readFileSync(report, 'utf8'));
  counts.passed += passed;
  counts.failed.push(...failed);
  counts.skipped.push(...skipped);
  for (const [file, each] of seconds) counts.seconds.set(file, each);
  if (status !== 0 && failed.length === 0) counts.failed.push(`${title} (exit status ${status})`);
}

/** Files with slow tests: the others need not even be loaded for those. */
const slowFiles = () => globSync('tests/**/*.test.ts').filter((file) => readFileSync(file, 'utf8').includes("'slow'"));

const vitest = (title: string, say: Say, ...projects: readonly ('source' | 'built')[]) =>
  suite(
    title,
    say,
    (report) =>
      tool(
        'node_modules/vitest/vitest.mjs',
        [
          'run',
          '--config=tests/vitest.config.ts',
          ...projects.map((name) => `--project=${name}`),
          `--tags-filter=${level === 'slow' ? 'slow' : '!slow'}`,
          ...['--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
          ...(level === 'slow' ? slowFiles() : []),
        ],
        say,
      ),
    (json) => vitestResults(JSON.parse(json), (tags) => tags.includes('slow') === (level === 'slow')),
  );

const playwright = (title: string, found: NodeJS.ProcessEnv, ...args: string[]) =>
  suite(
    title,
    aloud,
    (report) =>
      tool(
        'node_modules/@playwright/test/cli.js',
        ['test', '--config=tests/playwright.config.ts', '--reporter=list,json', ...args],
        aloud,
        {
          ...found,
          PLAYWRIGHT_JSON_OUTPUT_FILE: report,
        },
      ),
    (json) => playwrightResults(JSON.parse(json)),
  );

/** Runs `npm start`'s program until it prints its address, and leaves it running: the tests visit what readers would. */
async function start(say: Say): Promise<ChildProcess | undefined> {
  heading('npm start: data, build, serve', say);
  const child = spawn(process.execPath, ['src/cli/start.ts'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...env, PORT: String(PORT), SITE_URL: '', BASE_PATH: '' },
  });
  const serving = await new Promise<boolean>((resolve) => {
    let said = '';
    child.stdout.on('data', (bytes: Buffer) => {
      say(bytes);
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

/** Ctrl-C must end it. */
async function stop(child: ChildProcess): Promise<void> {
  const ended = new Promise<boolean>((resolve) => {
    child.on('exit', () => resolve(true));
    setTimeout(() => resolve(false), 120_000).unref();
  });
  child.kill('SIGINT');
  if (await ended) counts.passed++;
  else {
    child.kill('SIGKILL');
    counts.failed.push('npm start ends at Ctrl-C');
  }
}

/** The environment that names the browser; undefined where there is none. */
function browser(): NodeJS.ProcessEnv | undefined {
  heading('browser', aloud);
  try {
    const path = findBrowser() ?? installBrowser(console.log);
    console.log(`Testing with ${path}`);
    return { CHROMIUM_PATH: path };
  } catch (error) {
    counts.failed.push(`browser: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}

async function staticChecks(say: Say): Promise<void> {
  const tsc = (project: string) => {
    const name = project.replace(/\W+/g, '-');
    const built = ['--incremental', '--tsBuildInfoFile', `${OUT}/types-${name}.tsbuildinfo`];
    return check(`types, ${project}`, say, 'node_modules/typescript/bin/tsc', '--noEmit', '-p', project, ...built);
  };
  // What Astro generates of the chapters' types is not in the repository.
  if (!existsSync('.astro/types.d.ts')) await tool('node_modules/astro/bin/astro.mjs', ['sync'], say);
  await tsc('tsconfig.json');
  // What a page has, a worker has not, and neither has Node's modules.
  if (level === 'all') for (const place of ['page', 'worker']) await tsc(`tests/types/${place}.json`);
  await check('lint', say, 'node_modules/oxlint/bin/oxlint', '--config=tests/oxlint.json');
  await check('unused code and packages', say, 'node_modules/knip/bin/knip.js', '--no-config-hints');
  const cached = ['--cache', '--cache-location', `${OUT}/prettier`];
  await check('format', say, 'node_modules/prettier/bin/prettier.cjs', '--check', '--log-level=warn', ...cached, '.', '!public/runs');
}

/** Each fault with what the reader saw and the seconds it took: the faults' tests add their rows. */
const FAULTS = `${OUT}/faults.md`;

/** All that visits the site. */
async function visits(site: ChildProcess, found: NodeJS.ProcessEnv): Promise<void> {
  writeFileSync(FAULTS, '| fault | what the reader saw | seconds |\n| --- | --- | --- |\n');
  const at = { ...found, SITE: `http://localhost:${PORT}` };
  const projects = ['numerics', 'desktop', 'phone', 'firefox', 'webkit', 'faults', 'subpath'].map((name) => `--project=${name}`);
  if (level === 'soak') await playwright('soak', at, '--project=soak', '--workers=2');
  else if (level === 'all') await playwright('in a browser', at, ...projects, '--grep-invert=@slow', '--workers=3');
  else {
    await playwright('in a browser', at, ...projects, '--grep=@slow', '--grep-invert=@timing', '--workers=3');
    await playwright('timing, with the machine to themselves', { ...at, TIMING: '1' }, ...projects, '--grep=@timing', '--workers=1');
  }
  await stop(site);
  heading('faults', aloud);
  aloud(readFileSync(FAULTS));
}

mkdirSync(OUT, { recursive: true });
if (level === 'fast')
  await beside(
    (say) => vitest('rules, units, figures', say, 'source'),
    (say) => staticChecks(say),
  );
else {
  const found = browser();
  let site: ChildProcess | undefined;
  if (level === 'all')
    await beside(
      (say) => staticChecks(say),
      async (say) => (site = await start(say)),
    );
  else site = await start(aloud);
  // As long as all else that is static together, and it adds the types in front matter alone.
  if (level === 'slow') await check('types, tags and pages', aloud, 'node_modules/astro/bin/astro.mjs', 'check');
  if (level !== 'soak') await vitest('rules, units, figures, the built site', aloud, 'source', ...(site ? (['built'] as const) : []));
  if (site && found) await visits(site, found);
}

heading('in all', aloud);
const slowest = [...counts.seconds].sort(([, a], [, b]) => b - a).slice(0, 10);
for (const [file, seconds] of slowest) console.log(`${seconds.toFixed(1).padStart(7)} s  ${file.replace(`${process.cwd()}/`, '')}`);
for (const name of counts.skipped) console.log(`skipped: ${name}`);
for (const name of counts.failed) console.log(`failed: ${name}`);
console.log(`${counts.passed} passed, ${counts.failed.length} failed, ${counts.skipped.length} skipped`);
process.exit(counts.failed.length > 0 ? 1 : 0);
