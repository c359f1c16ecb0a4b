// Two runs compared, by touch: start, pause, align and pick with a thumb.
import { expect, test } from '@playwright/test';
import { serveSmallRun } from '../helpers/small-run.ts';
import { awaken, restingBox } from '../helpers/visit.ts';

test('a run is kept and another started with taps; a tap in a plane marks the digit in both', { tag: '@slow' }, async ({ page }) => {
  await serveSmallRun(page);
  await page.goto('/testing/?engine=simd');
  const compare = await awaken(page.locator('run-compare'));
  const planes = compare.getByRole('application');
  await expect(planes).toHaveCount(2);
  const [start, pause] = [compare.locator('button[name=start]'), compare.locator('button[name=pause]')];
  for (const control of [start, compare.locator('select'), compare.locator('label').last()]) {
    expect((await control.boundingBox())!.height).toBeGreaterThanOrEqual(44);
  }
  await expect(start).toBeEnabled();
  await start.tap();
  const says = compare.locator('[data-says]');
  await expect(says).toHaveText(/Test cost 0\.\d{4} against/);
  await pause.tap();
  await expect(pause).toHaveText('Resume');
  await compare.locator('label').last().tap();
  await expect(says).toContainText('each plane has axes of its own');
  const rings = compare.locator('circle.picked');
  const places = async () => [await rings.first().getAttribute('cx'), await rings.last().getAttribute('cx')];
  const before = await places();
  const words = await says.textContent();
  await planes.first().scrollIntoViewIfNeeded();
  await expect(async () => {
    const { x, y, width, height } = await restingBox(planes.first());
    for (const [across, down] of [
      [0.4, 0.45],
      [0.6, 0.55],
      [0.5, 0.65],
    ] as const) {
      await page.touchscreen.tap(x + across * width, y + down * height);
    }
    expect(await says.textContent()).not.toBe(words);
  }).toPass();
  await expect.poll(async () => (await places()).every((at, k) => at !== before[k])).toBe(true);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
});
