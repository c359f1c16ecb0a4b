// The run at hand: the dock at the bottom of every page, and whose run the figures show.
import { expect, test, type Page } from '@playwright/test';
import { violations } from '../helpers/axe.ts';
import { ENDLESS, serveSmallRun } from '../helpers/small-run.ts';
import { awaken, barOf, drawn, pixels, transport } from '../helpers/visit.ts';

const dock = (page: Page) => page.locator('run-dock');
const whose = (page: Page) => page.locator('whose-run');

async function train(page: Page) {
  await serveSmallRun(page, ENDLESS);
  await page.goto('/training/?engine=simd');
  const bar = await transport(page);
  await expect(dock(page)).toBeHidden();
  await bar.button('train').click();
  await expect.poll(bar.step).toBeGreaterThan(20);
  return bar;
}

test('the dock comes with a run, shows it as it trains, pauses it, takes a step, and covers nothing that gets the focus', async ({
  page,
}) => {
  const bar = await train(page);
  await page.locator('footer').scrollIntoViewIfNeeded();
  const { height } = (await dock(page).boundingBox())!;
  for (const part of ['.dock-cost', '.dock-plane', '.dock-digits canvas', '[name=press]', '[name=step]'])
    await expect(dock(page).locator(part), part).toBeInViewport({ ratio: 1 });
  for (const canvas of ['.dock-plane', '.dock-digits canvas']) {
    const before = await pixels(dock(page).locator(canvas));
    await expect.poll(() => pixels(dock(page).locator(canvas)), canvas).not.toBe(before);
  }
  const curve = () => dock(page).locator('.dock-cost .test').getAttribute('d');
  const before = await curve();
  await expect.poll(curve).not.toBe(before);

  await dock(page).getByRole('button', { name: 'Pause' }).click();
  await expect(dock(page)).toHaveAttribute('data-phase', 'paused');
  const step = await bar.step();
  await dock(page).getByRole('button', { name: 'Step' }).press('Enter');
  await expect.poll(bar.step).toBe(step + 1);
  expect((await dock(page).boundingBox())!.height).toBe(height);

  // The last link of the page is reached with Tab above the dock.
  const link = page.locator('footer a').last();
  await link.focus();
  const [place, top] = [(await link.boundingBox())!, (await dock(page).boundingBox())!.y];
  expect(place.y + place.height).toBeLessThanOrEqual(top);
  expect(await violations(page, 'run-dock, whose-run')).toEqual([]);
});

test('a step that is looked back at is told on every page, with the way back', async ({ page }) => {
  await train(page);
  const strip = page.locator('run-timeline').first();
  await strip.scrollIntoViewIfNeeded();
  await strip.getByRole('slider').press('Home');
  await expect(dock(page).locator('[data-strip=state]')).toHaveText('Viewing step 0');
  await expect(whose(page).locator('summary')).toHaveText(/^\s*Step 0, looking back\s*$/);
  await dock(page).getByRole('button', { name: 'Back to latest' }).click();
  await expect(dock(page).locator('[data-strip=state]')).not.toHaveText(/Viewing/);
  await expect(whose(page).locator('summary')).toHaveText(/Your run, step/);
});

test("whose run it is: the recording, then the reader's, and either can be gone back to with nothing lost", async ({ page }) => {
  await serveSmallRun(page, ENDLESS);
  await page.goto('/training/?engine=simd');
  await expect(whose(page).locator('summary')).toHaveText(/Recorded run/);
  const bar = await transport(page);
  await bar.button('train').click();
  await expect.poll(bar.step).toBeGreaterThan(20);
  await whose(page).locator('summary').click();
  await whose(page).getByRole('button', { name: 'Show the recording', exact: true }).click();
  await expect.poll(bar.phase).toBe('recorded');
  await expect(whose(page).locator('summary')).toHaveText(/Recorded run/);
  await expect(whose(page).locator('summary')).toBeFocused();
  await whose(page).locator('summary').press('Enter');
  const back = whose(page).getByRole('button', { name: /^Show your run, step \d/ });
  const step = Number((await back.textContent())!.replace(/\D/g, ''));
  await back.press('Enter');
  await expect.poll(bar.phase).toBe('paused');
  expect(await bar.step()).toBe(step);
  expect(step).toBeGreaterThan(20);
});

test('Reset, a new seed and another recipe can be undone', async ({ page }) => {
  const bar = await train(page);
  await bar.button('train').click();
  await expect.poll(bar.phase).toBe('paused');
  const step = await bar.step();
  const root = page.locator('train-controls').first();
  const undo = bar.button('undo');
  for (const change of [
    () => bar.button('reset').click(),
    () => bar.button('seed').click(),
    () => root.locator('[name=recipe]').selectOption('best'),
  ]) {
    await change();
    await expect.poll(bar.phase).toBe('idle');
    await expect(undo).toHaveText(`Back to step ${step.toLocaleString('en-US')}`);
    await undo.click();
    await expect.poll(bar.phase).toBe('paused');
    expect(await bar.step()).toBe(step);
    await expect(undo).toBeHidden();
  }
});

test('what a reader has trained waits on the next page; the landing page always shows the recording', async ({ page }) => {
  const bar = await train(page);
  await bar.button('train').click();
  await expect.poll(bar.phase).toBe('paused');
  const step = await bar.step();
  await page.goto('/testing/');
  await awaken(page.locator('train-controls').first());
  await expect.poll(barOf(page).step).toBe(step);
  await expect(whose(page).locator('summary')).toHaveText(new RegExp(`Your run, step ${step.toLocaleString('en-US')}`));
  await page.goto('/');
  await drawn(page);
  await expect(whose(page).locator('summary')).toHaveText(/Recorded run/);
});

test('of two runs on a page it follows the one that was pressed last, and says which', async ({ page }) => {
  await page.goto('/pca/?engine=simd');
  const twin = await awaken(page.locator('linear-twin'));
  await twin.getByRole('button', { name: 'Train' }).first().click();
  await expect(dock(page).locator('[data-strip=state]')).toHaveText(/^Linear network: /);
  await expect(dock(page).locator('.dock-plane')).toHaveCount(1);
  await expect(whose(page).locator('summary')).toHaveText(/Recorded run/);
});

test('a run that fails says why in the dock', async ({ page }) => {
  await page.route('**/data/**', (route) => route.abort());
  await page.goto('/training/?engine=simd');
  const bar = await transport(page);
  await bar.button('train').click();
  await expect(dock(page)).toHaveAttribute('data-phase', 'failed');
  await expect(dock(page).locator('[data-strip=test]')).toHaveText(/\w.*\./);
});
