// The landing page moves: a ring that drifts until it is taken, and a network that trains in the recording's place.
import { expect, test, type Page } from '@playwright/test';
import { ENDLESS, serveSmallRun } from '../helpers/small-run.ts';
import { awaken, drawn, pixels } from '../helpers/visit.ts';

async function hero(page: Page) {
  await page.goto('/');
  const island = await awaken(page.locator('digit-generator'));
  const ring = island.getByRole('application');
  await expect(ring).toBeVisible();
  return { island, ring, place: () => ring.getAttribute('style'), digit: island.locator('.codes-panels canvas') };
}

test('the ring drifts from kind to kind with its digit, until a key or a finger takes it', async ({ page }) => {
  const { ring, place, digit } = await hero(page);
  const [at, image] = [await place(), await pixels(digit)];
  await expect.poll(place).not.toBe(at);
  await expect.poll(() => pixels(digit)).not.toBe(image);
  await ring.focus();
  await drawn(page);
  const still = await place();
  await drawn(page);
  await drawn(page);
  expect(await place()).toBe(still);
  await page.keyboard.press('ArrowRight');
  await expect.poll(place).not.toBe(still);
});

test('with reduced motion it stays where it is', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const { island, place } = await hero(page);
  await expect(island.locator('.cluster-names text')).toHaveText(['1', '5', '6']);
  const at = await place();
  for (let k = 0; k < 5; k++) await drawn(page);
  expect(await place()).toBe(at);
});

test('Train one now trains in place: the points move, and the header and the dock say whose run it is', async ({ page }) => {
  await serveSmallRun(page, ENDLESS);
  const { island } = await hero(page);
  const plane = island.locator('canvas.plane-marks');
  const recorded = await pixels(plane);
  await island.getByRole('button', { name: 'Train one now' }).click();
  await expect(page.locator('whose-run summary')).toHaveText(/Your run, step [1-9]/);
  await expect(page.locator('run-dock').getByRole('button', { name: 'Pause' })).toBeInViewport({ ratio: 1 });
  const begun = await pixels(plane);
  expect(begun).not.toBe(recorded);
  await expect.poll(() => pixels(plane)).not.toBe(begun);
  await expect(island.locator('canvas.plane-marks')).toHaveCount(1);
});
