// Draw a digit with a finger: the pad draws, the page around it scrolls.
import { expect, test } from '@playwright/test';

test('a finger draws a one, and the network says so', async ({ page }) => {
  await page.goto('/testing/');
  const island = page.locator('draw-digit');
  await island.scrollIntoViewIfNeeded();
  const pad = island.locator('.draw-pad');
  await expect(island.locator('.fig-body canvas').first()).toBeVisible();
  await pad.scrollIntoViewIfNeeded();
  const { x, y, width } = (await pad.boundingBox())!;
  const before = await page.evaluate(() => scrollY);
  const touch = await page.context().newCDPSession(page);
  const at = (down: number) => ({ touchPoints: [{ x: x + width / 2, y: y + down * width }] });
  await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', ...at(0.15) });
  for (const down of [0.3, 0.45, 0.6, 0.75, 0.85]) await touch.send('Input.dispatchTouchEvent', { type: 'touchMove', ...at(down) });
  await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  await expect(island.locator('[data-says]')).toContainText('Nearest test digits: 1, 1, 1, 1, 1.');
  expect(await page.evaluate(() => scrollY)).toBe(before);
  await island.locator('[name=clear]').tap();
  await expect(island.locator('[data-says]')).toHaveText('The pad is blank. Draw a digit.');
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
});
