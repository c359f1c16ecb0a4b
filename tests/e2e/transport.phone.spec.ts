// The transport on a phone: two lines and what it says, by touch.
import { expect, test } from '@playwright/test';
import { ENDLESS, serveSmallRun } from '../helpers/small-run.ts';
import { awaken, barOf } from '../helpers/visit.ts';

test('folded, it takes a fifth of the screen in every state; its settings unfold by touch and nothing runs off sideways', async ({
  page,
}) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await serveSmallRun(page, ENDLESS);
  await page.goto('/training/?engine=simd');
  const root = await awaken(page.locator('train-controls').first());
  const bar = barOf(page);
  const heights: number[] = [];
  const measure = async () => heights.push((await root.boundingBox())!.height);
  await measure();
  await bar.button('train').tap();
  await measure();
  await expect.poll(bar.step).toBeGreaterThan(20);
  await measure();
  await bar.button('train').tap();
  await expect.poll(bar.phase).toBe('paused');
  await measure();
  await bar.button('reset').tap();
  await expect(bar.button('undo')).toBeVisible();
  await measure();
  expect(Math.max(...heights)).toBeLessThanOrEqual(170);
  expect(new Set(heights).size, heights.join()).toBe(1);

  await root.getByRole('button', { name: 'Settings' }).tap();
  await expect(root.locator('[name=recipe]')).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
  for (const name of ['train', 'step', 'reset', 'settings', 'undo', 'recipe', 'data', 'seed', 'rate'])
    expect((await root.locator(`[name=${name}]`).boundingBox())!.height, name).toBeGreaterThanOrEqual(44);
});
