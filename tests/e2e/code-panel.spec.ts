// The code panel by keyboard: the program of the run, what differs, and files that hold the reader's weights.
import { readFile } from 'node:fs/promises';
import { expect, test, type Page } from '@playwright/test';
import { fromHalves } from '../../src/model/half.ts';

async function panel(page: Page) {
  await page.goto('/variants/');
  const island = page.locator('code-panel');
  await island.scrollIntoViewIfNeeded();
  await expect(island.locator('[data-says]')).toContainText('differs');
  return island;
}

test('the panel prints the run, and what differs from the plain autoencoder', async ({ page }) => {
  const island = await panel(page);
  await expect(island.locator('[data-says]')).toHaveText('No line differs from the plain autoencoder.');
  const controls = page.locator('variant-controls').first();
  await controls.locator('[name=kind]').focus();
  await page.keyboard.type('vari');
  await controls.locator('[name=start]').focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => page.locator('.transport').getAttribute('data-phase'), { timeout: 45_000 }).toBe('training');
  await page.locator('button[name=train]').focus();
  await page.keyboard.press('Enter');
  await island.scrollIntoViewIfNeeded();
  await expect(island.locator('[data-says]')).toHaveText(/^Against the plain autoencoder: \d+ lines go \(−\), \d+ come \(\+\)\.$/);
  await expect(island.locator('.diff-after').first()).toContainText('+');
  await island.locator('[name=language]').focus();
  await page.keyboard.press('ArrowDown');
  await expect(island.locator('pre')).toContainText('log_variance');
});

test('weights and notebook hold the network that the page shows', async ({ page }) => {
  const island = await panel(page);
  const save = async (name: string) => {
    const downloading = page.waitForEvent('download');
    await island.locator(`[name=${name}]`).focus();
    await page.keyboard.press('Enter');
    return readFile(await (await downloading).path());
  };
  const file = await save('weights');
  const length = Number(file.readBigUInt64LE(0));
  const header = JSON.parse(file.subarray(8, 8 + length).toString()) as Record<string, { shape: number[]; data_offsets: [number, number] }>;
  expect(header['encoder.0.kernel']!.shape).toEqual([784, 500]);
  const {
    data_offsets: [from],
  } = header['decoder.0.kernel']!;
  // The recording's own file, number by number: 16 bits are all that it has of each.
  const sets = await page.evaluate(() => document.documentElement.dataset['sets']);
  const recorded = await (await page.request.get(`/runs/${sets!.split(' ')[0]}/decoder.bin`)).body();
  const halves = fromHalves(new Uint16Array(recorded.buffer.slice(recorded.byteOffset, recorded.byteOffset + 2_000)));
  const saved = Float32Array.from(halves, (_, i) => file.readFloatLE(8 + length + from + 4 * i));
  expect(saved).toEqual(halves);
  await expect(island.locator('[data-says]')).toHaveText('Saved the weights: 1,087,586 numbers of step 2,000.');
  const notebook = JSON.parse((await save('notebook')).toString()) as { nbformat: number; cells: unknown[] };
  expect(notebook.nbformat).toBe(4);
  expect(notebook.cells.length).toBeGreaterThan(8);
});
