// Gives each row a page of its own in Chromium, with the engines built as the site builds them.
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { build } from 'vite';
import { BROWSER_ARGS, findBrowser, GRAPHICS_ARGS } from '../browser.ts';
import { ISOLATION } from '../isolation.ts';
import { compileKernels } from '../kernels.ts';
import { serve } from '../serve.ts';
import type { Place } from './contest.ts';
import type { Command, Reply, Row } from './rows.ts';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const OUT = at('../../../node_modules/.cache/two-numbers-bench');

export interface Opened {
  readonly open: (row: Row) => Promise<Place>;
  /** The browser and the graphics it found. */
  readonly machine: { readonly browser?: string; readonly gpu: string | null };
  readonly close: () => Promise<void>;
}

/** Throws a sentence where there is no browser. */
export async function openBrowser(say: (line: string) => void): Promise<Opened> {
  const executablePath = findBrowser();
  if (!executablePath) {
    throw new Error('no Chromium or Chrome found: install one, or name one in CHROMIUM_PATH. With --gpu none is needed');
  }
  say('building the page');
  await compileKernels();
  await build({
    configFile: false,
    root: at('./page'),
    base: './',
    logLevel: 'error',
    worker: { format: 'es' },
    build: { outDir: OUT, emptyOutDir: true, assetsInlineLimit: 0, chunkSizeWarningLimit: 10_000 },
  });
  const [plain, isolated] = [await serve(OUT), await serve(OUT, { headers: ISOLATION })];
  const browser = await chromium.launch({ executablePath, args: [...BROWSER_ARGS, ...GRAPHICS_ARGS] });

  const visit = async (address: string) => {
    const page = await browser.newPage();
    await page.goto(address);
    return page;
  };
  const page = await visit(plain.address);
  const gpu = await page.evaluate(async () => {
    const info = (await navigator.gpu?.requestAdapter())?.info;
    return info ? [info.vendor, info.architecture, info.device, info.description].filter(Boolean).join(' ') : null;
  });
  await page.close();

  return {
    machine: { browser: `Chromium ${browser.version()}`, gpu },
    async open(row) {
      const page = await visit((row.isolated ? isolated : plain).address);
      const crashed = new Promise<Reply>((resolve) => page.once('crash', () => resolve({ error: 'the page crashed' })));
      return {
        ask: (command) =>
          Promise.race([
            page.evaluate((each) => (globalThis as unknown as { ask(command: Command): Promise<Reply> }).ask(each), command),
            crashed,
          ]),
        close: () => page.close(),
      };
    },
    async close() {
      await browser.close();
      await Promise.all([plain.close(), isolated.close()]);
    },
  };
}
