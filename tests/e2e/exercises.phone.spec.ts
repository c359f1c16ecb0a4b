// Exercises by touch: an answer typed and checked, hint and answer unfolded, a run started and paused with a thumb.
import { expect, test } from '@playwright/test';
import { serveSmallRun } from '../helpers/small-run.ts';
import { awaken } from '../helpers/visit.ts';

test('by touch', async ({ page }) => {
  await serveSmallRun(page);
  await page.goto('/network/?engine=simd');
  const reading = await awaken(page.locator('chapter-exercise[kind=read-off]'));
  const says = (found: typeof reading) => found.locator('[data-says]');
  await reading.getByLabel('your number').fill('600');
  await reading.getByRole('button', { name: 'Check' }).tap();
  await expect(says(reading)).toHaveText(/too low/);
  await reading.getByText('Hint', { exact: true }).tap();
  await expect(reading.locator('details').first().locator('p')).toBeVisible();
  await reading.getByLabel('your number').fill('900');
  await reading.getByRole('button', { name: 'Check' }).tap();
  await expect(says(reading)).toHaveText('Yes: 900.');

  const target = await awaken(page.locator('chapter-exercise[kind=reach]'));
  await target.getByLabel('hidden layers').fill('12');
  const button = target.getByRole('button');
  await button.tap();
  await expect(says(target)).toHaveText(/^Test cost 0\.\d{4} with 19,674 parameters: not yet\. Training: step/);
  await button.tap();
  await expect(button).toHaveText('Resume');

  const explanation = page.locator('chapter-exercise[kind=explain]');
  await explanation.getByText('Answer', { exact: true }).tap();
  await expect(explanation.locator('details').last().locator('p').first()).toBeVisible();
  for (const found of [reading, target, explanation]) {
    const touchable = found.locator('summary, button, input:visible');
    for (const each of await touchable.all()) expect((await each.boundingBox())!.height).toBeGreaterThanOrEqual(44);
  }
});
