// What the reader does before the page's scripts have come is done once they have.
import { expect, test, type Page } from '@playwright/test';
import { watch } from '../helpers/visit.ts';

/** Holds the page's modules back until the returned function is called. */
async function slowScripts(page: Page): Promise<() => void> {
  let release = () => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  await page.route('**/_astro/*.js', async (route) => {
    await released;
    await route.continue();
  });
  return () => release();
}

test('Train pressed before any script has come trains when they have', async ({ page }) => {
  const release = await slowScripts(page);
  await page.goto('/training/', { waitUntil: 'commit' });
  const controls = page.locator('train-controls').first();
  await controls.scrollIntoViewIfNeeded();
  await controls.getByRole('button', { name: 'Train', exact: true }).press('Enter');
  await expect(controls).not.toHaveAttribute('data-awake');
  release();
  await expect(controls.locator('.transport')).toHaveAttribute('data-phase', 'training');
});

test('digits chosen before any script has come stay chosen', async ({ page }) => {
  const release = await slowScripts(page);
  await page.goto('/digits/', { waitUntil: 'commit' });
  const island = page.locator('own-data');
  await island.scrollIntoViewIfNeeded();
  await island.locator('[name=digit][value="9"]').press('Space');
  await expect(island).not.toHaveAttribute('data-awake');
  release();
  await expect(island.locator('[name=start]')).toBeEnabled();
  await expect(island.locator('[name=digit][value="9"]')).toBeChecked();
  await island.locator('[name=start]').press('Enter');
  await expect(island.locator('[data-says]')).toHaveText('A new run on digits 1, 5, 6 and 9 of MNIST, untrained. Press Train.');
});

test('Enter in an exercise before any script has come does not send the form away', async ({ page }) => {
  const { errors } = watch(page);
  const release = await slowScripts(page);
  await page.goto('/pca/', { waitUntil: 'commit' });
  const answer = page.locator('chapter-exercise input[name=answer]').first();
  await answer.fill('7');
  await answer.press('Enter');
  release();
  await expect(page.locator('chapter-exercise[data-awake]').first()).toBeAttached();
  expect(page.url()).not.toContain('answer=');
  expect(errors).toEqual([]);
});
