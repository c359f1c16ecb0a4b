// A held-out digit, by keyboard alone: threshold, false alarms, another stranger, a known digit picked, and a network in training.
import { expect, test, type Page } from '@playwright/test';
import { ENDLESS, serveSmallRun } from '../helpers/small-run.ts';
import { transport, watch } from '../helpers/visit.ts';

const figure = (page: Page) => page.locator('held-out').first();
const says = async (page: Page) => (await figure(page).locator('[data-says]').textContent())!.trim();

/** The figure's sentence as numbers. */
async function read(page: Page) {
  const text = await says(page);
  const found =
    /^At ([\d.]+) you call (?:fewer than |more than )?(\d+) % of the (\d)s strange, and (?:fewer than )?(\d+) %.*curve is ([\d.]+)/.exec(
      text,
    );
  if (!found) throw new Error(`"${text}" says nothing of a threshold`);
  const [, threshold, caught, stranger, alarms, area] = found.map(Number);
  return { threshold: threshold!, caught: caught!, stranger: stranger!, alarms: alarms!, area: area! };
}

/** Opens the chapter on a small run, with the figure awake and both detectors there. */
async function open(page: Page): Promise<void> {
  await serveSmallRun(page, ENDLESS);
  await page.goto('/anomalies/');
  await figure(page).scrollIntoViewIfNeeded();
  await expect(figure(page).locator('canvas')).toHaveCount(24);
  await expect.poll(() => says(page)).toMatch(/for PCA-2/);
}

test('the threshold goes by keys, by a number and by a share of false alarms; another stranger is scored', async ({ page }) => {
  const watched = watch(page);
  await open(page);
  const start = await read(page);
  expect(start).toMatchObject({ stranger: 7 });
  expect(start.alarms).toBeLessThanOrEqual(5);

  await figure(page).getByLabel('threshold, slider').focus();
  for (let k = 0; k < 20; k++) await page.keyboard.press('ArrowLeft');
  const lower = await read(page);
  expect(lower.threshold).toBeLessThan(start.threshold);
  expect(lower.caught).toBeGreaterThan(start.caught);
  expect(lower.area).toBe(start.area);
  // Said aloud once the reader pauses.
  await expect(figure(page).locator('[role=status]')).toHaveText(await says(page));

  await page.keyboard.press('Tab');
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('0');
  expect(await read(page)).toMatchObject({ threshold: 0, caught: 100, alarms: 100 });

  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(figure(page).getByRole('button', { name: '1 %', exact: true })).toHaveAttribute('aria-pressed', 'true');
  const strict = await read(page);
  expect(strict.alarms).toBeLessThanOrEqual(1);
  expect(strict.threshold).toBeGreaterThan(start.threshold);

  await figure(page).getByLabel('Stranger').focus();
  await page.keyboard.press('2');
  await expect.poll(() => says(page)).toMatch(/of the 2s strange.*for PCA-2/);
  await expect(figure(page).locator('.odd-title').last()).toHaveText('The 2s that err least');
  expect((await read(page)).alarms).toBeLessThanOrEqual(1);
  expect(watched.errors).toEqual([]);
});

test('a known digit that errs most, picked here, is marked in the plane and in the histogram', async ({ page }) => {
  await open(page);
  const odd = figure(page).locator('button.odd-item');
  await odd.nth(1).focus();
  await page.keyboard.press('Enter');
  await expect(odd.nth(1)).toHaveAttribute('aria-pressed', 'true');
  const [, digit, error] = /^a (\d) over its copy, error ([\d.]+)$/.exec((await odd.nth(1).getAttribute('aria-label'))!)!;
  const [, marked, told] = /The marked (\d) has error ([\d.]+)\.$/.exec(await says(page))!;
  expect(marked).toBe(digit);
  expect(Number(told)).toBeCloseTo(Number(error), 2);
  await page.locator('latent-space').first().scrollIntoViewIfNeeded();
  await expect(page.locator('latent-space [data-says]').first()).toHaveText(new RegExp(`^Picked: a ${digit} `));
});

test('the curve follows a network in training, and stays as a curve of its own when the run begins anew', async ({ page }) => {
  await open(page);
  const untrained = await read(page);
  const { button, step, phase } = await transport(page);
  const press = async (name: 'train' | 'reset') => {
    await button(name).focus();
    await page.keyboard.press('Enter');
  };
  await press('train');
  await expect.poll(step).toBeGreaterThan(200);
  await press('train');
  await expect.poll(phase).toBe('paused');
  await figure(page).scrollIntoViewIfNeeded();
  await expect.poll(async () => (await read(page)).area).toBeGreaterThan(untrained.area + 0.05);
  const trained = await read(page);
  const [, pca] = /([\d.]+) for PCA-2/.exec(await says(page))!;

  await press('reset');
  await figure(page).scrollIntoViewIfNeeded();
  await expect
    .poll(() => says(page))
    .toContain(`${untrained.area.toFixed(3)}, against ${pca} for PCA-2 and ${trained.area.toFixed(3)} for run before`);
  await expect(figure(page).locator('.roc-name')).toHaveCount(4);
});
