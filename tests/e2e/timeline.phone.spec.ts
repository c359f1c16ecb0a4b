// The timeline by touch: tap a frame of the strip, play, come back.
import { createHash } from 'node:crypto';
import { expect, test } from '@playwright/test';
import { awaken, pixels, restingBox } from '../helpers/visit.ts';

test('a tap on the strip looks back, Play moves on, Now comes back; the map follows', async ({ page }) => {
  await page.goto('/generating/');
  const island = await awaken(page.locator('run-timeline').first());
  const strip = island.locator('.film-strip');
  const says = island.locator('[data-says]');
  const figure = page.locator('run-timeline ~ digit-manifold').first();
  const map = figure.locator('.sheet');
  const seen = async () =>
    createHash('sha256')
      .update(await pixels(map))
      .digest('hex');
  await figure.scrollIntoViewIfNeeded();
  await expect(map).toHaveJSProperty('tagName', 'CANVAS');
  const trained = await seen();
  await island.scrollIntoViewIfNeeded();
  await expect(island.getByRole('button', { name: 'Play' })).toBeEnabled();
  for (const target of [island.getByRole('button', { name: 'Play' }), island.getByRole('button', { name: 'Back to latest' })])
    expect((await target.boundingBox())!.height).toBeGreaterThanOrEqual(44);
  expect((await island.getByRole('slider').boundingBox())!.height).toBeGreaterThanOrEqual(44);
  // The slider wakes the strip; a finger drags its thumb, or sets it where it taps.
  const track = await restingBox(island.getByRole('slider'));
  await page.touchscreen.tap(track.x + track.width / 2, track.y + track.height / 2);
  await expect(says).toHaveText(/^Step \d+: test cost/);
  const first = await restingBox(strip);
  await page.touchscreen.tap(first.x + 4, first.y + first.height / 2);
  await expect(says).toHaveText(/^Step 0:/);
  await figure.scrollIntoViewIfNeeded();
  await expect.poll(seen).not.toBe(trained);
  await island.scrollIntoViewIfNeeded();
  await island.getByRole('button', { name: 'Play' }).tap();
  await expect(says).toHaveText(/^Now/);
  await figure.scrollIntoViewIfNeeded();
  await expect.poll(seen).toBe(trained);
});
