// Chromium, by Playwright, as far as the bench drives it like the others.
import { chromium } from '@playwright/test';
import { BROWSER_ARGS, findBrowser } from '../browser.ts';
import type { Driver } from './browser.ts';

const path = findBrowser();

/** Why there is no Chromium to be driven here; empty where there is one. */
export const noChromium = path ? '' : 'no Chromium or Chrome is found: install one, or name one in CHROMIUM_PATH';

/** With a profile that is thrown away. */
export async function openChromium(): Promise<Omit<Driver, 'perform'>> {
  const browser = await chromium.launch({ executablePath: path!, args: [...BROWSER_ARGS] });
  const page = await browser.newPage();
  return {
    async goto(url) {
      await page.goto(url);
    },
    resize: (width, height) => page.setViewportSize({ width, height }),
    run: (code, ...args) => page.evaluate(`(async (...args) => {${code}})(...${JSON.stringify(args)})`),
    close: () => browser.close(),
  };
}
