// Units by touch: a tap chooses one, another picks a digit that excites it.
import { expect, test } from '@playwright/test';
import { awaken, restingBox } from '../helpers/visit.ts';

test('taps choose a unit and a digit, and nothing is too small to tap', async ({ page }) => {
  await page.goto('/testing/');
  const island = await awaken(page.locator('network-units'));
  const options = island.locator('.unit-sheet').getByRole('option');
  await expect(options).toHaveCount(24);
  const says = island.locator('[data-says]');
  const third = options.nth(2);
  await third.tap();
  await expect(third).toHaveAttribute('aria-selected', 'true');
  await expect(says).toContainText(`Unit ${(await third.getAttribute('aria-label'))!.split(' ')[1]} `);
  const digit = island.locator('.nine button').nth(3);
  await digit.tap();
  await expect(digit).toHaveAttribute('aria-pressed', 'true');
  const plane = island.getByRole('application');
  const { width, height } = await restingBox(plane);
  const words = await says.textContent();
  await expect(async () => {
    for (const part of [0.4, 0.5, 0.6]) await plane.tap({ position: { x: part * width, y: 0.5 * height } });
    expect(await says.textContent()).not.toBe(words);
  }).toPass();
  const small = await island
    .locator('button:visible, select:visible, [role=option], input:visible')
    .evaluateAll((all) => all.map((each) => each.getBoundingClientRect().height).filter((height) => height < 43.5));
  expect(small).toEqual([]);
});
