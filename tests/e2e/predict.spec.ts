// Predict, then run, on a desktop: by keyboard alone, and by mouse; on a small network that trains in seconds.
import { expect, test, type Locator, type Page } from '@playwright/test';
import { serveSmallRun } from '../helpers/small-run.ts';
import { restingBox, watch } from '../helpers/visit.ts';

/** The figure, awake and with the recorded run open. */
async function awake(page: Page, tag: 'predict-cost' | 'predict-place'): Promise<Locator> {
  const figure = page.locator(tag);
  await figure.scrollIntoViewIfNeeded();
  await expect(figure.locator(tag === 'predict-cost' ? 'rect[style*=crosshair]' : '.place-mark[tabindex]').first()).toBeAttached();
  return figure;
}

const says = (figure: Locator) => figure.locator('[data-says]');
const curve = (figure: Locator, name: 'guess' | 'test') => figure.locator(`path.line.${name}`).getAttribute('d');

async function press(key: Locator, name = 'Enter'): Promise<void> {
  await key.focus();
  await key.press(name);
}

test('sliders set the expected curve by keyboard; the run is drawn over it and a sentence compares', { tag: '@slow' }, async ({ page }) => {
  const { errors } = watch(page);
  await serveSmallRun(page);
  await page.goto('/training/?engine=simd');
  const figure = await awake(page, 'predict-cost');
  await expect(says(figure)).toHaveText(/^No guess yet/);
  const slider = (step: string) => figure.getByLabel(`Expected cost at step ${step}`, { exact: true });
  for (const [step, key] of [
    ['1', 'End'],
    ['100', 'ArrowLeft'],
    ['750', 'Home'],
  ] as const) {
    await press(slider(step), key);
  }
  await expect(says(figure)).toHaveText(/^You expect 1\.0 at step 1, .* 0\.010 at step 750\.$/);
  const guess = await curve(figure, 'guess');
  expect(guess).toMatch(/^M/);
  expect(await curve(figure, 'test')).toBeFalsy();
  await press(figure.getByRole('button', { name: 'Train and see' }));
  await expect(says(figure)).toHaveText(
    /^You expected 0\.010 at step 750; your network reached 0\.\d{4}\. You were closest at step [\d,]+ and furthest off at step [\d,]+: /,
  );
  expect(await curve(figure, 'guess')).toBe(guess);
  expect(await curve(figure, 'test')).toMatch(/^M/);
  await expect(slider('100')).toBeDisabled();
  expect(errors).toEqual([]);
});

test('a curve drawn with the mouse moves the sliders, and a second stroke wins where it passes', async ({ page }) => {
  await serveSmallRun(page);
  await page.goto('/training/');
  const figure = await awake(page, 'predict-cost');
  const plot = await restingBox(figure.locator('rect[style*=crosshair]'));
  const stroke = async (from: number, to: number, height: number) => {
    await page.mouse.move(plot.x + from * plot.width, plot.y + height * plot.height);
    await page.mouse.down();
    await page.mouse.move(plot.x + to * plot.width, plot.y + height * plot.height, { steps: 8 });
    await page.mouse.up();
  };
  const value = (step: string) => figure.getByLabel(`Expected cost at step ${step}`, { exact: true }).getAttribute('aria-valuetext');
  await stroke(0, 1, 0.25);
  await expect.poll(() => value('750')).toBe('0.32');
  expect(await value('10')).toBe('0.32');
  await stroke(0.5, 0.7, 0.75);
  await expect.poll(() => value('100')).toBe('0.032');
  expect([await value('10'), await value('300')]).toEqual(['0.32', '0.32']);
});

test('a guess can be skipped: the recorded run is shown; "Guess again" hides it', async ({ page }) => {
  await serveSmallRun(page);
  await page.goto('/training/');
  const figure = await awake(page, 'predict-cost');
  for (const slider of await figure.getByRole('slider').all()) expect((await slider.boundingBox())!.width).toBeGreaterThanOrEqual(200);
  // What the text makes of the outcome is not told before it is seen.
  const told = page.locator('predict-cost + p, predict-cost + script + p');
  await expect(told).toBeHidden();
  await press(figure.getByRole('button', { name: 'Skip, just show me' }));
  await expect(says(figure)).toHaveText('No guess was drawn; the recorded run reached 0.1000 at step 1.');
  await expect(told).toBeVisible();
  await press(figure.getByRole('button', { name: 'Guess again' }));
  await expect(says(figure)).toHaveText(/^No guess yet/);
  await expect(told).toBeHidden();
  // Nothing waits for the guess: the transport trains as ever.
  await expect(page.locator('train-controls button[name=train]').first()).toBeEnabled();
});

test(
  'marks are placed with arrow keys; a new run says how far its digits lie from them, and what a turn leaves of it',
  { tag: '@slow' },
  async ({ page }) => {
    const { errors } = watch(page);
    await serveSmallRun(page);
    await page.goto('/testing/?engine=simd');
    const figure = await awake(page, 'predict-place');
    await expect(says(figure)).toHaveText('No mark is placed yet.');
    await expect(figure.getByRole('checkbox')).toBeDisabled();
    for (const [digit, keys] of [
      [1, ['Shift+ArrowLeft', 'Shift+ArrowLeft']],
      [5, ['Shift+ArrowRight', 'ArrowUp']],
      [6, ['Shift+ArrowUp', 'Shift+ArrowUp']],
    ] as const) {
      const mark = figure.locator(`.place-mark[data-digit="${digit}"]`);
      for (const key of keys) await press(mark, key);
      await expect(mark).toHaveAttribute('aria-label', /at \(.*\)/);
    }
    await expect(says(figure)).toHaveText(/^You expect the 1s at \(.*\), the 5s at \(.*\), the 6s at \(0\.00, .*\)\.$/);
    expect(await figure.locator('.place-centre').count()).toBe(0);
    await press(figure.getByRole('button', { name: 'Train and see' }));
    await expect(figure.locator('[data-training]')).toHaveText(/^Done: 750 steps/);
    await expect(says(figure)).toHaveText(
      /^From your mark to their middle: 1s [\d.]+, 5s [\d.]+ and 6s [\d.]+\. On average .*turned by \d+°.* You put \ds and \ds closest together[,;] .*\.$/,
    );
    await expect(figure.locator('.place-centre')).toHaveCount(3);
    // What the page has shown before cannot be guessed: the run has another seed.
    await expect(page.locator('train-controls [data-out=seed]').first()).toHaveText('1');
    const mark = figure.locator('.place-mark[data-digit="1"]');
    const before = await mark.getAttribute('style');
    await press(figure.getByRole('checkbox'), 'Space');
    await expect.poll(() => mark.getAttribute('style')).not.toBe(before);
    // The guess is what it was: keys no longer move it.
    await press(figure.getByRole('checkbox'), 'Space');
    await expect.poll(() => mark.getAttribute('style')).toBe(before);
    await press(mark, 'ArrowLeft');
    expect(await mark.getAttribute('style')).toBe(before);
    expect(errors).toEqual([]);
  },
);
