// Slow motion by keyboard alone: a real step in five parts, each told with its own numbers.
import { expect, test } from '@playwright/test';
import { serveSmallRun } from '../helpers/small-run.ts';
import { pixels, transport } from '../helpers/visit.ts';

test('a step goes through its five parts, and its cost is the one the controls show', async ({ page }) => {
  await serveSmallRun(page);
  await page.goto('/training/');
  const controls = await transport(page);
  const island = page.locator('slow-motion').first();
  await island.scrollIntoViewIfNeeded();
  const says = island.locator('[data-says]');
  const take = island.getByRole('button', { name: 'Take one step' });
  // Before any press it shows the recorded run's first step, which can be gone through.
  await expect(says).toHaveText(/^Recorded run\. 1\. Draw a batch\. Step 1 draws 64 digits/);
  await island.getByRole('button', { name: '3. Error' }).click();
  await expect(says).toHaveText(/^Recorded run\. 3\. Error\..* costs 0\.\d{4}\.$/);
  await expect(island.locator('.slow-lines canvas')).toHaveCount(3);
  await expect(island.locator('.slow-lines .unknown')).toHaveCount(0);
  await take.focus();
  await page.keyboard.press('Enter');
  await expect(says).toHaveText(
    /^1\. Draw a batch\. Step 1 draws 64 digits at random out of [\d,]+\. The first 4 are [156], [156], [156] and [156]\.$/,
  );
  await expect(island.getByRole('status')).toHaveText(/^1\. Draw a batch/);
  await expect(island.locator('.slow-lines .unknown canvas')).toHaveCount(2);
  await expect(island.getByRole('button', { name: 'Another step' })).toBeFocused();

  const lines = island.locator('.slow-lines canvas');
  const [batch, empty] = [await pixels(lines.nth(0)), await pixels(lines.nth(1))];
  expect(batch).not.toBe(empty);
  await page.keyboard.press('Tab');
  const next = island.getByRole('button', { name: 'Next' });
  await expect(next).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(says).toHaveText(/^2\. Forward\. The 64 digits go through 4 layers\./);
  await expect(island.locator('.wedge.working')).toHaveCount(4);
  await expect(island.locator('.wedge .sign').first()).toHaveText('→');
  expect(await pixels(lines.nth(1))).not.toBe(empty);
  await page.keyboard.press('Enter');
  await expect(says).toHaveText(/^3\. Error\./);
  const cost = /costs (0\.\d{4})\.$/.exec((await says.textContent())!)![1];
  await expect.poll(() => controls.out('cost')).toBe(cost);
  await page.keyboard.press('Enter');
  await expect(says).toHaveText(/^4\. Backward\..* in the last layer and .* in the first/);
  await expect(island.locator('.wedge .sign').first()).toHaveText('←');
  await page.keyboard.press('Enter');
  await expect(says).toHaveText(
    /^5\. Update\. The update moves the [\d,]+ numbers by .* The same 64 digits now cost 0\.\d{4}: \d+\.\d % less\.$/,
  );
  // At the end Next has nowhere to go, and the focus is on the way back.
  await expect(island.getByRole('button', { name: 'Back', exact: true })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(says).toHaveText(/^4\. Backward/);

  await island.getByRole('button', { name: 'Another step' }).focus();
  await page.keyboard.press('Enter');
  await expect(says).toHaveText(/^1\. Draw a batch\. Step 2 draws/);
  await expect.poll(controls.step).toBe(2);
});
