// The dock on a phone: one row, which opens into a sheet and covers no more than its own place when it is closed.
import { expect, test } from '@playwright/test';
import { violations } from '../helpers/axe.ts';
import { ENDLESS, serveSmallRun } from '../helpers/small-run.ts';
import { transport } from '../helpers/visit.ts';

test('by touch: the row opens into a sheet with the larger pictures and Step, and closes again; nothing runs off sideways', async ({
  page,
}) => {
  await serveSmallRun(page, ENDLESS);
  await page.goto('/training/?engine=simd');
  const bar = await transport(page);
  await bar.button('train').tap();
  await expect.poll(bar.step).toBeGreaterThan(0);
  const dock = page.locator('run-dock');
  const button = (name: string) => dock.getByRole('button', { name });
  const row = (await dock.boundingBox())!;
  expect(row.height).toBeLessThanOrEqual(66);
  for (const part of [button('Pause'), dock.locator('.dock-plane'), button('More of your run')])
    await expect(part).toBeInViewport({ ratio: 1 });
  await expect(button('Step')).toBeHidden();

  await button('More of your run').tap();
  await expect(button('Step')).toBeInViewport({ ratio: 1 });
  for (const part of ['.dock-cost', '.dock-plane', '.dock-digits']) await expect(dock.locator(part)).toBeInViewport({ ratio: 1 });
  expect((await dock.locator('.dock-plane').boundingBox())!.width).toBeGreaterThan(120);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
  expect(await violations(page, 'run-dock')).toEqual([]);
  await button('Pause').tap();
  await expect(dock).toHaveAttribute('data-phase', 'paused');
  const step = await bar.step();
  await button('Step').tap();
  await expect.poll(bar.step).toBe(step + 1);

  await button('More of your run').tap();
  expect((await dock.boundingBox())!.height).toBe(row.height);
  await expect(button('Step')).toBeHidden();
});
