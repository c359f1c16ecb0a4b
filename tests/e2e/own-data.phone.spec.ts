// Other digits, and images of one's own, by touch.
import { expect, test } from '@playwright/test';
import { penImage } from '../../src/data/pen.ts';
import { SIDE } from '../../src/model/spec.ts';
import { awaken } from '../helpers/visit.ts';

test('digits are chosen with the thumb, and the transport names them; then images are', async ({ page }) => {
  await page.goto('/digits/');
  const island = await awaken(page.locator('own-data'));
  const says = island.locator('[data-says]');
  await expect(island.locator('[name=files]')).toBeEnabled();
  await expect(island.locator('[data-start]')).toHaveText('This is the run you see.');
  await island.locator('label:has([name=digit][value="9"])').tap();
  await island.locator('[name=start]').tap();
  await expect(says).toHaveText('A new run on digits 1, 5, 6 and 9 of MNIST, untrained. Press Train.');
  const header = Buffer.from(Uint32Array.of(0x803, 210, SIDE, SIDE).buffer).swap32();
  const buffer = Buffer.concat([header, ...Array.from({ length: 210 }, (_, n) => penImage('train', 2, n))]);
  await island.locator('[name=files]').setInputFiles({ name: 'twos.idx', mimeType: 'application/octet-stream', buffer });
  await expect(says).toHaveText('210 images: unlabelled, so all count as label 0. 35 of them, every sixth, are for testing.');
  await island.locator('[name=use]').tap();
  await page.locator('train-controls').first().scrollIntoViewIfNeeded();
  await expect(page.locator('train-controls [data-out=data]').first()).toHaveText(/your own images, label 0/);
  for (const name of ['start', 'use', 'files', 'folder']) {
    expect([name, (await island.locator(`[name=${name}]`).boundingBox())!.height >= 43.5]).toEqual([name, true]);
  }
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
});
