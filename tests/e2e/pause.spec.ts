// Pause is at hand whatever part of the page began the run.
import { expect, test, type Page } from '@playwright/test';
import { ENDLESS, serveSmallRun } from '../helpers/small-run.ts';

const pause = (page: Page) => page.locator('run-dock').getByRole('button', { name: 'Pause' });
const phase = (page: Page) => page.locator('.transport').getAttribute('data-phase');

async function pauseAtTheEnd(page: Page): Promise<void> {
  await expect.poll(() => phase(page)).toBe('training');
  await page.locator('footer').scrollIntoViewIfNeeded();
  await expect(pause(page)).toBeInViewport({ ratio: 1 });
  await pause(page).click();
  await expect.poll(() => phase(page)).toBe('paused');
}

test('a run that the lab begins can be paused there: its keys are always in view, and no dock covers anything', async ({ page }) => {
  await page.goto('/lab/?data=pen&encoder=12&steps=100000&batch=16&digits=15&engine=simd');
  const settings = page.locator('lab-settings');
  await settings.locator('[name=code]').fill('3');
  await settings.locator('[type=submit]').click();
  await expect.poll(() => phase(page)).toBe('training');
  await expect(page.locator('run-dock')).toHaveCount(0);
  const key = page.locator('.lab [name=train]');
  await expect(key).toBeInViewport({ ratio: 1 });
  await key.click();
  await expect.poll(() => phase(page)).toBe('paused');
});

test(
  'so can a run that a prediction begins; kept for the next visit, it follows nobody before it goes on',
  { tag: '@slow' },
  async ({ page }) => {
    await serveSmallRun(page, ENDLESS);
    // Slow enough to be caught training.
    await page.goto('/testing/?engine=tfjs-cpu');
    const see = page.locator('predict-place').getByRole('button', { name: 'Train and see' });
    await see.scrollIntoViewIfNeeded();
    await expect(page.locator('predict-place .place-mark[tabindex]').first()).toBeAttached();
    await see.click();
    await pauseAtTheEnd(page);
    await expect(page.locator('[data-out=kept]')).toHaveText(/^Your run is kept/);
    await page.reload();
    await page.locator('train-controls').scrollIntoViewIfNeeded();
    await expect.poll(() => phase(page)).toBe('paused');
    await page.locator('footer').scrollIntoViewIfNeeded();
    await expect(page.locator('train-controls')).not.toBeInViewport();
    await expect(page.locator('run-dock')).toBeHidden();
  },
);
