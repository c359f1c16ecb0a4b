// Other digits, and the reader's own: read in the worker, looked at, trained on; what is wrong with a file is said.
import { gzipSync } from 'node:zlib';
import { expect, test, type Page } from '@playwright/test';
import { penImage } from '../../src/data/pen.ts';
import { PIXELS, SIDE } from '../../src/model/spec.ts';

const COUNT = 240;
const header = (magic: number, ...sizes: number[]) => Buffer.from(Uint32Array.of(magic, ...sizes).buffer).swap32();
const images = (count: number) =>
  Buffer.concat([header(0x803, count, SIDE, SIDE), ...Array.from({ length: COUNT }, (_, n) => penImage('train', [0, 4, 9][n % 3]!, n))]);
const labels = Buffer.concat([header(0x801, COUNT), Buffer.from(Array.from({ length: COUNT }, (_, n) => [0, 4, 9][n % 3]!))]);
const file = (name: string, buffer: Buffer) => ({ name, mimeType: 'application/octet-stream', buffer });

async function open(page: Page) {
  await page.goto('/lab/?data=pen&encoder=8&steps=10&batch=16');
  const island = page.locator('own-data');
  await island.scrollIntoViewIfNeeded();
  const says = island.locator('[data-says]');
  await expect(island.locator('[name=folder]')).toHaveJSProperty('webkitdirectory', true);
  return { island, says };
}

test('IDX files, gzipped or not, are counted, shown and trained on', async ({ page }) => {
  const { island, says } = await open(page);
  await island
    .locator('[name=files]')
    .setInputFiles([file('mine-images.idx', images(COUNT)), file('mine-labels.idx.gz', gzipSync(labels))]);
  await expect(says).toContainText('240 images, ');
  await expect(says).toContainText('80 of 0, 80 of 4, 80 of 9.');
  await expect(island.locator('canvas')).toBeVisible();
  await island.locator('[name=use]').focus();
  await page.keyboard.press('Enter');
  await expect(says).toContainText('waits for Train');
  await page.locator('button[name=train]').first().focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => page.locator('.transport').getAttribute('data-phase'), { timeout: 45_000 }).toBe('done');
  await page.locator('latent-space').first().scrollIntoViewIfNeeded();
  await expect(page.locator('latent-space').first().locator('[data-says]')).toContainText(/Picked: a [049] /);
});

test('a truncated file is named, with what is wrong', async ({ page }) => {
  const { island, says } = await open(page);
  await island.locator('[name=files]').setInputFiles([file('cut.idx', images(COUNT).subarray(0, 50 * PIXELS))]);
  await expect(says).toContainText('cut.idx');
  await expect(island.locator('[name=use]')).toBeDisabled();
});

test('other digits make a new run, by keyboard', async ({ page }) => {
  const { island, says } = await open(page);
  await island.locator('[name=digit]').nth(1).focus();
  await page.keyboard.press('Space');
  await island.locator('[name=digits]').focus();
  await page.keyboard.press('Enter');
  await expect(says).toContainText('A new run on the digits 5, 6 waits for Train');
  await expect(page.locator('[data-out=data]').first()).toContainText('digits 5 and 6');
});
