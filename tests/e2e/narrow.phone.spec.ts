// The narrowest phone: nothing of a page lies beyond its right edge, and nothing jumps.
import { expect, test } from '@playwright/test';
import { PAGES, seeAll } from '../helpers/visit.ts';

for (const path of [...PAGES, '/no-such-page/']) {
  test(`${path} is no wider than 360 pixels, and its figures keep their height as they wake`, async ({ page }) => {
    await page.setViewportSize({ width: 360, height: 740 });
    await page.goto(path);
    const heights = () =>
      page.locator('figure.fig').evaluateAll((all) => all.map((each) => ({ of: each.parentElement!.tagName, height: each.clientHeight })));
    const pictures = await heights();
    await seeAll(page);
    // What is drawn live takes the room of its picture, which was drawn for a phone of 390 pixels.
    const moved = (await heights()).filter(({ height }, k) => Math.abs(height / pictures[k]!.height - 1) > 0.06);
    expect(moved).toEqual([]);
    const wide = await page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement;
      const inScroller = (element: Element | null): boolean =>
        element !== null && (/(auto|scroll|hidden|clip)/.test(getComputedStyle(element).overflowX) || inScroller(element.parentElement));
      const outside = [...document.body.querySelectorAll('*')].filter(
        (element) => element.getBoundingClientRect().right > clientWidth + 1 && !inScroller(element.parentElement),
      );
      return { scrollWidth, clientWidth, innerWidth, outside: outside.slice(0, 5).map((element) => element.outerHTML.slice(0, 100)) };
    });
    expect(wide).toEqual({ scrollWidth: 360, clientWidth: 360, innerWidth: 360, outside: [] });
  });
}
