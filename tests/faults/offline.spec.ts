// Saved for offline, the whole site works without its server; a newer edition is offered and waits; the copy can be removed.
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { filesOf } from '../../src/build/offline.ts';
import { serve } from '../../src/cli/serve.ts';
import { noted } from '../helpers/faults.ts';
import { ENDLESS, serveSmallRun } from '../helpers/small-run.ts';
import { SITE_DIR } from '../helpers/site.ts';
import { CHAPTERS, transport, watch } from '../helpers/visit.ts';

test('saved, the site is read and trains with the server stopped; an update waits until it is asked for; Remove removes', async ({
  page,
}) => {
  const folder = mkdtempSync(join(tmpdir(), 'two-numbers-'));
  cpSync(SITE_DIR, folder, { recursive: true });
  const PORT = 4396;
  let server = await serve(folder, { port: PORT });
  try {
    const site = `http://localhost:${PORT}`;
    const { errors } = watch(page);
    await page.goto(`${site}/`);
    expect(await page.evaluate(async () => (await caches.keys()).length)).toBe(0);
    const copy = page.locator('offline-copy');
    const says = copy.getByRole('status');
    const from = performance.now();
    await copy.getByRole('button', { name: 'Save for offline' }).press('Enter');
    await expect(says).toHaveText('This site is saved for offline.');
    const seconds = (performance.now() - from) / 1_000;
    await server.close();

    for (const path of CHAPTERS) {
      await page.goto(`${site}${path}`);
      await expect(page.locator('h1')).toBeVisible();
    }
    await page.goto(`${site}/no-such-page/`);
    await expect(page.locator('h1')).toBeVisible();
    await page.goto(`${site}/training/?engine=simd`);
    const bar = await transport(page);
    await bar.button('train').click();
    await expect.poll(bar.step).toBeGreaterThan(2);
    noted(
      'the server stops, the site is saved',
      `every chapter is read, and ${await page.locator('train-controls [role=status]').first().textContent()}`,
      seconds,
    );
    expect(errors).toEqual([]);

    // Another edition: a word changes, and the list with it.
    const old = JSON.stringify(filesOf(`${folder}/`));
    const home = join(folder, 'index.html');
    writeFileSync(home, readFileSync(home, 'utf8').replace('<h1', '<h1 data-edition="2"'));
    const worker = join(folder, 'offline.js');
    const files = JSON.stringify(filesOf(`${folder}/`));
    expect(files).not.toBe(old);
    writeFileSync(
      worker,
      readFileSync(worker, 'utf8')
        .replace(old, files)
        .replace(/EDITION = '\w+'/, "EDITION = 'second'"),
    );
    server = await serve(folder, { port: PORT });
    await page.goto(`${site}/training/?engine=simd`);
    await expect(says).toHaveText('A newer edition of this site is ready.');
    await page.goto(`${site}/`);
    await expect(page.locator('h1[data-edition="2"]')).toHaveCount(0);
    await copy.getByRole('button', { name: 'Use it' }).press('Enter');
    await expect(page.locator('h1[data-edition="2"]')).toHaveCount(1);
    // Where it takes over late, the page is loaded twice: it must have come to rest.
    const editions = () => page.evaluate(async () => performance.now() > 3_000 && (await caches.keys()).length).catch(() => false);
    await expect.poll(editions).toBe(1);

    await copy.getByRole('button', { name: 'Remove the copy' }).press('Enter');
    await expect(copy.getByRole('button', { name: 'Save for offline' })).toBeFocused();
    expect(
      await page.evaluate(async () => [(await caches.keys()).length, (await navigator.serviceWorker.getRegistrations()).length]),
    ).toEqual([0, 0]);
  } finally {
    await server.close();
    rmSync(folder, { recursive: true });
  }
});

test(
  'no room to save the site: it is said, what was saved is deleted, and the run is kept all the same',
  { tag: '@slow' },
  async ({ page }) => {
    await serveSmallRun(page, ENDLESS);
    await page.goto('/training/?engine=simd');
    const devtools = await page.context().newCDPSession(page);
    const origin = new URL(page.url()).origin;
    await devtools.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 4_000_000 });
    const copy = page.locator('offline-copy');
    await copy.getByRole('button', { name: 'Save for offline' }).press('Enter');
    await expect(copy.getByRole('status')).toHaveText('The site could not be saved: a file did not come, or there is no room.');
    await expect.poll(() => page.evaluate(async () => (await caches.keys()).length)).toBe(0);
    const bar = await transport(page);
    await bar.takeStep();
    await expect(page.locator('train-controls [data-out=kept]').first()).toHaveText(/^Your run is kept/);
    noted('no room to save the site for offline', (await copy.getByRole('status').textContent())!, 0);
  },
);

test('the list names every file of the site that a page may ask for', () => {
  const listed = Object.keys(filesOf(`${SITE_DIR}/`));
  expect(listed).toContain('');
  expect(listed).toContain('training/');
  const chunks = readdirSync(join(SITE_DIR, '_astro')).filter((file) => file.endsWith('.js'));
  for (const file of chunks) expect(listed).toContain(`_astro/${file}`);
});
