// Accessible in every state of a run and every way of looking at it; and not too talkative.
import { expect, test, type Page } from '@playwright/test';
import { violations } from '../helpers/axe.ts';
import { ENDLESS, serveSmallRun } from '../helpers/small-run.ts';
import { drawn, transport } from '../helpers/visit.ts';

const MODES = {
  light: { colorScheme: 'light' },
  dark: { colorScheme: 'dark' },
  'forced colours': { forcedColors: 'active' },
  'reduced motion': { reducedMotion: 'reduce' },
} as const;

async function inAllModes(page: Page, state: string): Promise<void> {
  for (const [mode, media] of Object.entries(MODES)) {
    await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none', reducedMotion: 'no-preference', ...media });
    // Colours take a moment to change.
    const changing = () => page.evaluate(() => document.getAnimations().filter((each) => each instanceof CSSTransition).length);
    await expect.poll(changing).toBe(0);
    await drawn(page);
    expect.soft(await violations(page, 'train-controls', 'figure'), `${state}, ${mode}`).toEqual([]);
  }
}

test('axe finds nothing in a run that waits, trains, pauses or has failed, in any mode', { tag: '@slow' }, async ({ page }) => {
  await serveSmallRun(page, ENDLESS);
  await page.goto('/training/?engine=simd');
  const bar = await transport(page);
  await inAllModes(page, 'idle');
  await bar.button('train').click();
  await expect.poll(bar.step).toBeGreaterThan(0);
  await inAllModes(page, 'training');
  if ((await bar.phase()) === 'training') await bar.button('train').click();
  await expect.poll(bar.phase).toMatch(/paused|done/);
  await inAllModes(page, 'paused');
  await page.getByRole('button', { name: 'Delete my run, show the recording' }).first().click();
  await expect(page.locator('train-controls [role=status]').first()).toHaveText(/^You are watching a recording/);
  await page.route('**/runs/**', (route) => route.abort());
  await page.reload();
  await page.locator('train-controls').first().scrollIntoViewIfNeeded();
  await expect(page.locator('train-controls [role=alert]').first()).not.toBeEmpty();
  await inAllModes(page, 'failed');
});

test('the status is told at most every five seconds while a run trains', { tag: '@slow' }, async ({ page }) => {
  await page.clock.install();
  await serveSmallRun(page, ENDLESS);
  await page.goto('/training/?engine=tfjs-cpu');
  const bar = await transport(page);
  await bar.button('train').click();
  await expect.poll(bar.phase).toBe('training');
  // From here on the page's clock goes only where it is put; the worker trains on.
  await page.clock.pauseAt(Date.now() + 3_600_000);
  const status = page.locator('train-controls [role=status]').first();
  const stepsOn = async () => {
    for (let k = 0; k < 3; k++) {
      const step = await bar.step();
      await expect.poll(bar.step).toBeGreaterThan(step);
    }
  };
  await stepsOn();
  const told = (await status.textContent())!;
  await page.clock.fastForward(4_900);
  await stepsOn();
  expect(await status.textContent()).toBe(told);
  await page.clock.fastForward(200);
  await expect(status).not.toHaveText(told);
  expect(await bar.phase()).toBe('training');
});
