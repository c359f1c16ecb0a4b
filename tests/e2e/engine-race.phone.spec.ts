// The race by touch: a tap starts it, another gives the run to an engine; nothing is too small to tap, nothing moves.
import { expect, test } from '@playwright/test';
import { inWorkers } from '../helpers/faults.ts';
import { ENDLESS, serveSmallRun } from '../helpers/small-run.ts';
import { restingBox } from '../helpers/visit.ts';

test('taps race the engines and train on one of them', async ({ page }) => {
  await inWorkers(page, `OffscreenCanvas.prototype.getContext = () => null;`);
  await serveSmallRun(page, ENDLESS);
  await page.goto('/training/');
  const island = page.locator('engine-race');
  await island.scrollIntoViewIfNeeded();
  await expect(island).toHaveAttribute('data-awake', '');
  const { height } = await restingBox(island);
  const button = island.locator('button[name=race]');
  await button.tap();
  await expect(button).toHaveText('Stop');
  const wasm = island.locator('li').filter({ hasText: 'tfjs-wasm' });
  await expect(wasm).toHaveClass(/right/);
  await button.tap();
  await expect(button).toHaveText('Race the engines');
  expect((await island.boundingBox())!.height).toBeCloseTo(height, 0);

  const small = await island
    .locator('button:visible')
    .evaluateAll((all) => all.map((each) => each.getBoundingClientRect()).filter(({ width, height }) => width < 44 || height < 43.5));
  expect(small).toEqual([]);
  const beyond = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(beyond).toBeLessThanOrEqual(0);

  await wasm.getByRole('button', { name: 'Train on this' }).tap();
  await expect(page.locator('train-controls [data-out=engine]').first()).toHaveText(/^tfjs-wasm: /);
  expect(new URL(page.url()).search).toBe('?engine=tfjs-wasm');
});
