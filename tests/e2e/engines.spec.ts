// On every engine Train lowers the test cost and moves the codes. The network is small, so that software graphics keep up.
import { expect, test } from '@playwright/test';
import { serveSmallRun } from '../helpers/small-run.ts';
import { pixels, transport, watch } from '../helpers/visit.ts';

for (const engine of ['webgpu', 'wasm', 'webgl', 'cpu']) {
  test(`${engine}: named in the status, the test cost falls, the codes move`, async ({ page }) => {
    test.setTimeout(180_000);
    const { errors } = watch(page);
    await serveSmallRun(page);
    await page.goto(`/training/?engine=${engine}`);
    const bar = await transport(page);
    await bar.button('train').click();
    await expect.poll(() => bar.out('engine'), { timeout: 30_000 }).toMatch(new RegExp(`^${engine}: .*address`));
    await expect.poll(bar.step, { timeout: 60_000 }).toBeGreaterThan(0);
    const first = Number(await bar.out('test'));
    const plane = page.locator('latent-space canvas.plane-marks').first();
    await plane.scrollIntoViewIfNeeded();
    const before = await pixels(plane);
    await expect.poll(bar.step, { timeout: 120_000 }).toBeGreaterThanOrEqual(30);
    await expect.poll(() => pixels(plane), { timeout: 20_000 }).not.toBe(before);
    expect(Number(await bar.out('test'))).toBeLessThan(0.9 * first);
    await bar.button('train').click();
    await expect.poll(bar.phase, { timeout: 30_000 }).toBe('paused');
    expect(errors).toEqual([]);
  });
}
