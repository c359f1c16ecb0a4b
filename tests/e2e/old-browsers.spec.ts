// A browser that lacks what figures need shows the still pictures, and says in one sentence what it lacks and which browsers have it.
import { expect, test, type Page } from '@playwright/test';
import { BROWSERS } from '../../src/build/browsers.ts';
import { inWorkers } from '../helpers/faults.ts';
import { NEEDED } from '../helpers/needed.ts';
import { serveSmallRun } from '../helpers/small-run.ts';
import { transport, watch } from '../helpers/visit.ts';

const note = (page: Page) => page.locator('.still-note');

/** The page is as the build drew it, scrolled through: pictures and words, nothing that is alive, nothing to press that would not answer. */
async function expectStill(page: Page): Promise<void> {
  for (const figure of await page.locator('figure.fig').all()) {
    await figure.scrollIntoViewIfNeeded();
    await expect(figure.locator('.fig-body').locator('svg, img, pre, .hint').locator('visible=true').first()).toBeVisible();
  }
  await expect(page.locator('[data-awake]')).toHaveCount(0);
  await expect(page.locator('main button:visible').filter({ hasText: /^(Train|Step|Reset|New seed|Check)$/ })).toHaveCount(0);
  await expect(note(page)).toHaveCount(1);
}

/** Makes the browser lack one thing, before any script of the page. */
const BREAK: Readonly<Record<keyof typeof NEEDED, string>> = {
  ':has()': `const ask = CSS.supports.bind(CSS); CSS.supports = (...rest) => !rest.join().includes(':has') && ask(...rest);`,
  'color-mix()': `const ask = CSS.supports.bind(CSS); CSS.supports = (...rest) => !rest.join().includes('color-mix') && ask(...rest);`,
  'Array.prototype.toSorted': `delete Array.prototype.toSorted;`,
  DecompressionStream: `delete self.DecompressionStream;`,
};

for (const [name, code] of Object.entries(BREAK))
  test(
    `without ${name} the pictures stay, and the page says so`,
    { tag: name === 'DecompressionStream' ? [] : '@slow' },
    async ({ page }) => {
      const { errors } = watch(page);
      await page.addInitScript(code);
      await page.goto('/training/');
      await expect(note(page)).toHaveText(
        `The figures here are pictures of a recorded run: without ${name}, which this browser lacks, they do not come alive as they do in ${BROWSERS} and newer.`,
      );
      await expectStill(page);
      expect(errors).toEqual([]);
    },
  );

test('all that a browser lacks is named', async ({ page }) => {
  await page.addInitScript(`${BREAK['Array.prototype.toSorted']} ${BREAK.DecompressionStream}`);
  await page.goto('/');
  await expect(note(page)).toContainText('without Array.prototype.toSorted and DecompressionStream, which this browser lacks,');
  await expectStill(page);
});

const UNREADABLE = { contentType: 'text/javascript', body: 'const a = b ?!. c;' };

test('a browser that cannot parse the modules: the pictures stay, and the page says so', async ({ page }) => {
  await page.route('**/_astro/*.js', (route) => route.fulfill(UNREADABLE));
  await page.goto('/training/');
  await expect(note(page)).toContainText("in this browser, which cannot read the page's scripts, they do not come alive");
  await expectStill(page);
});

test('a browser that can parse no script at all: the pictures stay, and the page says which can', async ({ page }) => {
  await page.route('**/*.js', (route) => route.fulfill(UNREADABLE));
  await page.goto('/training/');
  await expect(note(page)).toContainText(
    `without JavaScript, or in an old browser, they do not come alive as they do in ${BROWSERS} and newer.`,
  );
  await expectStill(page);
});

test('a browser without SIMD in WebAssembly still trains: TensorFlow.js does, and the reason is given', async ({ page }) => {
  // Only ours and one of the two of TensorFlow.js's are written in it; the latter asks before it chooses.
  await inWorkers(
    page,
    `WebAssembly.validate = () => false; WebAssembly.compile = async () => { throw new WebAssembly.CompileError('SIMD'); };
     Object.defineProperty(navigator, 'gpu', { value: undefined });`,
  );
  const { requests } = watch(page);
  await serveSmallRun(page);
  await page.goto('/training/');
  await expect(note(page)).toBeHidden();
  const bar = await transport(page);
  await bar.takeStep();
  await expect.poll(() => bar.out('engine')).toMatch(/^tfjs-wasm: .*simd: this browser has no SIMD in WebAssembly/);
  expect(requests.filter((url) => /tfjs-backend-wasm-simd[^/]*\.wasm$/.test(url))).toEqual([]);
});
