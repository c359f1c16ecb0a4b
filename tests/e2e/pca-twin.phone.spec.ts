// PCA beside a network, by touch: a tap in either plane marks the digit in both; the planes stand one above the other.
import { expect, test } from '@playwright/test';
import { serveSmallRun } from '../helpers/small-run.ts';
import { awaken, restingBox } from '../helpers/visit.ts';

test('a tap in either plane picks the digit in both, and the page still scrolls there', async ({ page }) => {
  await serveSmallRun(page);
  await page.goto('/pca/');
  const twin = await awaken(page.locator('pca-twin'));
  const planes = twin.getByRole('application');
  await expect(planes).toHaveCount(2);
  const says = twin.locator('[data-says]');
  await expect(says).toContainText('Of the 500 watch digits');
  const [above, below] = [await restingBox(planes.first()), await restingBox(planes.last())];
  expect(below.y).toBeGreaterThan(above.y + above.height - 1);
  expect(below.x + below.width).toBeLessThanOrEqual(390);
  for (const plane of [planes.first(), planes.last()]) {
    await plane.scrollIntoViewIfNeeded();
    const words = await says.textContent();
    const rings = twin.locator('circle.picked');
    const places = async () => [await rings.first().getAttribute('cx'), await rings.last().getAttribute('cx')];
    const before = await places();
    await expect(async () => {
      const { x, y, width, height } = await restingBox(plane);
      for (const [across, down] of [
        [0.4, 0.45],
        [0.6, 0.55],
        [0.5, 0.65],
        [0.7, 0.4],
      ] as const) {
        await page.touchscreen.tap(x + across * width, y + down * height);
      }
      expect(await says.textContent()).not.toBe(words);
    }).toPass();
    await expect.poll(async () => (await places()).every((at, k) => at !== before[k])).toBe(true);
    expect(await plane.evaluate((element) => getComputedStyle(element).touchAction)).toBe('manipulation');
  }
});

test('Train and New seed of the linear network are large enough for a thumb', async ({ page }) => {
  await page.goto('/pca/');
  const twin = await awaken(page.locator('linear-twin'));
  for (const name of ['train', 'seed']) {
    const button = twin.locator(`button[name=${name}]`);
    expect((await button.boundingBox())!.height).toBeGreaterThanOrEqual(44);
  }
  await expect(twin.locator('[data-says]')).toHaveText(/^At step 0 /);
  const before = await twin.locator('[data-says]').textContent();
  await twin.locator('button[name=seed]').tap();
  await expect(twin.locator('[data-says]')).not.toHaveText(before!);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(wide).toBe(390);
});
