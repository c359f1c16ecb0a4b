// The timeline by keyboard alone: one slider takes every figure of the page back to a moment of the run, recorded or one's own.
import { expect, test, type Page } from '@playwright/test';
import { ENDLESS, serveSmallRun } from '../helpers/small-run.ts';
import { pixels, transport, watch } from '../helpers/visit.ts';

async function timeline(page: Page) {
  const island = page.locator('run-timeline').first();
  await island.scrollIntoViewIfNeeded();
  const slider = island.getByRole('slider', { name: 'Moment of the run' });
  const says = island.locator('[data-says]');
  await expect(slider).toBeEnabled();
  return { island, slider, says };
}

test('arrow keys go through the moments of the recorded run, and every figure shows the network of that step', async ({ page }) => {
  const watched = watch(page);
  await page.goto('/training/');
  const { slider, says } = await timeline(page);
  const plane = page.locator('latent-space').first();
  const marks = plane.locator('canvas.plane-marks');
  await expect(marks).toBeVisible();
  const now = await pixels(marks);
  await slider.focus();
  await page.keyboard.press('Home');
  await expect(says).toHaveText(/^Step 0: test cost 0\.\d{4}; every figure on this page shows the network of that step\.$/);
  await expect(plane.locator('.fig-body')).toHaveAttribute('data-moment', '0');
  await expect.poll(() => pixels(marks)).not.toBe(now);
  // The steps that follow have lower costs, each told aloud by the slider itself.
  const costs: number[] = [];
  for (let k = 0; k < 3; k++) {
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    const text = (await slider.getAttribute('aria-valuetext'))!;
    costs.push(Number(/test cost (0\.\d{4})/.exec(text)![1]));
  }
  expect(costs).toEqual([...costs].sort((a, b) => b - a));
  await page.keyboard.press('End');
  await expect(says).toHaveText(/^Now, step 750: test cost/);
  await expect(plane.locator('.fig-body')).not.toHaveAttribute('data-moment');
  await expect.poll(() => pixels(marks)).toBe(now);
  expect(watched.errors).toEqual([]);
});

test('Play goes through all moments and stops at the present', async ({ page }) => {
  await page.goto('/training/');
  const { island, slider, says } = await timeline(page);
  await slider.focus();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('End');
  await page.keyboard.press('Tab');
  const play = island.getByRole('button', { name: 'Play' });
  await expect(play).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(says).toHaveText(/^Step \d/);
  await expect(island.getByRole('button', { name: 'Pause' })).toBeVisible();
  await expect(says).toHaveText(/^Now/);
  await expect(play).toBeVisible();
});

test('while my own run trains, the view stays at the moment until Now', async ({ page }) => {
  await serveSmallRun(page, ENDLESS);
  await page.goto('/training/');
  const controls = await transport(page);
  await controls.button('train').press('Enter');
  await expect.poll(controls.phase).toBe('training');
  await expect.poll(controls.step).toBeGreaterThan(5);
  const { island, slider, says } = await timeline(page);
  // Until the script is there the sentence is the recording's.
  await expect(says).not.toHaveText(/step 750/);
  await slider.focus();
  await page.keyboard.press('Home');
  await expect(says).toHaveText(/^Step 0: test cost/);
  const strip = island.locator('.film-strip canvas');
  const frames = await pixels(strip);
  const [looked, shown] = [await controls.step(), page.locator('latent-space').first()];
  await expect(shown.locator('.fig-body')).toHaveAttribute('data-moment', '0');
  // Training goes on, and the strip gets the moments as they come.
  await expect.poll(controls.step).toBeGreaterThan(looked + 20);
  await expect.poll(() => pixels(strip)).not.toBe(frames);
  await expect(says).toHaveText(/^Step 0:/);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await expect(island.getByRole('button', { name: 'Back to latest' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(says).toHaveText(/^Now, step/);
  await expect(shown.locator('.fig-body')).not.toHaveAttribute('data-moment');
});
