// Other digits, and the reader's own: read in the worker, looked at, trained on; what is wrong with a file is said.
import { gzipSync } from 'node:zlib';
import { createCanvas } from '@napi-rs/canvas';
import { expect, test, type Page } from '@playwright/test';
import { penImage } from '../../src/data/pen.ts';
import { PIXELS, SIDE } from '../../src/model/spec.ts';
import { pixels } from '../helpers/visit.ts';

const COUNT = 240;
const labelOf = (n: number) => [0, 4, 9][n % 3]!;
const header = (magic: number, ...sizes: number[]) => Buffer.from(Uint32Array.of(magic, ...sizes).buffer).swap32();
const digits = Array.from({ length: COUNT }, (_, n) => penImage('train', labelOf(n), n));
const images = Buffer.concat([header(0x803, COUNT, SIDE, SIDE), ...digits]);
const labels = Buffer.concat([header(0x801, COUNT), Buffer.from(digits.map((_, n) => labelOf(n)))]);
const file = (name: string, buffer: Buffer, mimeType = 'application/octet-stream') => ({ name, mimeType, buffer });

/** A digit of the pen as an image file of another size, dark on light. */
function picture(digit: Uint8Array): Buffer {
  const canvas = createCanvas(2 * SIDE, 2 * SIDE);
  const context = canvas.getContext('2d');
  const data = context.createImageData(2 * SIDE, 2 * SIDE);
  for (let i = 0; i < 4 * PIXELS; i++) {
    const grey = 255 - digit[Math.floor(i / (4 * SIDE)) * SIDE + Math.floor((i % (2 * SIDE)) / 2)]!;
    data.data.set([grey, grey, grey, 255], 4 * i);
  }
  context.putImageData(data, 0, 0);
  return canvas.toBuffer('image/png');
}

async function open(page: Page) {
  await page.goto('/lab/?panels=data.cost.copies.plane&data=pen&encoder=8&steps=10&batch=16');
  const island = page.locator('own-data');
  await page.getByRole('button', { name: 'Start the run of this link' }).click();
  await expect(page.locator('.transport')).toHaveAttribute('data-phase', 'done');
  await expect(page.locator('[data-out=data]').first()).toContainText('synthetic digits');
  await expect(island.locator('[name=files]')).toBeEnabled();
  await expect(island.locator('[data-start]')).toHaveText('This is the run you see.');
  return { island, says: island.locator('[data-says]'), use: island.locator('[name=use]') };
}

test('IDX files, gzipped or not, are counted, shown and trained on; everything follows', async ({ page }) => {
  const { island, says, use } = await open(page);
  const blank = await pixels(island.locator('canvas'));
  await island.locator('[name=files]').setInputFiles([file('mine-images.idx', images), file('mine-labels.idx.gz', gzipSync(labels))]);
  await expect(says).toHaveText('240 images: 80 with label 0, 80 with label 4, 80 with label 9. 39 of them, every sixth, are for testing.');
  expect(await pixels(island.locator('canvas'))).not.toBe(blank);
  await use.focus();
  await page.keyboard.press('Enter');
  await expect(says).toContainText('A new run on your images, untrained. Press Train.');
  await expect(page.locator('[data-out=data]').first()).toHaveText(/your own images, labels 0, 4 and 9/);
  await page.locator('button[name=train]').first().focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => page.locator('.transport').getAttribute('data-phase')).toBe('done');
  await page.locator('latent-space').first().scrollIntoViewIfNeeded();
  await expect(page.locator('latent-space').first().locator('[data-says]')).toContainText(/Picked: a [049] /);
});

test('image files of another size, dark on light, named by their label, are converted', async ({ page }) => {
  const { island, says, use } = await open(page);
  const pictures = digits.slice(0, 200).map((digit, n) => file(`${labelOf(n)}_${n}.png`, picture(digit), 'image/png'));
  await island.locator('[name=files]').setInputFiles(pictures);
  await expect(says).toContainText('200 images: 67 with label 0, 67 with label 4, 66 with label 9.');
  await expect(says).toContainText('200 were not 28 by 28 pixels and have been scaled to fit. They were dark on light');
  await expect(use).toBeEnabled();
});

test('files that are damaged, too few or of no known kind are named, with the way out', async ({ page }) => {
  const { island, use } = await open(page);
  const alert = island.getByRole('alert');
  const choose = (...files: ReturnType<typeof file>[]) => island.locator('[name=files]').setInputFiles(files);
  await choose(file('cut.idx', images.subarray(0, 50 * PIXELS)));
  await expect(alert).toHaveText(/^cut\.idx is truncated: .* Choose another file\.$/);
  await choose(file('7.png', picture(digits[0]!), 'image/png'));
  await expect(alert).toHaveText('There is 1 image; a run needs at least 200. Add more.');
  await choose(file('notes.txt', Buffer.from('Dear network, '.repeat(9)), 'text/plain'));
  await expect(alert).toHaveText('notes.txt is neither an image nor an IDX file. Leave it out.');
  await expect(use).toBeDisabled();
});

test('other digits make a new run, by keyboard', async ({ page }) => {
  const { island, says } = await open(page);
  await island.locator('[name=digit]').nth(1).focus();
  await page.keyboard.press('Space');
  await expect(island.locator('[name=start]')).toBeEnabled();
  await island.locator('[name=start]').focus();
  await page.keyboard.press('Enter');
  await expect(says).toHaveText('A new run on synthetic digits 5 and 6, untrained. Press Train.');
  await expect(page.locator('[data-out=data]').first()).toContainText('digits 5 and 6');
});
