// The reader's run over reloads, chapters, tabs and the browser's pauses; and that nothing is kept of one who did not train.
import { chromium, expect, test, type Page } from '@playwright/test';
import { browserByHand } from '../helpers/devtools.ts';
import { noted } from '../helpers/faults.ts';
import { ENDLESS, serveSmallRun } from '../helpers/small-run.ts';
import { expectWithin } from '../helpers/timing.ts';
import { barOf, openSettings, transport, watch } from '../helpers/visit.ts';

const kept = (page: Page) =>
  page.evaluate(async () => ({
    databases: (await indexedDB.databases()).map(({ name }) => name),
    local: { ...localStorage },
    session: { ...sessionStorage },
    cookies: document.cookie,
  }));

async function trainFor(page: Page, steps: number) {
  const bar = await transport(page);
  await bar.button('train').click();
  await expect.poll(bar.step).toBeGreaterThan(steps);
  await bar.button('train').click();
  await expect.poll(bar.phase).toBe('paused');
  await expect(page.locator('train-controls [data-out=kept]').first()).toHaveText(/^Your run is kept/);
  return bar;
}

test('who only reads leaves nothing behind', async ({ page, context }) => {
  await page.goto('/training/');
  await transport(page);
  await page.goto('/lab/');
  await transport(page);
  expect(await kept(page)).toEqual({ databases: [], local: {}, session: {}, cookies: '' });
  expect(await context.cookies()).toEqual([]);
});

test('a run survives a reload and goes on to the next chapter; Delete my run deletes it', async ({ page }) => {
  const { errors } = watch(page);
  await serveSmallRun(page, ENDLESS);
  await page.goto('/training/?engine=simd');
  const before = await trainFor(page, 20);
  const [step, cost] = [await before.step(), await before.out('test')];
  const from = performance.now();
  await page.reload();
  const again = await ownTransport(page);
  await expect.poll(again.step).toBe(step);
  const seconds = (performance.now() - from) / 1_000;
  expect(await again.out('test')).toBe(cost);
  expect(await again.phase()).toBe('paused');
  await again.button('train').click();
  await expect.poll(again.step).toBeGreaterThan(step + 5);
  await again.button('train').click();
  await expect.poll(again.phase).toBe('paused');
  const later = await again.step();
  noted('reload', `${await page.locator('train-controls [role=status]').first().textContent()}`, seconds);

  await page.goto('/testing/?engine=simd');
  const next = await ownTransport(page);
  await expect.poll(next.step).toBe(later);
  const forget = page.getByRole('button', { name: 'Delete my run, show the recording' }).first();
  await forget.press('Enter');
  await expect(page.locator('train-controls [role=status]').first()).toHaveText(/^You are watching a recording/);
  await expect(forget).toBeDisabled();
  await page.reload();
  await transport(page);
  await expect(page.locator('train-controls [role=status]').first()).toHaveText(/^You are watching a recording/);
  expect(errors).toEqual([]);
});

/** A transport whose run is the reader's own. */
async function ownTransport(page: Page) {
  await page.locator('train-controls').first().scrollIntoViewIfNeeded();
  await expect(page.locator('train-controls [role=status]').first()).toHaveText(/^Paused/);
  await openSettings(page);
  return barOf(page);
}

test('what lies damaged in the store is deleted, and the recording shown', { tag: '@slow' }, async ({ page }) => {
  await serveSmallRun(page, ENDLESS);
  await page.goto('/training/?engine=simd');
  await trainFor(page, 3);
  await page.evaluate(async () => {
    const [{ name }] = (await indexedDB.databases()) as [{ name: string }];
    const database = await new Promise<IDBDatabase>((resolve) => {
      const opening = indexedDB.open(name);
      opening.onsuccess = () => resolve(opening.result);
    });
    const table = database.transaction('runs', 'readwrite').objectStore('runs');
    await new Promise((resolve) => (table.put({ version: 1, link: 'x'.repeat(1e6), parameters: [NaN] }, 'digits').onsuccess = resolve));
    database.close();
  });
  const { errors } = watch(page);
  await page.reload();
  await transport(page);
  const status = page.locator('train-controls [role=status]').first();
  await expect(status).toHaveText(/^You are watching a recording/);
  noted('a damaged store', (await status.textContent())!, 0);
  expect(errors).toEqual([]);
});

for (const [what, version] of [
  ['of another version', 7],
  ['without its table', 1],
] as const)
  test(`a database ${what} is replaced: the run is kept, and is back after a reload`, { tag: '@slow' }, async ({ page }) => {
    await serveSmallRun(page, ENDLESS);
    await page.goto('/404.html');
    await page.evaluate(
      ([name, number]) =>
        new Promise<void>((resolve, reject) => {
          const request = indexedDB.open(name, number);
          request.onupgradeneeded = () => request.result.createObjectStore('another');
          request.onsuccess = () => (request.result.close(), resolve());
          request.onerror = () => reject(request.error!);
        }),
      ['two-numbers:/', version] as const,
    );
    await page.goto('/training/?engine=simd');
    const before = await trainFor(page, 20);
    const step = await before.step();
    await page.reload();
    await expect.poll((await ownTransport(page)).step).toBe(step);
  });

test('a full store: the reader is told, and training goes on', async ({ page }) => {
  await page.addInitScript(() => {
    IDBObjectStore.prototype.put = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
  });
  const { errors } = watch(page);
  await serveSmallRun(page, ENDLESS);
  await page.goto('/training/?engine=simd');
  const bar = await transport(page);
  await bar.button('step').click();
  const says = page.locator('train-controls [data-out=kept]').first();
  await expect(says).toHaveText(/does not keep your run/);
  noted('no room in the store', (await says.textContent())!, 0);
  await bar.button('step').click();
  await expect.poll(bar.step).toBe(2);
  expect(errors).toEqual([]);
});

test('a second tab that trains makes the first pause; neither loses its run', async ({ page, context }) => {
  await serveSmallRun(page, ENDLESS);
  await page.goto('/training/?engine=simd');
  const first = await transport(page);
  await first.button('train').click();
  await expect.poll(first.step).toBeGreaterThan(3);
  const other = await context.newPage();
  await serveSmallRun(other, ENDLESS);
  await other.goto('/training/?engine=simd');
  await other.locator('train-controls').first().scrollIntoViewIfNeeded();
  const second = barOf(other);
  await expect(other.locator('train-controls').first()).toHaveAttribute('data-awake', '');
  await expect.poll(second.phase).toMatch(/recorded|idle|paused/);
  await second.button('train').click();
  await expect.poll(second.phase).toBe('training');
  await expect.poll(first.phase).toBe('paused');
  expect(await first.out('engine')).toContain('Another tab of this site began to train');
  const step = await first.step();
  noted('a second tab trains', (await first.out('engine')).replace(/^.*\. /, ''), 0);
  await first.button('train').click();
  await expect.poll(first.step).toBeGreaterThan(step);
  await expect.poll(second.phase).toBe('paused');
});

test(
  'in a window that another page opened it trains, and goes on when that page is closed',
  { tag: '@slow' },
  async ({ page, context }) => {
    await page.goto('/');
    const [opened] = await Promise.all([context.waitForEvent('page'), page.evaluate(() => void window.open('/404.html'))]);
    await serveSmallRun(opened, ENDLESS);
    await opened.goto('/training/?engine=simd');
    const bar = await transport(opened);
    await bar.button('train').click();
    await expect.poll(bar.step).toBeGreaterThan(3);
    await page.close();
    const step = await bar.step();
    await expect.poll(bar.step).toBeGreaterThan(step + 5);
    expect(await opened.evaluate(() => crossOriginIsolated)).toBe(true);
  },
);

test('a lock is held while it trains, and only then', async ({ page }) => {
  await serveSmallRun(page, ENDLESS);
  await page.goto('/training/?engine=simd');
  const bar = await transport(page);
  const held = () => page.evaluate(async () => (await navigator.locks.query()).held!.length);
  expect(await held()).toBe(0);
  await bar.button('train').click();
  await expect.poll(bar.phase).toBe('training');
  expect(await held()).toBe(2);
  await bar.button('train').click();
  await expect.poll(bar.phase).toBe('paused');
  await expect.poll(held).toBe(0);
});

test('frozen and thawed, the page trains on', { tag: '@timing' }, async ({ page }) => {
  await serveSmallRun(page, ENDLESS);
  await page.goto('/training/?engine=simd');
  const bar = await transport(page);
  await bar.button('train').click();
  await expect.poll(bar.step).toBeGreaterThan(3);
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Page.setWebLifecycleState', { state: 'frozen' });
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  const from = performance.now();
  await devtools.send('Page.setWebLifecycleState', { state: 'active' });
  const step = await bar.step();
  await expect.poll(bar.step, { intervals: [50] }).toBeGreaterThan(step);
  const seconds = (performance.now() - from) / 1_000;
  noted('frozen for 1.5 s, then thawed', `trains on from step ${step}`, seconds);
  await expectWithin(seconds, 2);
});

test('double clicks, Reset and leaving while it trains: one run, no error', { tag: '@slow' }, async ({ page }) => {
  const { errors } = watch(page);
  await serveSmallRun(page, ENDLESS);
  await page.goto('/training/?engine=simd');
  const bar = await transport(page);
  await bar.button('train').dblclick();
  await expect.poll(bar.phase).toMatch(/paused|training/);
  await bar.button('train').click();
  await bar.button('train').click();
  await bar.button('train').click();
  await expect.poll(bar.step).toBeGreaterThan(0);
  await bar.button('reset').click();
  await expect.poll(bar.step).toBe(0);
  await page.waitForTimeout(1_000);
  expect(await bar.step()).toBe(0);
  await bar.button('train').click();
  await expect.poll(bar.step).toBeGreaterThan(3);
  await page.goto('/testing/');
  await page.goBack();
  await page.locator('train-controls').first().scrollIntoViewIfNeeded();
  await expect(page.locator('train-controls [role=status]').first()).toHaveText(/^(Paused|Training)/);
  expect(page.workers().filter((each) => /\/worker-/.test(each.url()))).toHaveLength(1);
  expect(errors).toEqual([]);
});

test('an idle page is kept for Back, and comes back as it was', async ({ baseURL, launchOptions }) => {
  // Playwright's own browsers keep no page.
  const browser = await browserByHand(launchOptions.executablePath ?? chromium.executablePath(), launchOptions.args ?? []);
  try {
    const tab = await browser.open(new URL('/testing/', baseURL).href);
    await expect.poll(() => tab.evaluate<string>('document.readyState')).toBe('complete');
    await tab.evaluate("document.querySelector('latent-space').scrollIntoView()");
    await expect.poll(() => tab.evaluate("document.querySelector('latent-space[data-awake] canvas') !== null")).toBe(true);
    await tab.evaluate('window.mark = 7');
    await tab.evaluate(`location.href = '${new URL('/pca/', baseURL).href}'`);
    await expect.poll(() => tab.evaluate<string>('location.pathname + document.readyState')).toBe('/pca/complete');
    await tab.evaluate('history.back()');
    await expect.poll(() => tab.evaluate<string>('location.pathname')).toBe('/testing/');
    const reasons = 'JSON.stringify(performance.getEntriesByType("navigation")[0].notRestoredReasons)';
    expect(await tab.evaluate(`window.mark ?? ${reasons}`)).toBe(7);
  } finally {
    await browser.close();
  }
});
