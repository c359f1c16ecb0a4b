// The site in a folder of a larger one: pages, figures, worker and engine find everything there.
import { expect, test } from '@playwright/test';
import { foreign, seeAll, transport, watch } from '../helpers/visit.ts';

const BASE = '/course/two-numbers';

// One of each kind: the links and files of all of them are tests/build's.
for (const path of ['/', '/digits/', '/training/', '/generating/']) {
  test(`${path} asks for nothing outside the folder and misses nothing`, async ({ page }) => {
    const watched = watch(page);
    await page.goto(`${BASE}${path}`);
    await seeAll(page);
    expect(watched.errors).toEqual([]);
    expect(foreign(page, watched)).toEqual([]);
    expect(
      watched.requests
        .map((url) => new URL(url))
        .filter(({ protocol, pathname }) => protocol === 'http:' && !pathname.startsWith(`${BASE}/`)),
    ).toEqual([]);
  });
}

test('links stay in the folder; addresses for search engines are whole', async ({ page }) => {
  await page.goto(`${BASE}/`);
  await page.locator('.chapter-list a').first().click();
  await expect(page).toHaveURL(new RegExp(`${BASE}/unsupervised-learning/$`));
  await page.locator('a[rel=next]').click();
  await expect(page).toHaveURL(new RegExp(`${BASE}/autoencoders/$`));
  await expect(page.locator('link[rel=canonical]')).toHaveAttribute('href', `https://example.org${BASE}/autoencoders/`);
});

test('it trains there', async ({ page }) => {
  test.setTimeout(120_000);
  await page.goto(`${BASE}/training/?engine=simd`);
  const bar = await transport(page);
  await bar.takeStep();
  expect(await bar.out('engine')).toMatch(/^simd: /);
});

test('a wrong address there leads back into the folder', async ({ page }) => {
  await page.goto(`${BASE}/nowhere/`);
  await expect(page.getByRole('heading', { name: 'No such page' })).toBeVisible();
  await page.getByRole('link', { name: 'to the start' }).click();
  await expect(page).toHaveURL(new RegExp(`${BASE}/$`));
});
