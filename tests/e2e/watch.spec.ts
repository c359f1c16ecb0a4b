// The watch view: all of a run on one screen, over any page, by key, by button and by address.
import { expect, test, type Locator, type Page } from '@playwright/test';
import { violations } from '../helpers/axe.ts';
import { ENDLESS, serveSmallRun } from '../helpers/small-run.ts';
import { awaken, drawn, openSettings, pixels } from '../helpers/visit.ts';

const SIZES = [
  { width: 1440, height: 900 },
  { width: 1280, height: 800 },
  { width: 1024, height: 768 },
  { width: 820, height: 1180 },
  { width: 390, height: 844 },
];
/** The parts of a run that are to be seen at once. */
const VIEWS = {
  cost: 'cost-chart svg',
  plane: 'latent-space .plane',
  reconstructions: 'digit-reconstruction .item:last-child canvas:nth-child(2)',
  map: 'digit-manifold canvas.sheet',
  scrubber: 'run-timeline .film-strip',
  Pause: '[name=press]',
};

const view = (page: Page) => page.locator('dialog.watch');
const state = (page: Page) => view(page).locator('[data-strip=state]');
const step = async (page: Page) =>
  Number((await view(page).locator('[data-strip=progress]').textContent())!.split(' of ')[0]!.replaceAll(',', ''));
/** Which page is under the view: nothing of it may be alive. */
const aliveBelow = (page: Page) => page.locator('main [data-awake]:has(.fig)').count();

async function open(page: Page, address = '/training/?engine=simd&watch'): Promise<Locator> {
  await serveSmallRun(page, ENDLESS);
  await page.goto(address);
  await expect(view(page).locator('digit-manifold canvas.sheet')).toBeVisible();
  return view(page);
}

async function train(page: Page): Promise<void> {
  await view(page).locator('[name=press]').click();
  await expect.poll(() => step(page)).toBeGreaterThan(20);
}

test('six of six parts of a run are wholly in view at five sizes while it trains, and nothing scrolls', async ({ page }) => {
  await open(page);
  await train(page);
  for (const size of SIZES) {
    await page.setViewportSize(size);
    await drawn(page);
    for (const [name, part] of Object.entries(VIEWS))
      await expect(view(page).locator(part).first(), `${name} at ${size.width}x${size.height}`).toBeInViewport({ ratio: 0.999 });
    const over = () =>
      view(page).evaluate(({ scrollHeight, clientHeight, scrollWidth, clientWidth }) => [
        scrollHeight - clientHeight,
        scrollWidth - clientWidth,
      ]);
    await expect.poll(over, `${size.width}x${size.height}`).toEqual([0, 0]);
    // The last digit ends inside its panel, above the film.
    const bottom = async (part: string) =>
      view(page)
        .locator(part)
        .first()
        .evaluate((element) => element.getBoundingClientRect().bottom);
    await expect
      .poll(async () => (await bottom('[data-panel=copies] .item:last-child')) - (await bottom('[data-panel=copies]')))
      .toBeLessThan(1);
  }
  for (const part of [
    'latent-space canvas.plane-marks',
    'digit-manifold canvas.sheet',
    'digit-reconstruction .item:last-child canvas:nth-child(2)',
  ]) {
    const canvas = view(page).locator(part).first();
    const before = await pixels(canvas);
    await expect.poll(async () => (await pixels(canvas)) === before, part).toBe(false);
  }
});

test('W opens it on a page whose figures then rest, W closes it, and they come alive again where the reader was', async ({ page }) => {
  await serveSmallRun(page, ENDLESS);
  await page.goto('/training/?engine=simd');
  const plane = await awaken(page.locator('latent-space').first());
  const scrolled = await page.evaluate(() => scrollY);
  await page.keyboard.press('w');
  await expect(view(page).locator('latent-space')).toHaveAttribute('data-awake', '');
  expect(await aliveBelow(page)).toBe(0);
  await page.keyboard.press('w');
  await expect(view(page)).toHaveCount(0);
  await expect(plane).toHaveAttribute('data-awake', '');
  expect(await page.evaluate(() => scrollY)).toBe(scrolled);
  expect(new URL(page.url()).searchParams.has('watch')).toBe(false);
});

test('keys: Space trains and pauses, S steps, arrows look back, End returns, R resets; ? tells of them all', async ({ page }) => {
  await open(page);
  await page.keyboard.press('Space');
  await expect(state(page)).toHaveText('Training');
  await expect.poll(() => step(page)).toBeGreaterThan(20);
  await page.keyboard.press('Space');
  await expect(state(page)).toHaveText('Paused');
  const paused = await step(page);
  await page.keyboard.press('s');
  await expect.poll(() => step(page)).toBe(paused + 1);
  await page.keyboard.press('Home');
  await expect(state(page)).toHaveText('Viewing step 0');
  await page.keyboard.press('ArrowRight');
  await expect(state(page)).not.toHaveText('Viewing step 0');
  await page.keyboard.press('ArrowLeft');
  await expect(state(page)).toHaveText('Viewing step 0');
  await page.keyboard.press('End');
  await expect(state(page)).toHaveText('Paused');
  await page.keyboard.press('r');
  await expect.poll(() => step(page)).toBe(0);
  await page.keyboard.press('?');
  await expect(view(page).locator('.watch-keys')).toContainText('takes one step');
});

test('W is not heard where somebody types, nor where it was switched off', async ({ page }) => {
  await open(page);
  await page.keyboard.press('?');
  await view(page).getByRole('checkbox', { name: 'W opens this view on every page' }).uncheck();
  await page.keyboard.press('Escape');
  await expect(view(page)).toHaveCount(0);
  await page.keyboard.press('w');
  await expect(view(page)).toHaveCount(0);
  await page.evaluate(() => localStorage.clear());
  const box = (await awaken(page.locator('train-controls').first())).locator('[name=rate]');
  await openSettings(page);
  await box.focus();
  await page.keyboard.press('w');
  await expect(view(page)).toHaveCount(0);
  await box.blur();
  await page.keyboard.press('w');
  await expect(view(page)).toBeVisible();
});

test('the dock opens it, Back closes it, and a link with it opens at once', async ({ page }) => {
  await open(page, '/generating/?engine=simd&watch');
  await train(page);
  await page.keyboard.press('Escape');
  await expect(view(page)).toHaveCount(0);
  const dock = page.locator('run-dock');
  await dock.getByRole('button', { name: 'Watch' }).click();
  await expect(state(page)).toHaveText('Training');
  expect(new URL(page.url()).searchParams.has('watch')).toBe(true);
  await page.goBack();
  await expect(view(page)).toHaveCount(0);
  await expect(dock).toHaveAttribute('data-phase', 'training');
});

test('the film is the scrubber: a drag over it goes through the run, and a panel can be made large', async ({ page }) => {
  await open(page);
  await train(page);
  await page.keyboard.press('Space');
  const strip = view(page).locator('.film-strip');
  await expect(strip.locator('canvas')).toBeVisible();
  const box = (await strip.boundingBox())!;
  await page.mouse.move(box.x + box.width - 3, box.y + 20);
  await page.mouse.down();
  await page.mouse.move(box.x + 3, box.y + 20, { steps: 4 });
  await page.mouse.up();
  await expect(state(page)).toHaveText('Viewing step 0');
  const plane = view(page).locator('[data-panel=plane]');
  const wide = async () => (await plane.locator('.fig-body').boundingBox())!.width;
  const before = await wide();
  await plane.getByRole('button', { name: 'Enlarge' }).click();
  await expect.poll(wide).toBeGreaterThan(1.5 * before);
  await expect(view(page).locator('cost-chart')).toBeHidden();
  await expect(strip).toBeInViewport();
});

test('axe finds nothing in it, light, dark and with more contrast', async ({ page }) => {
  await open(page);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await violations(page, 'dialog.watch'), colorScheme).toEqual([]);
    await view(page).getByRole('button', { name: 'Contrast' }).click();
    expect(await violations(page, 'dialog.watch'), `${colorScheme}, contrast`).toEqual([]);
  }
});

test('a run that fails says why in it', async ({ page }) => {
  await page.route('**/data/**', (route) => route.abort());
  await page.goto('/training/?engine=simd&watch');
  await expect(state(page)).toHaveText('Recorded run');
  await page.keyboard.press('Space');
  await expect(view(page)).toHaveAttribute('data-phase', 'failed');
  await expect(view(page).locator('[data-strip=test]')).toHaveText(/\w.*\./);
});
