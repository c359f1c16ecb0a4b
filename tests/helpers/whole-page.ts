// What holds of every page, in one load of it: whole, quiet, its own origin, accessible in light and dark, no wider than the screen.
import { expect, type Page } from '@playwright/test';
import { violations } from './axe.ts';
import { drawn, foreign, seeAll, watch } from './visit.ts';

const heights = (page: Page) =>
  page.locator('figure.fig').evaluateAll((all) => all.map((each) => ({ of: each.parentElement!.tagName, height: each.clientHeight })));

/** Elements that reach beyond the right edge of the window, where nothing between scrolls or clips them. */
const outside = (page: Page) =>
  page.evaluate(() => {
    const { clientWidth } = document.documentElement;
    const inScroller = (element: Element | null): boolean =>
      element !== null && (/(auto|scroll|hidden|clip)/.test(getComputedStyle(element).overflowX) || inScroller(element.parentElement));
    return [...document.body.querySelectorAll('*')]
      .filter((element) => element.getBoundingClientRect().right > clientWidth + 1 && !inScroller(element.parentElement))
      .slice(0, 5)
      .map((element) => element.outerHTML.slice(0, 100));
  });

/** The page is as wide as a window of `width` pixels, and nothing reaches beyond it. */
async function expectFits(page: Page, width: number): Promise<void> {
  await page.setViewportSize({ ...page.viewportSize()!, width });
  const sizes = () => page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth, innerWidth]);
  await expect.poll(sizes).toEqual([width, width, width]);
  expect.soft(await outside(page)).toEqual([]);
}

/**
 * Loads `path` in a window of `width` pixels and looks at all of it; then as narrow as the narrowest phone, which a window of 1,280
 * pixels at a zoom of 400 % is, too.
 */
export async function expectWhole(page: Page, path: string, width: number): Promise<void> {
  const missing = path === '/no-such-page/';
  await page.setViewportSize({ ...page.viewportSize()!, width });
  const watched = watch(page);
  const quiet = () => expect(watched.errors.filter((error) => !(missing && /404/.test(error)))).toEqual([]);
  let fonts = 0;
  page.on('response', async (response) => {
    if (response.request().resourceType() === 'font') fonts += (await response.body()).length;
  });
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  const response = await page.goto(path);
  expect(response?.status()).toBe(missing ? 404 : 200);
  const pictures = await heights(page);
  await seeAll(page);
  await expect(page.locator('h1')).toBeVisible();
  // What is drawn live takes the room of its picture, which was drawn for a phone of 390 pixels; in the lab that of its panel.
  const moved = (path === '/lab/' ? [] : await heights(page)).filter(({ height }, k) => Math.abs(height / pictures[k]!.height - 1) > 0.06);
  expect.soft(moved).toEqual([]);

  quiet();
  expect(foreign(page, watched)).toEqual([]);
  // Still networks are computed by one of our kernels, 6 kB; another is tried where Train is near.
  const kernels = watched.requests.filter((url) => /\/(plain|relaxed)(-shared)?-[^/]*\.wasm$/.test(url));
  expect(kernels.length).toBeLessThanOrEqual(2);
  expect(watched.requests.filter((url) => /tfjs|\.wasm/.test(url) && !kernels.includes(url))).toEqual([]);
  expect(fonts).toBeGreaterThan(0);
  expect.soft(fonts, 'bytes of fonts').toBeLessThanOrEqual(120_000);

  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await expect(page.locator('html')).toHaveAttribute('data-theme', colorScheme);
    await drawn(page);
    expect.soft(await violations(page), `axe, ${colorScheme}`).toEqual([]);
  }
  // Text twice as large, on a desktop: a phone zooms. The lab's columns go by the size that the browser is set to, which a style leaves as it is.
  if (path !== '/lab/' && width >= 1280) {
    await page.evaluate(() => (document.documentElement.style.fontSize = '200%'));
    await expectFits(page, width);
    await page.evaluate(() => (document.documentElement.style.fontSize = ''));
  }
  await expectFits(page, 320);
  quiet();
}
