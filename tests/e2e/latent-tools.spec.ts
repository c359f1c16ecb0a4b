// Latent tools by keyboard alone: a path, a region, where the decoder guesses, and a point that moves.
import { expect, test } from '@playwright/test';
import { latentTool as tool, pixels, restingBox, watch } from '../helpers/visit.ts';

test.describe('a path between two digits', () => {
  test('arrow keys choose its end, and its start in the other mode; both strips follow', async ({ page }) => {
    const { errors } = watch(page);
    const island = await tool(page, 'latent-path');
    const says = island.locator('[data-says]');
    await expect(says).toContainText(/cross-fade’s has mean ink/);
    const strips = island.locator('.strip canvas');
    const ends = async () => /From a \d at z = (\(.*?\)) to a \d at z = (\(.*?\))\./.exec((await says.textContent())!)!.slice(1);
    const [start, end] = await ends();
    const before = await Promise.all([pixels(strips.first()), pixels(strips.last())]);
    await island.getByRole('application').focus();
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowRight');
    await expect.poll(ends).not.toEqual([start, end]);
    expect((await ends())[0]).toBe(start);
    await expect.poll(() => pixels(strips.first())).not.toBe(before[0]);
    await expect.poll(() => pixels(strips.last())).not.toBe(before[1]);
    const chosen = (await ends())[1];
    await island.getByRole('radio', { name: 'start' }).press('Space');
    await island.getByRole('application').focus();
    await expect(island.getByRole('application')).toHaveAccessibleName(/as its start/);
    await page.keyboard.press('ArrowRight');
    await expect.poll(async () => (await ends())[0]).not.toBe(start);
    expect((await ends())[1]).toBe(chosen);
    expect(errors).toEqual([]);
  });

  test('a digit can be chosen by its number, and is picked in the other figures', async ({ page }) => {
    const island = await tool(page, 'latent-path');
    const start = async () => /From a \d at z = (\(.*?\))/.exec((await island.locator('[data-says]').textContent())!)?.[1];
    await expect(island.locator('[data-says]')).toContainText(/copy has error/);
    const before = await start();
    await island.getByRole('spinbutton', { name: 'start' }).fill('7');
    await expect.poll(start).not.toBe(before);
    const z = (await start())!;
    const generator = page.locator('digit-generator').first();
    await generator.scrollIntoViewIfNeeded();
    await expect(generator.getByRole('application')).toHaveAccessibleName(new RegExp(`z = ${z.replace(/[()]/g, '\\$&')}`));
  });

  test('t goes from frame to frame; the ends of the cross-fade are the digits themselves', async ({ page }) => {
    const island = await tool(page, 'latent-path');
    await expect(island.locator('[data-says]')).toContainText(/copy has error/);
    const notes = island.locator('.digit-panel-note');
    const large = island.locator('.codes-panels canvas').last();
    const slider = island.getByRole('slider');
    await slider.focus();
    const middle = await pixels(large);
    await page.keyboard.press('ArrowRight');
    await expect(notes.first()).toContainText('t = 0.60');
    await page.keyboard.press('End');
    await expect(notes.last()).toContainText('t = 1.00');
    expect(await pixels(large)).not.toBe(middle);
    await island.getByRole('spinbutton', { name: 't in a box' }).fill('0.2');
    await expect(notes.first()).toContainText('t = 0.20');
  });

  test('Play runs to the end; under reduced motion it goes one frame a press', async ({ page }) => {
    await page.emulateMedia({ reducedMotion: 'reduce' });
    const island = await tool(page, 'latent-path');
    await expect(island.locator('[data-says]')).toContainText(/copy has error/);
    const note = island.locator('.digit-panel-note').first();
    const next = island.getByRole('button', { name: 'Next frame' });
    await next.press('Enter');
    await expect(note).toContainText('t = 0.60');
    await page.waitForTimeout(600);
    await expect(note).toContainText('t = 0.60');
    await page.emulateMedia({ reducedMotion: 'no-preference' });
    await island.getByRole('button', { name: 'Play' }).press('Enter');
    await expect(note).toContainText('t = 1.00');
    await expect(island.getByRole('button', { name: 'Play' })).toBeVisible();
  });
});

test('a region chosen with keys or numbers becomes the window of the map, until the whole plane is wanted again', async ({ page }) => {
  const island = await tool(page, 'digit-manifold:has([data-region])');
  const says = island.locator('[data-says]');
  const map = async () => /Map of z₁ (.*?), z₂ (.*?)\. /.exec((await says.textContent())!)!.slice(1);
  const sheet = island.locator('canvas.sheet');
  await expect(sheet).toBeVisible();
  const [whole, start] = [await map(), await pixels(sheet)];
  const region = island.getByRole('application').last();
  await region.focus();
  for (let k = 0; k < 6; k++) await page.keyboard.press('Shift+ArrowLeft');
  await expect.poll(map).not.toEqual(whole);
  await expect.poll(() => pixels(sheet)).not.toBe(start);
  const small = await map();
  expect(small[1]).toBe(whole[1]);
  await page.keyboard.press('ArrowRight');
  await expect.poll(async () => (await map())[0]).not.toBe(small[0]);
  await expect(region).toHaveAccessibleName(new RegExp(`z₁ ${(await map())[0]!}`));

  for (const [name, value] of [
    ['z₁ from', '-1'],
    ['z₁ to', '2'],
    ['z₂ from', '0'],
    ['z₂ to', '3'],
  ] as const) {
    await island.getByRole('spinbutton', { name }).fill(value);
    await page.keyboard.press('Enter');
  }
  await expect.poll(map).toEqual(['−1.0 to 2.0', '0.0 to 3.0']);
  await island.getByRole('spinbutton', { name: 'z₁ to' }).fill('-4');
  await page.keyboard.press('Enter');
  await expect(island.getByRole('alert')).toContainText(/smaller/);
  expect(await map()).toEqual(['−1.0 to 2.0', '0.0 to 3.0']);
  await island.getByRole('button', { name: 'Whole plane' }).press('Enter');
  await expect.poll(map).toEqual(whole);
  await expect.poll(() => pixels(sheet)).toBe(start);
});

test('a rectangle dragged with the mouse becomes the window', async ({ page }) => {
  const island = await tool(page, 'digit-manifold:has([data-region])');
  const says = island.locator('[data-says]');
  await expect(says).toContainText('Map of');
  const before = await says.textContent();
  const plane = island.getByRole('application').last();
  await plane.scrollIntoViewIfNeeded();
  const { x, y, width, height } = await restingBox(plane);
  await page.mouse.move(x + 0.4 * width, y + 0.4 * height);
  await page.mouse.down();
  await page.mouse.move(x + 0.7 * width, y + 0.7 * height, { steps: 4 });
  await expect(says).toHaveText(before!);
  await page.mouse.up();
  await expect(says).not.toHaveText(before!);
  await expect(island.getByRole('button', { name: 'Whole plane' })).toHaveAttribute('aria-pressed', 'false');
});

test('a rectangle dragged on the map itself becomes its window; a click picks a cell, and the sentence is about that cell', async ({
  page,
}) => {
  const island = await tool(page, 'digit-manifold:has([data-region])');
  const says = island.locator('[data-says]');
  const whole = island.getByRole('button', { name: 'Whole plane' });
  const pressed = island.locator('[data-region] button[aria-pressed=true]');
  await expect(says).toContainText('Map of');
  await expect(pressed).toHaveText(['Whole plane']);
  const before = /^Map of .*?\. /.exec((await says.textContent())!)![0];
  const map = island.getByRole('application').first();
  await map.scrollIntoViewIfNeeded();
  const { x, y, width, height } = await restingBox(map);
  await page.mouse.move(x + 0.3 * width, y + 0.3 * height);
  await page.mouse.down();
  await page.mouse.move(x + 0.6 * width, y + 0.7 * height, { steps: 4 });
  await expect(island.locator('.brush')).toBeVisible();
  await page.mouse.up();
  await expect(island.locator('.brush')).toBeHidden();
  await expect(says).not.toContainText(before);
  await expect(pressed).toHaveCount(0);
  const cell = async () => `z = ${await island.locator('.digit-panel-note').first().textContent()}`;
  expect(await says.textContent()).toContain(await cell());
  const region = /^Map of .*?\. /.exec((await says.textContent())!)![0];
  await page.mouse.click(x + 0.8 * width, y + 0.3 * height);
  await expect(says).toContainText(region);
  await expect.poll(async () => (await says.textContent())!.includes(await cell())).toBe(true);
  await whole.click();
  await expect(says).toContainText(before);
  await expect(pressed).toHaveText(['Whole plane']);
  await island.getByRole('button', { name: 'Choose a region' }).click();
  await expect(pressed).toHaveText(['Choose a region']);
});

test('the support map shows either measure, and says both at the point', async ({ page }) => {
  const { errors } = watch(page);
  const island = await tool(page, 'support-map');
  const says = island.locator('[data-says]');
  const map = island.locator('canvas.plane-map');
  const both = /nearest test code is [\d.]+ gaps? away; decoded and encoded again, the point comes back [\d.]+ gaps? from/;
  await expect(says).toContainText(both);
  const near = await says.textContent();
  await island.getByRole('application').focus();
  for (let k = 0; k < 5; k++) await page.keyboard.press('Shift+ArrowDown');
  await expect(says).not.toHaveText(near!);
  await expect(says).toContainText(both);
  const byDistance = await pixels(map);
  await island.getByRole('radio', { name: 'distance' }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(island.getByRole('radio', { name: 're-encoding' })).toBeChecked();
  await expect(island.locator('[data-state]')).toContainText('A gap is');
  expect(await pixels(map)).not.toBe(byDistance);
  await page.keyboard.press('ArrowLeft');
  await expect.poll(() => pixels(map)).toBe(byDistance);
  expect(errors).toEqual([]);
});

test('every move of the point draws the digit decoded there', async ({ page }) => {
  const island = await tool(page, 'digit-generator');
  const digit = island.locator('.codes-panels canvas').first();
  await digit.waitFor();
  await island.getByRole('application').focus();
  const blank = await pixels(digit);
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => pixels(digit)).not.toBe(blank);
  const seen = new Set([await pixels(digit)]);
  for (let k = 0; k < 10; k++) {
    const before = await pixels(digit);
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => pixels(digit)).not.toBe(before);
    seen.add(await pixels(digit));
  }
  expect(seen.size).toBe(11);
});
