// PCA beside a network, by keyboard alone: the same digit in both planes; a linear network whose plane comes to PCA's.
import { expect, test } from '@playwright/test';
import { serveSmallRun } from '../helpers/small-run.ts';
import { pixels, pressUntil, watch } from '../helpers/visit.ts';

test('arrow keys in one plane mark the digit in both, with both errors and the count of all digits', async ({ page }) => {
  const { errors } = watch(page);
  await serveSmallRun(page);
  await page.goto('/pca/');
  const twin = page.locator('pca-twin');
  await twin.scrollIntoViewIfNeeded();
  const says = twin.locator('[data-says]');
  const [left, right] = [twin.getByRole('application').first(), twin.getByRole('application').last()];
  await expect(right).toBeVisible();
  await expect(says).toContainText('Of the 500 watch digits');
  const rings = twin.locator('circle.picked');
  const places = async () => [await rings.first().getAttribute('cx'), await rings.last().getAttribute('cx')];
  const copies = twin.locator('.triple canvas');
  for (const plane of [left, right]) {
    const [before, words, copy] = [await places(), await says.textContent(), await pixels(copies.last())];
    await plane.focus();
    await pressUntil(page, async () => (await says.textContent()) !== words);
    await expect.poll(async () => (await places()).every((at, k) => at !== before[k])).toBe(true);
    await expect.poll(() => pixels(copies.last())).not.toBe(copy);
  }
  await expect(says).toHaveText(/^Picked: a [156]; error 0\.\d{4} by the network, 0\.\d{4} by PCA: (the network|PCA) is closer\./);
  const [network, pca] = (await says.textContent())!
    .match(/copies (\d+) better, PCA (\d+)/)!
    .slice(1)
    .map(Number);
  // PCA of these digits against a network that was never trained.
  expect(network! + pca!).toBe(500);
  expect(pca).toBeGreaterThan(450);
  await expect(twin.getByRole('status')).toHaveText((await says.textContent())!);
  expect(errors).toEqual([]);
});

test('a linear network is trained, and the angles between its plane and that of PCA fall', async ({ page }) => {
  const { errors } = watch(page);
  await page.goto('/pca/?engine=simd');
  const twin = page.locator('linear-twin');
  await twin.scrollIntoViewIfNeeded();
  const says = twin.locator('[data-says]');
  await expect(says).toHaveText(/^At step 0 the planes are .* not the same plane yet\./);
  const angles = async () =>
    /are (\S+)° and (\S+)° apart/
      .exec((await says.textContent())!)!
      .slice(1)
      .map(Number);
  const before = await angles();
  expect(before[0]).toBeGreaterThan(60);
  const train = twin.locator('button[name=train]');
  await train.focus();
  await page.keyboard.press('Enter');
  await expect(train).toHaveText('Pause');
  await expect.poll(async () => (await angles())[0]).toBeLessThan(10);
  await page.keyboard.press('Enter');
  await expect(train).toHaveText('Resume');
  // The chart has the way there, and the pictures are drawn.
  expect((await twin.locator('path.larger').getAttribute('d'))!.split('L').length).toBeGreaterThan(5);
  await expect(twin.locator('.subspace-pictures .digit-missing').filter({ hasText: 'not yet known' })).toHaveCount(0);
  expect(await twin.locator('[data-out=step]').textContent()).toMatch(/^\d+ of 1,500$/);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(says).toHaveText(/^At step 0 /);
  expect(await angles()).not.toEqual(before);
  expect(errors).toEqual([]);
});
