// The lab by touch.
import { expect, test } from '@playwright/test';
import { awaken } from '../helpers/visit.ts';

test('a variant is chosen, started and trained by touch, and the page does not scroll sideways', async ({ page }) => {
  await page.goto('/lab/?data=pen&encoder=12&steps=30&batch=16&digits=15');
  await expect(page.locator('lab-bench')).toHaveAttribute('data-awake', '');
  await expect(page.locator('.lab-panel:visible')).toHaveCount(1);
  await page.getByRole('button', { name: 'Settings' }).tap();
  const settings = await awaken(page.locator('lab-settings'));
  await settings.locator('[name=variant]').selectOption('denoising');
  await expect(settings.locator('[name=level]')).toBeVisible();
  await settings.locator('label:has([name=digit][value="7"])').tap();
  await expect(page).toHaveURL(/digits=157.*variant=denoising-0.3/);
  await settings.locator('[type=submit]').tap();
  await expect.poll(() => page.locator('.transport').getAttribute('data-phase')).toBe('done');
  await expect(settings).toBeHidden(); // what was begun is to be seen
  await page.getByRole('button', { name: 'Settings' }).tap();
  await expect(settings.locator('[data-print]')).toContainText('at step 30');
  for (const control of await settings.locator('button:visible').all()) {
    expect((await control.boundingBox())!.height).toBeGreaterThanOrEqual(44);
  }
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
});
