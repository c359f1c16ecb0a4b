// A digit of one's own with a finger: the sheet draws, the page around it scrolls, and everything else is large enough to touch.
import { expect, test } from '@playwright/test';
import { swipe } from '../helpers/touch.ts';
import { awaken, restingBox } from '../helpers/visit.ts';

test('a finger draws a 1, and the network says so; buttons move and clear it', async ({ page }) => {
  await page.goto('/testing/');
  const island = await awaken(page.locator('draw-digit'));
  const says = island.locator('[data-says]');
  const pad = island.locator('.draw-pad');
  await expect(pad.locator('.digits')).toBeVisible();
  await pad.scrollIntoViewIfNeeded();
  await expect(says).toContainText(/worse than \d+ %/);
  const { x, y, width } = await restingBox(pad);
  await swipe(page, [x + width / 2, y + 0.15 * width], [x + width / 2, y + 0.85 * width]);
  await expect(says).toContainText('Nearest test digits: 1, 1, 1, 1, 1.');
  expect(Math.abs((await restingBox(pad)).y - y)).toBeLessThan(5);
  const drawn = await says.textContent();
  await island.getByRole('button', { name: 'Move down' }).tap();
  await expect(says).not.toHaveText(drawn!);
  await island.locator('[name=clear]').tap();
  await expect(says).toHaveText(/^Draw a digit/);
  await island.getByRole('button', { name: 'Take it' }).tap();
  await expect(says).toContainText('Your digit lands at');
  const small = await island
    .locator('button:visible, input:visible')
    .evaluateAll((all) =>
      all
        .map((each) => ({ name: each.textContent || each.getAttribute('name'), box: each.getBoundingClientRect() }))
        .filter(({ box }) => box.height < 43.5),
    );
  expect(small).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
});
