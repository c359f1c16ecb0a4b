// Accessible in every state of a run and every way of looking at it; large text; and not too talkative.
import { expect, test, type Page } from '@playwright/test';
import { violations } from '../helpers/axe.ts';
import { serveSmallRun } from '../helpers/small-run.ts';
import { CHAPTERS, transport } from '../helpers/visit.ts';

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
    await page.waitForTimeout(400);
    expect.soft(await violations(page, 'train-controls', 'figure'), `${state}, ${mode}`).toEqual([]);
  }
}

test('axe finds nothing in a run that waits, trains, pauses or has failed, in any mode', async ({ page }) => {
  test.setTimeout(180_000);
  await serveSmallRun(page);
  await page.goto('/training/?engine=simd');
  const bar = await transport(page);
  await inAllModes(page, 'idle');
  await bar.button('train').click();
  await expect.poll(bar.step, { timeout: 60_000 }).toBeGreaterThan(0);
  await inAllModes(page, 'training');
  if ((await bar.phase()) === 'training') await bar.button('train').click();
  await expect.poll(bar.phase).toMatch(/paused|done/);
  await inAllModes(page, 'paused');
  await page.getByRole('button', { name: 'Forget it' }).first().click();
  await expect(page.locator('train-controls [role=status]').first()).toHaveText(/^Recorded run/);
  await page.route('**/runs/**', (route) => route.abort());
  await page.reload();
  await page.locator('train-controls').first().scrollIntoViewIfNeeded();
  await expect(page.locator('train-controls [role=alert]').first()).not.toBeEmpty({ timeout: 20_000 });
  await inAllModes(page, 'failed');
});

test('the status is told at most every five seconds while a run trains', async ({ page }) => {
  test.setTimeout(60_000);
  await serveSmallRun(page);
  await page.goto('/training/?engine=tfjs-cpu');
  const bar = await transport(page);
  await bar.button('train').click();
  await expect.poll(bar.phase, { timeout: 30_000 }).toBe('training');
  await page.evaluate(() => {
    const status = document.querySelector('train-controls [role=status]')!;
    const times: number[] = [];
    new MutationObserver(() => times.push(performance.now())).observe(status, { childList: true, characterData: true, subtree: true });
    Object.assign(window, { times });
  });
  await page.waitForTimeout(12_000);
  const times = await page.evaluate(() => (window as unknown as { times: number[] }).times);
  expect(await bar.phase()).toBe('training');
  expect(times.length).toBeGreaterThan(0);
  times.slice(1).forEach((time, k) => expect(time - times[k]!).toBeGreaterThan(4_900));
});

for (const path of CHAPTERS) {
  test(`${path} with text twice as large is no wider than the window`, async ({ page }) => {
    await page.goto(path);
    await page.evaluate(() => (document.documentElement.style.fontSize = '200%'));
    const { scroll, window } = await page.evaluate(() => ({ scroll: document.documentElement.scrollWidth, window: innerWidth }));
    expect(scroll).toBeLessThanOrEqual(window);
  });
}
