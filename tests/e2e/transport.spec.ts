// The transport: one row and a line, answered in the task of a press, and what it says of a recording and of a run that is lost.
import { expect, test, type Page } from '@playwright/test';
import { violations } from '../helpers/axe.ts';
import { ENDLESS, serveSmallRun } from '../helpers/small-run.ts';
import { awaken, barOf, transport } from '../helpers/visit.ts';

const root = (page: Page) => page.locator('train-controls').first();
const says = (page: Page) => root(page).locator('[data-out=says]');

/** The transport as a reader finds it, folded, with its run open. */
async function folded(page: Page) {
  await awaken(root(page));
  await expect(says(page)).toHaveText(/^You are watching a recording/);
  return barOf(page);
}

/** What stands in the transport in the very task in which a button of it is pressed. */
const pressed = (page: Page, name: string) =>
  root(page).evaluate((controls, button) => {
    controls.querySelector<HTMLButtonElement>(`button[name=${button}]`)!.click();
    const text = (selector: string) => controls.querySelector(selector)!.textContent!.trim();
    return [text('[name=train]'), text('[data-out=step]'), text('[data-out=seed]'), text('[data-out=says]')].join(' | ');
  }, name);

const progress = (page: Page) =>
  root(page)
    .locator('.transport')
    .evaluate((bar) => Number(bar.style.getPropertyValue('--done')));

test('folded, it is one row and a line of the same height in every state', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 800 });
  await serveSmallRun(page, ENDLESS);
  // In the chapter on training it shares the width with a stage.
  await page.goto('/testing/?engine=simd');
  const bar = await folded(page);
  const heights: Record<string, number> = {};
  const measure = async (state: string) => (heights[state] = (await root(page).boundingBox())!.height);
  await measure('recorded');
  await bar.button('train').click();
  await measure('pressed');
  await expect.poll(bar.step).toBeGreaterThan(20);
  await measure('training');
  await bar.button('train').click();
  await expect.poll(bar.phase).toBe('paused');
  await measure('paused');
  await bar.button('reset').click();
  await expect(bar.button('undo')).toBeVisible();
  await measure('a new run, and the one before to go back to');
  await page.route('**/data/**', (route) => route.abort());
  await page.reload();
  await expect.poll(bar.phase).toBe('paused');
  await measure('reloaded');
  expect(Math.max(...Object.values(heights))).toBeLessThanOrEqual(110);
  expect(new Set(Object.values(heights)).size, JSON.stringify(heights)).toBe(1);
});

test('its settings unfold and fold by keyboard, and say so', async ({ page }) => {
  await page.goto('/training/');
  await folded(page);
  const toggle = root(page).getByRole('button', { name: 'Settings' });
  const recipe = root(page).getByRole('combobox', { name: 'recipe' });
  await expect(recipe).toBeHidden();
  await toggle.press('Enter');
  await expect(toggle).toHaveAttribute('aria-expanded', 'true');
  await expect(recipe).toBeVisible();
  expect(await violations(page, 'train-controls')).toEqual([]);
  await toggle.press('Space');
  await expect(toggle).toHaveAttribute('aria-expanded', 'false');
  await expect(recipe).toBeHidden();
});

test('a recording is told as one: an empty bar, no step of the reader, and how long a run takes here as soon as that is known', async ({
  page,
}) => {
  await page.goto('/training/');
  const bar = await folded(page);
  expect(await progress(page)).toBe(0);
  expect(await bar.out('step')).toMatch(/^[\d,]+ recorded$/);
  await expect(says(page)).toHaveText(/^You are watching a recording\. Train your own: about \d+ (s|min|h) here\.$/);
  const options = root(page).locator('[name=recipe] option');
  await expect(options.first()).toHaveText(/^Fast: 750 steps, about \d+ (s|min|h) here$/);
  await expect(options.nth(2)).toHaveText(/^As in the lecture: 10,000 steps, about \d+ (s|min|h) here$/);
});

test('where nothing is known of the machine, no time is told', async ({ page }) => {
  await page.addInitScript(() => Object.defineProperty(navigator, 'connection', { value: { saveData: true } }));
  await page.goto('/training/');
  await folded(page);
  await expect(says(page)).toHaveText('You are watching a recording. Train your own.');
});

test('Train, Pause, Step, Reset and New seed are answered in the task of the press', async ({ page }) => {
  await serveSmallRun(page, ENDLESS);
  await page.goto('/training/?engine=simd');
  const bar = await folded(page);
  await expect.poll(() => bar.out('step')).toBe('100,000 recorded');
  expect(await pressed(page, 'train')).toBe('Pause | 0 of 100,000 | 0 | Getting ready.');
  await expect.poll(bar.step).toBeGreaterThan(20);
  expect(await pressed(page, 'train')).toMatch(/^Pausing \| [\d,]+ of 100,000 \| 0 \| Pausing\.$/);
  await expect.poll(bar.phase).toBe('paused');
  await expect(bar.button('train')).toHaveText('Resume');
  expect(await pressed(page, 'step')).toMatch(/^Pause \| [\d,]+ of 100,000 \| 0 \| Getting ready\.$/);
  await expect.poll(bar.phase).toBe('paused');
  expect(await pressed(page, 'reset')).toBe('Train | 0 of 100,000 | 0 | A new run. Your last run stays as a dotted curve.');
  expect(await pressed(page, 'seed')).toMatch(/^Train \| 0 of 100,000 \| 1 \| A new run/);
  // The run that was begun last trains, and no other.
  await pressed(page, 'train');
  await expect.poll(bar.step).toBeGreaterThan(5);
  expect(await bar.out('seed')).toBe('1');
});

test('Train is answered before the recording has come, and Pause takes it back', async ({ page }) => {
  let come = () => {};
  const coming = new Promise<void>((resolve) => (come = resolve));
  await page.route('**/runs/**', async (route) => {
    await coming;
    await route.continue();
  });
  await page.goto('/training/?engine=simd');
  const bar = await folded(page);
  expect(await pressed(page, 'train')).toMatch(/^Pause \|.*\| Getting ready\.$/);
  expect(await pressed(page, 'train')).toMatch(/^Train \|.*\| You are watching a recording/);
  expect(await pressed(page, 'train')).toMatch(/^Pause \|/);
  come();
  await expect.poll(bar.phase).toBe('training');
});

test('a learning rate that is too high: the chart says how high the cost went, the line says why, one press goes back', async ({
  page,
}) => {
  await serveSmallRun(page, ENDLESS);
  await page.goto('/training/?engine=simd');
  const bar = await transport(page);
  const chart = page.locator('cost-chart').first();
  await awaken(chart);
  await bar.button('train').click();
  await expect.poll(async () => Number(await bar.out('test'))).toBeLessThan(0.09);
  await bar.button('train').click();
  await expect.poll(bar.phase).toBe('paused');
  const rate = root(page).locator('[name=rate]');
  await rate.fill('1');
  await rate.press('Enter');
  const back = root(page).getByRole('button', { name: 'Go back with 0.003' });
  // Steps of a network so small may lead back again: it is stopped where it is lost.
  for (let k = 0; k < 60 && !(await back.isVisible()); k++) await bar.takeStep();
  await expect(back).toBeVisible();
  await expect(root(page).locator('.transport-says')).toContainText(/The cost .*: a learning rate of 1 is too high\./);
  await expect(chart.locator('.peak text')).toHaveText(/^up to [\d.e+]+$/);
  expect(Number((await chart.locator('.peak text').textContent())!.replace('up to ', ''))).toBeGreaterThan(0.25);
  await back.press('Enter');
  await expect(back).toBeHidden();
  await expect.poll(bar.phase).toBe('paused');
  await expect(bar.button('train')).toBeFocused();
  await expect(rate).toHaveValue('0.003');
  const test = async () => Number(await bar.out('test'));
  await expect.poll(test).toBeLessThan(0.2);
  const step = await bar.step();
  await bar.button('train').click();
  await expect.poll(bar.step).toBeGreaterThan(step + 20);
  await expect.poll(test).toBeLessThan(0.2);
});
