// Predict, then run, by touch: a finger draws in the chart and places marks; everywhere else it scrolls the page.
import { expect, test, type Locator, type Page } from '@playwright/test';
import { serveSmallRun } from '../helpers/small-run.ts';
import { swipe, tap, type Spot } from '../helpers/touch.ts';
import { awaken, drawn, restingBox, seeAll } from '../helpers/visit.ts';

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
    const figure = await awaken(page.locator('predict-cost'));
    await inMiddle(page, figure);
    const plot = figure.locator('rect[style*=crosshair]');
    await expect(plot).toBeAttached();
    await inMiddle(page, plot);
    const { x, y, width, height } = await restingBox(plot);
    await swipe(page, [x + 1, y + 0.2 * height], [x + width - 1, y + 0.85 * height]);
    await expect(says(figure)).toHaveText(/^You expect .* at step 1, .* at step 750\.$/);
    expect(Math.abs((await restingBox(plot)).y - y)).toBeLessThan(5);
    const before = await scrolled(page);
    const caption = (await figure.locator('figcaption').boundingBox())!;
    await swipe(page, [caption.x + 60, caption.y + 10], [caption.x + 60, caption.y - 200]);
    await expect.poll(() => scrolled(page)).toBeGreaterThan(before + 50);
    for (const button of await figure.getByRole('button').all()) {
      if (await button.isVisible()) expect((await button.boundingBox())!.height).toBeGreaterThanOrEqual(44);
    }
    for (const slider of await figure.getByRole('slider').all()) expect((await slider.boundingBox())!.width).toBeGreaterThanOrEqual(200);
    await figure.getByRole('button', { name: 'Train and see' }).tap();
    await expect(says(figure)).toHaveText(/^You expected 0\.0\d+ at step 750; your network reached 0\.\d{4}\./);
  },
);

test('marks are dragged and tapped into place, and skipping shows the recorded run', { tag: '@slow' }, async ({ page }) => {
  await serveSmallRun(page);
  await page.goto('/testing/');
  // Figures that come alive above would move the plane between a look and a tap.
  await seeAll(page);
  const figure = await awaken(page.locator('predict-place'));
  await inMiddle(page, figure);
  const mark = (digit: number) => figure.locator(`.place-mark[data-digit="${digit}"][tabindex]`);
  await expect(mark(1)).toHaveAttribute('tabindex', '0');
  await inMiddle(page, figure.locator('.plane'));
  const middle = async (place: Locator): Promise<Spot> => {
    const box = await restingBox(place);
    return [box.x + box.width / 2, box.y + box.height / 2];
  };
  const plane = () => restingBox(figure.locator('.plane'));
  // Asked for anew each time: figures that wake above move the plane.
  const target = async (across: number, down: number): Promise<Spot> => {
    const { x, y, width, height } = await plane();
    return [x + across * width, y + down * height];
  };
  expect((await mark(1).boundingBox())!.width).toBeGreaterThanOrEqual(44);
  const { y: stays } = await plane();
  await swipe(page, await middle(mark(1)), await target(0.3, 0.3));
  await expect(says(figure)).toHaveText(/^You expect the 1s at /);
  // The browser scrolls by as much as figures grow that wake above; a finger that scrolls moves the plane.
  expect(Math.abs((await plane()).y - stays)).toBeLessThan(5);
  await tap(page, await target(0.7, 0.5));
  await expect(says(figure)).toHaveText(/the 5s at /);
  await tap(page, await target(0.5, 0.7));
  await expect(says(figure)).toHaveText(/the 5s at .*, the 6s at /);
  await swipe(page, await middle(mark(5)), await target(0.8, 0.2));
  await expect(mark(5)).toHaveAttribute('aria-label', /at \(\d/);
  await figure.getByRole('button', { name: 'Skip, just show me' }).tap();
  await expect(says(figure)).toHaveText(/^From your mark to their middle: .* the recorded run/);
  await figure.getByRole('checkbox').tap();
  await expect(figure.getByRole('checkbox')).toBeChecked();
});
