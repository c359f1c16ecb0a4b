// Units by keyboard alone: a page of weights, a unit of any layer, and the digits that excite it most.
import { expect, test } from '@playwright/test';
import { pixels, watch } from '../helpers/visit.ts';

test('units are chosen with arrow keys, by number and by layer; sheet, map and nine digits follow', async ({ page }) => {
  const { errors } = watch(page);
  await page.goto('/testing/');
  const island = page.locator('network-units');
  await island.scrollIntoViewIfNeeded();
  const chosen = island.locator('.unit-sheet').getByRole('option', { selected: true });
  await expect(chosen).toBeVisible();
  const says = island.locator('[data-says]');
  const [unit, words] = [await chosen.getAttribute('aria-label'), await says.textContent()];
  await chosen.focus();
  await page.keyboard.press('ArrowRight');
  await expect(chosen).not.toHaveAttribute('aria-label', unit!);
  await expect(says).not.toHaveText(words!);
  await expect(says).toContainText(`Unit ${(await chosen.getAttribute('aria-label'))!.split(' ')[1]} (encoder, layer 1)`);

  const sheet = island.locator('.unit-sheet canvas').first();
  const first = await pixels(sheet);
  await island.getByRole('button', { name: 'Next 24' }).press('Enter');
  await expect.poll(() => pixels(sheet)).not.toBe(first);
  await island.getByRole('button', { name: 'Previous 24' }).press('Enter');
  await expect.poll(() => pixels(sheet)).toBe(first);

  const map = island.locator('canvas.plane-map');
  const empty = await map.evaluate((canvas) => (canvas as HTMLCanvasElement).width);
  expect(empty).toBe(1);
  await island.getByRole('combobox').selectOption({ label: 'decoder, layer 1 (300)' });
  await expect.poll(() => map.evaluate((canvas) => (canvas as HTMLCanvasElement).width)).toBe(40);
  await expect(says).toContainText('Unit 0 (decoder, layer 1)');
  const zero = await pixels(map);
  await island.getByRole('spinbutton').fill('12');
  await expect(says).toContainText('Unit 12 (decoder, layer 1)');
  await expect.poll(() => pixels(map)).not.toBe(zero);
  await island.getByRole('spinbutton').fill('300');
  await expect(says).toContainText('Unit 12 (decoder, layer 1)');
  expect(errors).toEqual([]);
});

test('a digit that excites the unit can be picked, and is marked in the latent plane', async ({ page }) => {
  await page.goto('/testing/');
  const island = page.locator('network-units');
  await island.scrollIntoViewIfNeeded();
  const nine = island.locator('.nine button');
  await expect(nine).toHaveCount(9);
  const activations = await nine.evaluateAll((all) => all.map((each) => Number(each.textContent.replace('\u2212', '-'))));
  expect(activations).toEqual([...activations].sort((a, b) => b - a));
  const digit = /^a (\d)/.exec((await nine.nth(4).getAttribute('aria-label'))!)![1]!;
  await nine.nth(4).press('Enter');
  await expect(nine.nth(4)).toHaveAttribute('aria-pressed', 'true');
  await expect(island.locator('[data-says]')).toContainText(`On the picked ${digit} `);
  const plane = page.locator('latent-space').first();
  await plane.scrollIntoViewIfNeeded();
  await expect(plane.locator('[data-says]')).toContainText(`Picked: a ${digit} at`);
});
