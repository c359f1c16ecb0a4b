// Variants and the code panel by touch.
import { expect, test } from '@playwright/test';
import { awaken } from '../helpers/visit.ts';

test('a sparse network is trained by touch, and its program compared', { tag: '@slow' }, async ({ page }) => {
  await page.goto('/variants/');
  const controls = await awaken(page.locator('variant-controls').first());
  await controls.locator('[name=kind]').selectOption('sparse');
  await expect(controls.locator('[name=start]')).toBeEnabled();
  await controls.locator('[name=start]').tap();
  await expect(controls.locator('[data-says]')).toContainText('sparse, λ = 0.001, a code of 2');
  await awaken(page.locator('train-controls').first());
  await expect.poll(() => page.locator('.transport').getAttribute('data-phase')).toBe('training');
  await page.locator('button[name=train]').tap();
  const panel = await awaken(page.locator('code-panel'));
  await panel.locator('[name=show]').selectOption('plain');
  await expect(panel.locator('[data-says]')).toHaveText(/^Against a plain run: \d+ lines? goe?s?/);
  const noisy = await awaken(page.locator('noisy-copies'));
  await noisy.locator('[name=sigma]').fill('0.8');
  await expect(noisy.locator('[data-says]')).toContainText(/: 0\.6\d+ with the noise/);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
});
