// The site in a folder of a larger one, by a host that sends its headers: pages, figures, worker and engine find everything there.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from '@playwright/test';
import { foreign, seeAll, transport, watch } from '../helpers/visit.ts';

const BASE = '/course/two-numbers';

let server: ChildProcess;
test.beforeAll(async ({ baseURL }) => {
  server = spawn(process.execPath, ['tests/e2e/serve-subpath.ts', new URL(baseURL!).port], { stdio: 'inherit' });
  const answers = () =>
    fetch(`${baseURL}${BASE}/`).then(
      ({ status }) => status,
      () => 0,
    );
  await expect.poll(answers).toBe(200);
});
test.afterAll(async () => {
  server.kill();
  if (server.exitCode === null) await once(server, 'exit');
});

// One of each kind: the links and files of all of them are tests/build's.
for (const path of ['/', '/digits/', '/training/', '/generating/']) {
  test(`${path} asks for nothing outside the folder and misses nothing`, { tag: '@slow' }, async ({ page }) => {
    const watched = watch(page);
    const response = await page.goto(`${BASE}${path}`);
    expect(response!.headers()['content-security-policy']).toMatch(
      /^default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self';/,
    );
    await seeAll(page);
    // What the policy forbids comes to the console as an error.
    expect(watched.errors).toEqual([]);
    expect(foreign(page, watched)).toEqual([]);
    expect(
      watched.requests
        .map((url) => new URL(url))
        .filter(({ protocol, pathname }) => protocol === 'http:' && !pathname.startsWith(`${BASE}/`)),
    ).toEqual([]);
  });
}

test('links stay in the folder; addresses for search engines are whole', { tag: '@slow' }, async ({ page }) => {
  await page.goto(`${BASE}/`);
  await page.locator('.chapter-list a').first().click();
  await expect(page).toHaveURL(new RegExp(`${BASE}/unsupervised-learning/$`));
  await page.locator('a[rel=next]').click();
  await expect(page).toHaveURL(new RegExp(`${BASE}/autoencoders/$`));
  await expect(page.locator('link[rel=canonical]')).toHaveAttribute('href', `https://example.org${BASE}/autoencoders/`);
});

test('it trains there, and keeps its run apart from those of other sites on this host', { tag: '@slow' }, async ({ page }) => {
  const { errors } = watch(page);
  await page.goto(`${BASE}/training/?engine=simd`);
  const bar = await transport(page);
  await bar.takeStep();
  expect(await bar.out('engine')).toMatch(/^simd: /);
  const names = () => page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name));
  await expect.poll(names).toEqual([`two-numbers:${BASE}/`]);
  await page.locator('[data-theme-button]').click();
  await page.locator('[data-theme-button]').click();
  const stored = () => page.evaluate(() => Object.keys({ ...localStorage, ...sessionStorage }));
  expect(await stored()).toEqual([`two-numbers:${BASE}/:theme`]);
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  expect(errors).toEqual([]);
});

test('a wrong address there leads back into the folder', { tag: '@slow' }, async ({ page }) => {
  await page.goto(`${BASE}/nowhere/`);
  await expect(page.getByRole('heading', { name: 'No such page' })).toBeVisible();
  await page.getByRole('link', { name: 'to the start' }).click();
  await expect(page).toHaveURL(new RegExp(`${BASE}/$`));
});
