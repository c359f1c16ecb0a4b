// The built site as these tests visit it, and what its pages say of themselves.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { ISOLATION } from '../../src/cli/isolation.ts';
import { serve, type SiteServer } from '../../src/cli/serve.ts';
import { awakenIsland, awakenIslands, seeIslandHere } from '../helpers/islands.ts';
import { SITE_DIR } from '../helpers/site.ts';
import type { Browser } from '../../src/cli/drive/browser.ts';

// WebDriver says nothing of the console: the first script of every page notes what goes wrong.
// Firefox calls the preload of a module that is already there an error, and loads nothing again; an import that fails is a rejection.
const NOTES = `
  self.errors = [];
  addEventListener('error', ({ message, target }) => {
    if (target.rel !== 'modulepreload') errors.push(message || 'not loaded: ' + (target.src || target.href));
  }, true);
  addEventListener('unhandledrejection', ({ reason }) => errors.push('rejected: ' + reason));
  addEventListener('securitypolicyviolation', ({ blockedURI }) => errors.push('forbidden: ' + blockedURI));
  const { error } = console;
  console.error = (...said) => (errors.push('console: ' + said.join(' ')), error.apply(console, said));
`;

/** A copy of the built site whose first script notes what goes wrong; it goes with this process. */
let copied: string | undefined;
function copyOfSite(): string {
  if (copied) return copied;
  const folder = mkdtempSync(join(tmpdir(), 'two-numbers-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  cpSync(SITE_DIR, folder, { recursive: true });
  const first = join(folder, 'early.js');
  writeFileSync(first, NOTES + readFileSync(first, 'utf8'));
  return (copied = folder);
}

/**
 * The built site, at an address of its own and so with a storage of its own: `await using site = await openSite()` closes it at the end.
 * @param isolated whether its pages are cross-origin isolated: with the headers that make them so, or without
 */
export async function openSite(isolated = true): Promise<SiteServer & AsyncDisposable> {
  const site = await serve(copyOfSite(), { headers: isolated ? ISOLATION : {} });
  return { ...site, [Symbol.asyncDispose]: () => site.close() };
}

/** What has gone wrong on the page, and every failure that it tells its reader of. */
export const wrongs = (browser: Browser) =>
  browser.run<string[]>(`
    const told = [...document.querySelectorAll('[role=alert]')].map(({ textContent }) => textContent.trim()).filter(Boolean);
    return [...(self.errors ?? ['the first script of the page did not run']), ...told]`);

const seeIn = (browser: Browser) => (which: number | string) =>
  browser.run<ReturnType<typeof seeIslandHere>>(`return (${seeIslandHere})(args[0])`, which);

/** Scrolls to every island of the page until it is alive. Gives their names. */
export const awakenAll = (browser: Browser) => awakenIslands(seeIn(browser));
/** Scrolls to the first island of a name until it is alive. */
export const awakenFirst = (browser: Browser, name: string) => awakenIsland(seeIn(browser), name);

export interface State {
  readonly phase: string;
  readonly step: number;
  /** Of the latest batch. */
  readonly cost: number;
  readonly engine: string;
  readonly alert: string;
}

/** What the first transport of the page says. */
export const stateOf = (browser: Browser) =>
  browser.run<State>(`
    const bar = document.querySelector('train-controls');
    const out = (name) => bar.querySelector('[data-out="' + name + '"]').textContent.trim();
    return {
      phase: bar.querySelector('.transport').dataset.phase,
      step: Number(out('step').split(' of ')[0].replaceAll(',', '')),
      cost: Number(out('cost')),
      engine: out('engine'),
      alert: bar.querySelector('[role=alert]').textContent.trim(),
    }`);

/** Scrolls to the first transport of the page, and waits until the run that it shows is open. */
export async function openRun(browser: Browser, phase: 'recorded' | 'idle' | 'paused' = 'recorded'): Promise<void> {
  await awakenFirst(browser, 'train-controls');
  await expect.poll(async () => (await stateOf(browser)).phase).toBe(phase);
}

/** Presses Train and waits for a step, or until the transport says why there is none. */
export async function train(browser: Browser): Promise<State> {
  await browser.click('train-controls button[name=train]');
  const begun = async () => {
    const { alert, phase, step } = await stateOf(browser);
    return alert || (step > 0 && phase);
  };
  await expect.poll(begun).toMatch(/training|done|\.$/);
  const now = await stateOf(browser);
  expect(now.alert).toBe('');
  return now;
}
