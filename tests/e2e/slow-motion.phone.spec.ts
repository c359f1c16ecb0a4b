// Slow motion by touch: the parts of a step are tapped, and nothing below them moves.
import { expect, test } from '@playwright/test';
import { serveSmallRun } from '../helpers/small-run.ts';
import { awaken } from '../helpers/visit.ts';

test('parts of a step are tapped one after the other', async ({ page }) => {
  await serveSmallRun(page);
  await page.goto('/training/');
  const island = await awaken(page.locator('slow-motion').first());
  const says = island.locator('[data-says]');
  const take = island.locator('button[name=take]');
  await take.tap();
  await expect(says).toHaveText(/^1\. Draw a batch/);
  const caption = island.locator('figcaption');
  const place = async () => Math.round(await caption.evaluate((element) => element.getBoundingClientRect().top + scrollY));
  const before = await place();
  for (const [name, opening] of [
    ['2. Forward', /^2\. Forward/],
    ['5. Update', /^5\. Update/],
    ['3. Error', /^3\. Error/],
  ] as const) {
    const part = island.getByRole('button', { name });
    expect((await part.boundingBox())!.height).toBeGreaterThanOrEqual(44);
    await part.tap();
    await expect(says).toHaveText(opening);
    await expect(part).toHaveAttribute('aria-pressed', 'true');
    expect(await place()).toBe(before);
  }
  const beyond = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(beyond).toBeLessThanOrEqual(0);
});
