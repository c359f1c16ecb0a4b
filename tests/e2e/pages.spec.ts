// Every page, on a desktop and on a phone: whole, quiet, its own origin, accessible in light and dark, no wider than the screen.
import { expect, test } from '@playwright/test';
import { violations } from '../helpers/axe.ts';
import { foreign, PAGES, seeAll, watch } from '../helpers/visit.ts';

for (const path of [...PAGES, '/no-such-page/']) {
  const missing = path === '/no-such-page/';

  test(`${path} loads whole, asks nobody else, and axe finds nothing in light or dark`, async ({ page }) => {
    test.setTimeout(120_000);
    const watched = watch(page);
    let fonts = 0;
    page.on('response', async (response) => {
      if (response.request().resourceType() === 'font') fonts += (await response.body()).length;
    });
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    const response = await page.goto(path);
    expect(response?.status()).toBe(missing ? 404 : 200);
    await seeAll(page);
    await expect(page.locator('h1')).toBeVisible();
    expect(watched.errors.filter((error) => !(missing && /404/.test(error)))).toEqual([]);
    expect(foreign(page, watched)).toEqual([]);
    // Still networks are computed by one of our kernels, 6 kB.
    const kernels = watched.requests.filter((url) => /\/(plain|relaxed)-[^/]*\.wasm$/.test(url));
    expect(kernels.length).toBeLessThanOrEqual(1);
    expect(watched.requests.filter((url) => /tfjs|\.wasm/.test(url) && !kernels.includes(url))).toEqual([]);
    expect(fonts).toBeGreaterThan(0);
    expect.soft(fonts, 'bytes of fonts').toBeLessThanOrEqual(120_000);

    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await expect(page.locator('html')).toHaveAttribute('data-theme', colorScheme);
      expect.soft(await violations(page), `axe, ${colorScheme}`).toEqual([]);
    }
    expect(watched.errors.filter((error) => !(missing && /404/.test(error)))).toEqual([]);
  });
}
