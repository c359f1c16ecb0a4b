// Predict, then run, by touch: a finger draws in the chart and places marks; everywhere else it scrolls the page.
import { expect, test, type Locator, type Page } from '@playwright/test';
import { serveSmallRun } from '../helpers/small-run.ts';
import { swipe, tap, type Spot } from '../helpers/touch.ts';
import { drawn, restingBox } from '../helpers/visit.ts';

async function inMiddle(page: Page, place: Locator): Promise<void> {
  await place.evaluate((element) => element.scrollIntoView({ block: 'center', behavior: 'instant' }));
  await drawn(page);
}

const says = (figure: Locator) => figure.locator('[data-says]');
const scrolled = (page: Page) => page.evaluate(() => scrollY);

test(
  'a finger draws the curve without scrolling; beside the chart it scrolls; then the run answers',
  { tag: '@slow' },
  async ({ page }) => {
    await serveSmallRun(page);
    await page.goto('/training/?engine=simd');
    const figure = page.locator('predict-cost');
    await inMiddle(page, figure);
    const plot = figure.locator('rect[style*=crosshair]');
    await expect(plot).toBeAttached();
    await inMiddle(page, plot);
    const { x, y, width, height } = await restingBox(plot);
    const before = await scrolled(page);
    await swipe(page, [x + 1, y + 0.2 * height], [x + width - 1, y + 0.85 * height]);
    await expect(says(figure)).toHaveText(/^You expect .* at step 1, .* at step 750\.$/);
    expect(await scrolled(page)).toBe(before);
    const caption = (await figure.locator('figcaption').boundingBox())!;
    await swipe(page, [caption.x + 60, caption.y + 10], [caption.x + 60, caption.y - 200]);
    await expect.poll(() => scrolled(page)).toBeGreaterThan(before + 50);
    for (const button of await figure.getByRole('button').all()) {
      if (await button.isVisible()) expect((await button.boundingBox())!.height).toBeGreaterThanOrEqual(44);
    }
    await figure.getByRole('button', { name: 'Train and see' }).tap();
    await expect(says(figure)).toHaveText(/^You expected 0\.0\d+ at step 750; your network reached 0\.\d{4}\./);
  },
);

test('marks are dragged and tapped into place, and skipping shows the recorded run', { tag: '@slow' }, async ({ page }) => {
  await serveSmallRun(page);
  await page.goto('/testing/');
  const figure = page.locator('predict-place');
  await inMiddle(page, figure);
  const mark = (digit: number) => figure.locator(`.place-mark[data-digit="${digit}"][tabindex]`);
  await expect(mark(1)).toHaveAttribute('tabindex', '0');
  await inMiddle(page, figure.locator('.plane'));
  const middle = async (place: Locator): Promise<Spot> => {
    const box = await restingBox(place);
    return [box.x + box.width / 2, box.y + box.height / 2];
  };
  const plane = await restingBox(figure.locator('.plane'));
  const target = (across: number, down: number): Spot => [plane.x + across * plane.width, plane.y + down * plane.height];
  const before = await scrolled(page);
  expect((await mark(1).boundingBox())!.width).toBeGreaterThanOrEqual(44);
  await swipe(page, await middle(mark(1)), target(0.3, 0.3));
  await expect(says(figure)).toHaveText(/^You expect the 1s at /);
  expect(await scrolled(page)).toBe(before);
  await tap(page, target(0.7, 0.5));
  await expect(says(figure)).toHaveText(/the 5s at /);
  await tap(page, target(0.5, 0.7));
  await expect(says(figure)).toHaveText(/the 5s at .*, the 6s at /);
  await swipe(page, await middle(mark(5)), target(0.8, 0.2));
  await expect(mark(5)).toHaveAttribute('aria-label', /at \(\d/);
  await figure.getByRole('button', { name: 'Skip, just show me' }).tap();
  await expect(says(figure)).toHaveText(/^From your mark to their middle: .* the recorded run/);
  await figure.getByRole('checkbox').tap();
  await expect(figure.getByRole('checkbox')).toBeChecked();
});
