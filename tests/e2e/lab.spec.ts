// The lab by keyboard alone: a run that is set up, trained, taken away as a link, and replayed to the last bit.
import { expect, test, type Page } from '@playwright/test';
import { watch } from '../helpers/visit.ts';

const SMALL = '?data=pen&encoder=12&steps=60&batch=16&digits=15';
const settings = (page: Page) => page.locator('lab-settings');
const phase = (page: Page) => page.locator('.transport').getAttribute('data-phase');

const panels = (page: Page) => page.locator('.lab-panel:visible');

/** Tab until the element with this selector has the focus. */
async function tabTo(page: Page, selector: string, limit = 80): Promise<void> {
  for (let k = 0; k < limit; k++) {
    if (await page.evaluate((each) => document.activeElement?.matches(each) ?? false, selector)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not lead to ${selector}`);
}

async function train(page: Page): Promise<void> {
  // The recording is shown, and Train begins the run that the address names.
  await expect(settings(page).locator('[type=submit]')).toHaveText('Start the run of this link');
  expect(await phase(page)).toBe('recorded');
  await tabTo(page, 'button[name=train]');
  await page.keyboard.press('Enter');
  await expect.poll(() => phase(page)).toBe('done');
}

test('a link sets the run up; trained twice from it, the fingerprints agree to the last bit', async ({ page, context }) => {
  const { errors } = watch(page);
  await page.goto(`/lab/${SMALL}&seed=3`);
  await expect(settings(page).locator('[name=seed]')).toHaveValue('3');
  await expect(settings(page).locator('[data-layers=encoder] input')).toHaveValue('12');
  await expect(settings(page).locator('[name=digit]:checked')).toHaveCount(2);
  const entries = await page.evaluate(() => history.length);
  await train(page);
  await expect(settings(page).locator('[data-print]')).toHaveText(/^Fingerprint [0-9a-f]{8} at step 60, test cost 0\.\d+\.$/);
  await tabTo(page, '[name=copy]');
  await page.keyboard.press('Enter');
  const box = settings(page).locator('[name=link]');
  await expect(box).toHaveValue(/check=60-[0-9a-f]{8}-0\.\d+/);
  expect(await page.evaluate(() => history.length)).toBe(entries);

  const again = await context.newPage();
  await again.goto(await box.inputValue());
  await expect(settings(again).locator('[data-check]')).toContainText('Press Train');
  await train(again);
  await expect(settings(again).locator('[data-check]')).toContainText('Yours is the same, to the last bit.');
  expect(errors).toEqual([]);
});

test('a changed setting says that it needs a new run, and starting it keeps the old one as ghost', async ({ page }) => {
  await page.goto(`/lab/${SMALL}`);
  await train(page);
  const says = settings(page).locator('[data-says]');
  await tabTo(page, '[name=code]');
  await page.keyboard.press('ArrowUp');
  await expect(says).toHaveText('Changed: this needs a new run. Your last run stays as a dotted curve.');
  await expect(page).toHaveURL(/code=3/);
  await tabTo(page, '[type=submit]');
  await page.keyboard.press('Enter');
  await expect.poll(() => phase(page)).toBe('done');
  await expect(says).toHaveText('These are the settings of the run you see.');
  await expect(page.locator('.lab cost-chart')).toContainText('your last run');
  await expect(page.locator('.lab latent-space')).toContainText('the plane is their PCA');
});

test('the bar with Start is as wide as the settings that scroll under it', async ({ page }) => {
  await page.goto(`/lab/${SMALL}`);
  const bar = (await settings(page).locator('.lab-start').boundingBox())!;
  const field = (await settings(page).locator('fieldset').first().boundingBox())!;
  expect([bar.x, bar.width]).toEqual([field.x, field.width]);
});

test('layers are added and removed by keyboard, and a setting out of range is named', async ({ page }) => {
  await page.goto(`/lab/${SMALL}`);
  const boxes = settings(page).locator('[data-layers=encoder] input');
  await expect(boxes).toHaveCount(1);
  await tabTo(page, '[name=add-encoder]');
  await page.keyboard.press('Enter');
  await expect(boxes).toHaveCount(2);
  await expect(page).toHaveURL(/encoder=12-12/);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(boxes).toHaveCount(1);
  await tabTo(page, '[name=batch]');
  await page.keyboard.type('99999');
  await expect(settings(page).locator('[data-says]')).toHaveText('The batch must be a whole number from 1 to 2,000.');
});

test('what an address says wrongly is dropped, and what it says well is kept', async ({ page }) => {
  const { errors } = watch(page);
  await page.goto('/lab/?seed=7&encoder=<img src=x onerror=alert(1)>&variant=__proto__&rate=NaN&steps=1e9&check=zzz&pick=9999&z=1e99,2');
  await expect(settings(page).locator('[name=seed]')).toHaveValue('7');
  await expect(settings(page).locator('[name=steps]')).toHaveValue('750');
  await expect(settings(page).locator('[data-check]')).toBeHidden();
  expect(errors).toEqual([]);
});

test('a window full: four live panels, Start and transport in view at 1280, 1024 and 820, and the page does not scroll', async ({
  page,
}) => {
  await page.goto('/lab/?data=pen');
  for (const [width, height] of [
    [1280, 800],
    [1024, 768],
    [820, 1180],
  ] as const) {
    await page.setViewportSize({ width, height });
    await expect(panels(page)).toHaveCount(4);
    for (const panel of await panels(page).all()) {
      await expect(panel).toBeInViewport({ ratio: 1 });
      await expect(panel.locator('[data-awake]').first()).toBeVisible();
    }
    await expect(page.locator('.lab [name=train]')).toBeInViewport({ ratio: 1 });
    if (width >= 1024) await expect(settings(page).locator('[type=submit]')).toBeInViewport({ ratio: 1 });
    expect(await page.evaluate(() => document.documentElement.scrollHeight - innerHeight)).toBe(0);
  }
});

test('the drawer closes and opens with its own button, the transport’s details with theirs', async ({ page }) => {
  await page.goto('/lab/?data=pen');
  await expect(page.locator('lab-bench')).toHaveAttribute('data-awake', '');
  await expect(settings(page)).toBeVisible();
  await page.getByRole('button', { name: 'Settings' }).click();
  await expect(settings(page)).toBeHidden();
  await page.getByRole('button', { name: 'Details' }).click();
  await expect(page.locator('.transport-settings')).toBeVisible();
  await expect(settings(page)).toBeHidden();
  await page.getByRole('button', { name: 'Settings' }).click();
  await expect(settings(page)).toBeVisible();
});

test('nothing appears twice: one learning rate, one seed, one choice of data', async ({ page }) => {
  await page.goto('/lab/');
  await expect(settings(page).locator('[name=rate]')).toBeVisible();
  for (const name of ['rate', 'seed', 'data', 'recipe'])
    expect(await page.locator(`main [name=${name}]:visible`).count()).toBeLessThanOrEqual(1);
});

test('a panel takes any tool, an arrangement goes into the address and comes back with it, the focus stays in the panel', async ({
  page,
}) => {
  await page.goto('/lab/?data=pen');
  const first = panels(page).first().getByRole('combobox', { name: 'Tool in this panel' });
  await expect(page.locator('lab-bench')).toHaveAttribute('data-awake', '');
  await first.selectOption('units');
  await expect(page.locator('#units')).toBeVisible();
  await expect(page.locator('#units [name=tool]')).toBeFocused();
  await expect(page).toHaveURL(/panels=units\.cost\.copies\.map/);
  await page.getByRole('button', { name: 'Inspect' }).click();
  await expect(page).toHaveURL(/panels=units\.step\.strangers\.plane/);
  await page.reload();
  await expect(page.locator('#strangers')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Inspect' })).toHaveAttribute('aria-pressed', 'true');
  await page.goto('/lab/?panels=units.units.<b>.map');
  await expect(page.locator('#plane')).toBeVisible();
  await page.goto('/lab/#code');
  await expect(page.locator('#code')).toBeVisible();
});
