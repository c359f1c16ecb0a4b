// Two runs compared, by keyboard alone: keep one, start another with one thing changed, align, pick in both.
import { expect, test } from '@playwright/test';
import { serveSmallRun } from '../helpers/small-run.ts';
import { pixels, pressUntil, watch } from '../helpers/visit.ts';

test('a run is kept, another starts with a new seed, and both are compared', async ({ page }) => {
  const { errors } = watch(page);
  await serveSmallRun(page);
  await page.goto('/testing/?engine=simd');
  const compare = page.locator('run-compare');
  await compare.scrollIntoViewIfNeeded();
  const says = compare.locator('[data-says]');
  await expect(compare.getByRole('application')).toHaveCount(2);
  await expect(says).toContainText('no earlier run');
  // Until there is one, the recorded run stands beside its own start.
  await expect(compare.locator('.twins-name')).toHaveText(['before training: step 0', 'recorded run: step 1, aligned']);
  const start = compare.locator('button[name=start]');
  await start.focus();
  await page.keyboard.press('Enter');
  const pause = compare.locator('button[name=pause]');
  await expect(compare.locator('[data-progress]')).toHaveText(/^Training: step \d/);
  await expect(says).toHaveText(/Test cost 0\.\d{4} against 0\.\d{4} before/);
  await pause.focus();
  await page.keyboard.press('Enter');
  await expect(pause).toHaveText('Resume');
  await expect(says).toHaveText(/other batches\. The plane on the right is .*; \d+ % of the variance is left over\. Picked: a [156]/);
  await expect(compare.locator('.differences li')).toHaveText(['seed 1, before 0']);
  await expect(compare.locator('.twins-name')).toHaveText(['recorded run: seed 0', 'this run: seed 1, aligned']);
  expect(await compare.locator('.line.ghost').getAttribute('d')).not.toBeNull();

  // As they are: the right plane is drawn on its own axes.
  const right = compare.locator('canvas.plane-marks').last();
  const laid = await pixels(right);
  await compare.locator('[name=aligned]').focus();
  await page.keyboard.press('Space');
  await expect.poll(() => pixels(right)).not.toBe(laid);
  await expect(says).toContainText('each plane has axes of its own');
  await expect(compare.locator('.twins-name').last()).toHaveText('this run: seed 1');

  const rings = compare.locator('circle.picked');
  const places = async () => [await rings.first().getAttribute('cx'), await rings.last().getAttribute('cx')];
  const before = await places();
  const words = await says.textContent();
  await compare.getByRole('application').first().focus();
  await pressUntil(page, async () => (await says.textContent()) !== words);
  await expect.poll(async () => (await places()).every((at, k) => at !== before[k])).toBe(true);
  await expect(says).toHaveText(/error 0\.\d{4} before, 0\.\d{4} now\.$/);

  // One more, with the same seed: the run just made is the one kept now, and the batches are the same.
  await compare.locator('select[name=change]').focus();
  await page.keyboard.type('a tenth');
  await start.focus();
  await page.keyboard.press('Enter');
  await expect(compare.locator('.differences li')).toHaveText(['learning rate 0.0003, before 0.003']);
  await expect(says).toContainText('the same seed and batches');
  await expect(compare.locator('.twins-name').first()).toHaveText('your last run: learning rate 0.003');
  expect(errors).toEqual([]);
});
