// Playwright: numerics on every backend, and the built site on a desktop, on a phone and under a sub-path.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig, devices, type PlaywrightTestConfig } from '@playwright/test';
import { BROWSER_ARGS, findBrowser, GRAPHICS_ARGS } from '../src/cli/browser.ts';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const root = at('..');
const executablePath = findBrowser();

const launch = (args: readonly string[]) => ({
  launchOptions: { args: [...BROWSER_ARGS, ...args], ...(executablePath ? { executablePath } : {}) },
});

// tests/run.ts serves the site with `npm start`'s program; by hand, what lies in dist/ is served.
const site = process.env['SITE'] ?? 'http://localhost:4391';
const numerics = 'http://localhost:4393';
/** No test waits by the clock. This ends one that hangs, on a machine many times slower than any. Milliseconds. */
const GUARD = 10 * 60_000;
const node = JSON.stringify(process.execPath);
const server = (command: string, url: string) => ({
  command: `${node} ${command}`,
  url,
  timeout: GUARD,
  cwd: root,
  stdout: 'pipe' as const,
});

/** A project's server starts only when that project runs. */
const wanted = (project: string) => {
  const named = process.argv.flatMap((arg, i) =>
    arg.startsWith('--project=') ? [arg.slice(10)] : arg === '--project' ? [process.argv[i + 1]] : [],
  );
  return named.length === 0 || named.includes(project);
};

const config: PlaywrightTestConfig = {
  testDir: at('.'),
  outputDir: at('./.out/playwright'),
  workers: 1,
  fullyParallel: true,
  // For a browser that gives no page; any other test that fails and then passes counts as failed (helpers/results.ts).
  retries: 1,
  forbidOnly: existsSync('/.dockerenv') || Boolean(process.env['CI']),
  timeout: GUARD,
  expect: { timeout: GUARD / 2 },
  reporter: 'list',
  use: { trace: 'off', locale: 'en-US' },
  projects: [
    {
      // A file's tests share the page that holds an engine.
      name: 'numerics',
      fullyParallel: false,
      testDir: at('./numerics'),
      use: { ...launch(GRAPHICS_ARGS), baseURL: numerics },
    },
    {
      // Early, as its tests take longest: no worker should end with one of them.
      name: 'faults',
      testDir: at('./faults'),
      testIgnore: ['**/*.soak.spec.ts'],
      use: { ...launch(GRAPHICS_ARGS), viewport: { width: 1280, height: 900 }, baseURL: site },
    },
    {
      name: 'desktop',
      testDir: at('./e2e'),
      testIgnore: ['**/*.phone.spec.ts', '**/*.subpath.spec.ts'],
      use: { ...launch(GRAPHICS_ARGS), viewport: { width: 1280, height: 900 }, baseURL: site },
    },
    {
      // No flag: WebGPU finds no graphics processor, as on many readers' machines.
      name: 'phone',
      testDir: at('./e2e'),
      testMatch: '**/*.phone.spec.ts',
      use: {
        ...devices['Pixel 7'],
        ...launch([]),
        viewport: { width: 390, height: 844 },
        baseURL: site,
      },
    },
    {
      // Its tests share a build.
      name: 'subpath',
      fullyParallel: false,
      testDir: at('./e2e'),
      testMatch: ['**/*.subpath.spec.ts'],
      use: { ...launch([]), viewport: { width: 1280, height: 900 }, baseURL: 'http://localhost:4392' },
    },
    // Their tests share a browser, which Playwright does not drive, and serve the site themselves.
    ...(['firefox', 'webkit'] as const).map((browserName) => ({
      name: browserName,
      fullyParallel: false,
      testDir: at('./browsers'),
      use: { browserName },
    })),
    {
      // `npm run test:soak`: minutes a test.
      name: 'soak',
      testDir: at('./faults'),
      testMatch: ['**/*.soak.spec.ts'],
      use: { ...launch(GRAPHICS_ARGS), viewport: { width: 1280, height: 900 }, baseURL: site },
    },
  ],
  webServer: [
    // Firefox and WebKit read the page that this one builds.
    ...(['numerics', 'firefox', 'webkit'].some(wanted) ? [server('tests/numerics/serve.ts 4393', numerics)] : []),
    ...(!process.env['SITE'] && ['desktop', 'phone', 'faults', 'soak'].some(wanted)
      ? [server('tests/helpers/serve.ts dist 4391', site)]
      : []),
  ],
};

export default defineConfig(config);
