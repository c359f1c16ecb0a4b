// The code panel by touch: tabs, weights, and long lines that scroll inside their sheet alone.
import { readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { readSafeTensors } from '../helpers/read-safetensors.ts';
import { serveSmallRun } from '../helpers/small-run.ts';
import { awaken } from '../helpers/visit.ts';

test('a form is chosen and the weights are saved by touch; the page does not scroll sideways', async ({ page }) => {
  await serveSmallRun(page);
  await page.goto('/training/?engine=simd');
  const island = await awaken(page.locator('code-panel'));
  const tab = island.getByRole('tab', { name: 'Keras' });
  expect((await tab.boundingBox())!.height).toBeGreaterThanOrEqual(44);
  await tab.tap();
  await expect(island.locator('[role=tabpanel]:visible pre')).toContainText('import keras');
  const sheet = island.locator('[role=tabpanel]:visible .code-sheet');
  expect(await sheet.evaluate(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)).toBe(true);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  const downloading = page.waitForEvent('download');
  await island.locator('[name=weights]').tap();
  const { tensors } = readSafeTensors(await readFile(await (await downloading).path()));
  expect([...tensors.keys()]).toEqual(
    ['encoder', 'decoder'].flatMap((side) => [0, 1].flatMap((k) => [`${side}.${k}.kernel`, `${side}.${k}.bias`])),
  );
  await expect(island.locator('[data-says]')).toHaveText(/^Saved autoencoder\.safetensors: 25,970 weights and biases of step 1\.$/);
});
