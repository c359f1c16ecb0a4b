// On every engine Train lowers the test cost and moves the codes. The network is small, so that software graphics keep up.
import { expect, test } from '@playwright/test';
import { ENDLESS, serveSmallRun } from '../helpers/small-run.ts';
import { pixels, transport, watch } from '../helpers/visit.ts';

// TensorFlow.js takes up to seconds a step in software.
const STEPS = { wgsl: 10, simd: 30, 'tfjs-webgpu': 2, 'tfjs-wasm': 30, 'tfjs-webgl': 10, 'tfjs-cpu': 10 };
/** An address may leave the library's name out. */
const SHORT: Readonly<Record<string, string>> = { 'tfjs-webgpu': 'webgpu' };

for (const [engine, steps] of Object.entries(STEPS)) {
  const tag = engine.startsWith('tfjs') ? '@slow' : [];
  test(`${engine}: named in the status, the test cost falls, the codes move`, { tag }, async ({ page }) => {
    const { errors } = watch(page);
    await serveSmallRun(page, ENDLESS);
    await page.goto(`/training/?engine=${SHORT[engine] ?? engine}`);
    const bar = await transport(page);
    await bar.button('train').click();
    await expect.poll(() => bar.out('engine')).toMatch(new RegExp(`^${engine}: .*address`));
    await expect.poll(bar.step).toBeGreaterThan(0);
    const first = Number(await bar.out('test'));
    // The plane draws live once it is seen; until then the build's picture stands there.
    await page.locator('latent-space').first().scrollIntoViewIfNeeded();
    const plane = page.locator('latent-space canvas.plane-marks').first();
    const before = await pixels(plane);
    await expect.poll(bar.step).toBeGreaterThanOrEqual(steps);
    await expect.poll(() => pixels(plane)).not.toBe(before);
    expect(Number(await bar.out('test'))).toBeLessThan(first);
    expect(errors).toEqual([]);
  });
}
