// A digit of one's own, by keyboard: a test digit, moved by a pixel, or an image; what the network makes of it is said in numbers.
import { createCanvas } from '@napi-rs/canvas';
import { expect, test, type Page } from '@playwright/test';
import { pixels, restingBox } from '../helpers/visit.ts';

const SAID =
  /^Your digit lands at z = \(.+\)\. Squared error of its copy: (0\.\d{4}), worse than (\d+) % of the test digits\. Nearest test digits: (\d, ){4}\d\.$/;

async function open(page: Page) {
  await page.goto('/testing/');
  const island = page.locator('draw-digit');
  await island.scrollIntoViewIfNeeded();
  const says = island.locator('[data-says]');
  // The live figure has taken the picture's place, with the marked digit on the sheet.
  await expect(island.locator('.draw-pad .digits')).toBeVisible();
  await expect(says).toHaveText(SAID);
  const error = async () => Number(SAID.exec((await says.textContent())!)![1]);
  return { island, says, error };
}

/** An image of a 1: a dark bar on light paper, or the reverse. */
function bar(dark: boolean): Buffer {
  const canvas = createCanvas(120, 90);
  const context = canvas.getContext('2d');
  context.fillStyle = dark ? '#fff' : '#222';
  context.fillRect(0, 0, 120, 90);
  context.fillStyle = dark ? '#111' : '#eee';
  context.fillRect(55, 10, 9, 70);
  return canvas.toBuffer('image/png');
}

test('a test digit is taken by number, is its own nearest neighbour, and costs something else when it is moved', async ({ page }) => {
  const { island, says, error } = await open(page);
  await island.locator('[name=index]').focus();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('300');
  await page.keyboard.press('Enter');
  await expect(island.locator('.neighbour').first()).toHaveAccessibleName(/test digit 300:/);
  await expect(says).toHaveText(SAID);
  const before = await error();
  await island.locator('.draw-pad').focus();
  for (let k = 0; k < 3; k++) await page.keyboard.press('ArrowRight');
  await expect.poll(error).not.toBe(before);
  // Undone step by step.
  await island.locator('[name=undo]').focus();
  for (let k = 0; k < 3; k++) await page.keyboard.press('Enter');
  await expect.poll(error).toBe(before);
  await island.locator('[name=clear]').focus();
  await page.keyboard.press('Enter');
  await expect(says).toHaveText('Draw a digit, take a test digit, or choose an image.');
});

test('a neighbour that is chosen is marked in the other figures', async ({ page }) => {
  const { island } = await open(page);
  const second = island.locator('.neighbour').nth(1);
  const index = /test digit (\d+):/.exec((await second.getAttribute('aria-label'))!)![1]!;
  await second.focus();
  await page.keyboard.press('Enter');
  await expect(island.locator('[name=index]')).toHaveValue(index);
});

test('an image, dark on light or light on dark, chosen or pasted, is a 1 to the network', async ({ page }) => {
  const { island, says } = await open(page);
  for (const dark of [true, false]) {
    await island.locator('[name=file]').setInputFiles({ name: 'one.png', mimeType: 'image/png', buffer: bar(dark) });
    await expect(says).toContainText('Nearest test digits: 1, 1, 1, 1, 1.');
    await island.locator('[name=clear]').click();
    await expect(says).toHaveText(/^Draw a digit/);
  }
  await island.locator('.draw-pad').focus();
  await page.evaluate((base64) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const clipboardData = new DataTransfer();
    clipboardData.items.add(new File([bytes], 'pasted.png', { type: 'image/png' }));
    document.activeElement!.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, bar(true).toString('base64'));
  await expect(says).toContainText('Nearest test digits: 1, 1, 1, 1, 1.');
});

test('a file that is no image, or an empty sheet of paper, gets a sentence with its name; what was there stays', async ({ page }) => {
  const { island, says } = await open(page);
  const before = await says.textContent();
  await island
    .locator('[name=file]')
    .setInputFiles({ name: 'letter.png', mimeType: 'image/png', buffer: Buffer.from('Dear network, '.repeat(9)) });
  await expect(island.getByRole('alert')).toHaveText(
    'letter.png is no image that can be read here: choose a PNG, JPEG, GIF, BMP or WebP file.',
  );
  await expect(says).toHaveText(before!);
  await island
    .locator('[name=file]')
    .setInputFiles({ name: 'paper.png', mimeType: 'image/png', buffer: createCanvas(50, 50).toBuffer('image/png') });
  await expect(island.getByRole('alert')).toContainText('In paper.png nothing stands out from the paper.');
  await island.locator('.draw-pad').focus();
  await page.keyboard.press('ArrowUp');
  await expect(island.getByRole('alert')).toBeEmpty();
});

test('drawn with the mouse, it is answered while the line grows; stroke by stroke it can be undone', async ({ page }) => {
  const { island, says } = await open(page);
  const pad = await restingBox(island.locator('.draw-pad'));
  const copy = island.locator('.codes-panels canvas').last();
  const before = await pixels(copy);
  await page.mouse.move(pad.x + 140, pad.y + 30);
  await page.mouse.down();
  await page.mouse.move(pad.x + 138, pad.y + 250, { steps: 8 });
  await expect.poll(() => pixels(copy)).not.toBe(before);
  await page.mouse.up();
  await expect(says).toContainText('Nearest test digits: 1, 1, 1, 1, 1.');
  await island.locator('[name=undo]').focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => pixels(copy)).toBe(before);
});
