// Draw a digit, by keyboard: a test digit or a picture goes through the run's network, and what comes of it is said in numbers.
import { createCanvas } from '@napi-rs/canvas';
import { expect, test, type Page } from '@playwright/test';

const SAID = /^Code \(.+\)\. Squared error 0\.\d{4}, more than for \d+ % of the test digits\. Nearest test digits: (\d, ){4}\d\.$/;

async function open(page: Page) {
  await page.goto('/testing/');
  const island = page.locator('draw-digit');
  await island.scrollIntoViewIfNeeded();
  // The live figure has taken the picture's place: from now on the pad draws.
  await expect(island.locator('.fig-body canvas').first()).toBeVisible();
  return { island, says: island.locator('[data-says]') };
}

/** A picture of a one: a dark bar on light paper, or the reverse. */
function bar(dark: boolean): Buffer {
  const canvas = createCanvas(120, 90);
  const context = canvas.getContext('2d');
  context.fillStyle = dark ? '#fff' : '#222';
  context.fillRect(0, 0, 120, 90);
  context.fillStyle = dark ? '#111' : '#eee';
  context.fillRect(55, 10, 9, 70);
  return canvas.toBuffer('image/png');
}

test('a test digit, chosen by number, is encoded, copied, ranked and placed among its nearest', async ({ page }) => {
  const { island, says } = await open(page);
  await island.locator('[name=sample]').focus();
  await page.keyboard.type('7');
  await expect(says).toHaveText(SAID);
  // A test digit is its own nearest neighbour.
  const label = (await island.locator('.drawn-near .digit-panel-note').first().textContent())!.replace('a ', '');
  await expect(says).toContainText(`Nearest test digits: ${label},`);
});

test('a picture, dark on light or light on dark, is a one to the network', async ({ page }) => {
  const { island, says } = await open(page);
  for (const dark of [true, false]) {
    await island.locator('[name=picture]').setInputFiles({ name: 'one.png', mimeType: 'image/png', buffer: bar(dark) });
    await expect(says).toHaveText(SAID);
    await expect(says).toContainText('Nearest test digits: 1, 1, 1, 1, 1.');
    await island.locator('[name=clear]').click();
    await expect(says).toHaveText('The pad is blank. Draw a digit.');
  }
});

test('a file that is no picture gets a sentence with its name', async ({ page }) => {
  const { island, says } = await open(page);
  await island.locator('[name=picture]').setInputFiles({ name: 'letter.png', mimeType: 'image/png', buffer: Buffer.from('Dear network') });
  await expect(says).toContainText('letter.png');
  await expect(says).not.toHaveText(SAID);
});

test('drawn with the mouse, undone stroke by stroke', async ({ page }) => {
  const { island, says } = await open(page);
  const pad = (await island.locator('.draw-pad').boundingBox())!;
  await page.mouse.move(pad.x + 140, pad.y + 30);
  await page.mouse.down();
  await page.mouse.move(pad.x + 138, pad.y + 250, { steps: 8 });
  await page.mouse.up();
  await expect(says).toHaveText(SAID);
  await island.locator('[name=undo]').focus();
  await page.keyboard.press('Enter');
  await expect(says).toHaveText('The pad is blank. Draw a digit.');
});
