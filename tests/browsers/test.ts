// Tests in the browser that their Playwright project names. They share one, and are skipped with a sentence where it is missing.
import { test as base } from '@playwright/test';
import type { Browser } from '../../src/cli/drive/browser.ts';
import { noFirefox, openFirefox } from '../../src/cli/drive/firefox.ts';
import { noWebKit, openWebKit } from '../../src/cli/drive/webkit.ts';

const BROWSERS = {
  firefox: { missing: noFirefox, open: openFirefox },
  webkit: { missing: noWebKit, open: openWebKit },
};
/** Playwright's own name for a browser; it starts none unless a test asks for a page. */
const named = (browserName: string) => BROWSERS[browserName === 'firefox' ? 'firefox' : 'webkit'];

export const test = base.extend<{ skips: void }, { driven: Browser }>({
  driven: [
    async ({ browserName }, use) => {
      const browser = await named(browserName).open();
      await browser.resize(1280, 900);
      await use(browser);
      await browser.close();
    },
    { scope: 'worker' },
  ],
  skips: [
    async ({ browserName }, use, info) => {
      const { missing } = named(browserName);
      info.skip(missing !== '', missing);
      await use();
    },
    { auto: true },
  ],
});
