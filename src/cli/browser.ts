// Finds a Chromium to test and measure with, and installs one where there is none.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from '@playwright/test';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const ELSEWHERE = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ...['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].map((name) =>
    join(process.env[name] ?? '', 'Google', 'Chrome', 'Application', 'chrome.exe'),
  ),
];

/**
 * What Playwright 1.65 switches off, for the last such flag alone counts; and the two pages that each window of Chromium 156 loads for
 * its address bar, which nobody sees: a second of the processor for every test.
 */
const FEATURES_OFF = [
  ...['AimEnabled', 'AvoidCorsURLLoaderRestartOnRedirect', 'AvoidUnnecessaryBeforeUnloadCheckSync', 'DestroyProfileOnBrowserClose'],
  ...['HttpsFirstBalancedModeAutoEnable', 'HttpsUpgrades', 'LensOverlay', 'MediaRouter', 'NetworkTimeServiceQuerying', 'OptimizationHints'],
  ...['PaintHolding', 'PreconnectToSearch', 'TcpPortRandomizationWin', 'ThirdPartyStoragePartitioning'],
  ...['WebUIOmniboxAimPopup', 'WebUIOmniboxPopup'],
];

/** Nothing but what is asked for goes to the network. Chromium's sandbox does not work for root. */
export const BROWSER_ARGS: readonly string[] = [
  '--headless=new',
  '--disable-background-networking',
  '--disable-component-update',
  '--no-first-run',
  '--disable-quic',
  `--disable-features=${FEATURES_OFF.join()}`,
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
];
/** Software graphics, so that WebGPU and WebGL are there on machines without a graphics processor. */
export const GRAPHICS_ARGS: readonly string[] = ['--enable-unsafe-webgpu', '--enable-unsafe-swiftshader'];

/** CHROMIUM_PATH, an installed Chromium or Chrome, or Playwright's own; undefined where there is none of them. */
export function findBrowser(): string | undefined {
  const named = process.env['CHROMIUM_PATH'];
  if (named) {
    if (existsSync(named)) return named;
    throw new Error(`CHROMIUM_PATH names ${named}, and there is no such file`);
  }
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const installed = folders.flatMap((folder) => NAMES.map((name) => join(folder, name)));
  return [...installed, ...ELSEWHERE, chromium.executablePath()].find((path) => existsSync(path));
}

/** Installs one: by apt on Debian as root, which brings the libraries it needs, else Playwright's own. Says so. */
export function installBrowser(say: (line: string) => void): string {
  const run = (command: string, args: string[]) =>
    spawnSync(command, args, { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
  if (existsSync('/etc/debian_version') && process.getuid?.() === 0) {
    say("No Chromium or Chrome found: installing Debian's chromium with apt.");
    run('apt-get', ['update', '-q']);
    run('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'chromium']);
    const found = findBrowser();
    if (found) return found;
  }
  say("No Chromium or Chrome found: installing Playwright's own.");
  run(process.execPath, ['node_modules/@playwright/test/cli.js', 'install', '--no-shell', 'chromium']);
  const found = findBrowser();
  if (!found) throw new Error('no browser could be installed: install Chromium or Chrome, or name one in CHROMIUM_PATH');
  return found;
}
