// A held-out digit by touch: the threshold's line is dragged, the page still scrolls over it, a digit and a share are tapped.
import { expect, test, type Page } from '@playwright/test';
import { swipe } from '../helpers/touch.ts';
import { serveSmallRun } from '../helpers/small-run.ts';
import { awaken, restingBox } from '../helpers/visit.ts';

const figure = (page: Page) => page.locator('held-out').first();
const says = async (page: Page) => (await figure(page).locator('[data-says]').textContent())!;
const threshold = async (page: Page) => Number(/^\s*At ([\d.]+)/.exec(await says(page))![1]);

test('by touch', async ({ page }) => {
  await serveSmallRun(page);
  await page.goto('/anomalies/');
  await awaken(figure(page));
  await expect(figure(page).locator('canvas')).toHaveCount(24);
  const handle = figure(page).locator('.threshold-handle');
  await handle.evaluate((element) => element.scrollIntoView({ block: 'center', behavior: 'instant' }));
  const { x, y, width, height } = await restingBox(handle);
  expect(width).toBeGreaterThanOrEqual(44);

  const before = await threshold(page);
  await swipe(page, [x + width / 2, y + height / 2], [x + width / 2 + 64, y + height / 2]);
  await expect.poll(() => threshold(page)).toBeGreaterThan(before);

  const moved = await threshold(page);
  const scrolled = await page.evaluate(() => scrollY);
  const at = await restingBox(handle);
  const middle = [at.x + at.width / 2, at.y + at.height / 2] as const;
  await swipe(page, middle, [middle[0], middle[1] - 150]);
  await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(scrolled + 50);
  expect(await threshold(page)).toBe(moved);

  const share = figure(page).getByRole('button', { name: '10 %' });
  await share.tap();
  await expect(share).toHaveAttribute('aria-pressed', 'true');
  expect(await says(page)).toMatch(/and (\d|10) % of the known digits/);
  const odd = figure(page).locator('button.odd-item').nth(2);
  await odd.tap();
  await expect(odd).toHaveAttribute('aria-pressed', 'true');
  await figure(page).getByLabel('Stranger').selectOption('3');
  await expect.poll(() => says(page)).toMatch(/of the 3s strange/);

  const small = await figure(page)
    .locator('button, select, input')
    .evaluateAll((elements) =>
      elements.filter((element) => element.getBoundingClientRect().height < 43.5).map((element) => element.outerHTML),
    );
  expect(small).toEqual([]);
});
