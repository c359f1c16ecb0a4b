// Other digits by touch.
import { expect, test } from '@playwright/test';

test('digits are chosen with the thumb, and the transport names them', async ({ page }) => {
  await page.goto('/digits/');
  const island = page.locator('own-data');
  await island.scrollIntoViewIfNeeded();
  await expect(island.locator('[name=folder]')).toHaveJSProperty('webkitdirectory', true);
  await island.locator('label:has([name=digit][value="9"])').tap();
  await island.locator('[name=digits]').tap();
  await expect(island.locator('[data-says]')).toContainText('A new run on the digits 1, 5, 6, 9 waits for Train');
  expect((await island.locator('[name=digits]').boundingBox())!.height).toBeGreaterThanOrEqual(44);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
});
