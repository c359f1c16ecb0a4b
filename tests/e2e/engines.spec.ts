// On every engine Train lowers the test cost and moves the codes. The network is small, so that software graphics keep up.
import { expect, test } from '@playwright/test';
import type { EngineName } from '../../src/train/engine.ts';
import { ENGINE_NAMES } from '../../src/train/engines/index.ts';
import { ENDLESS, serveSmallRun } from '../helpers/small-run.ts';
import { pixels, transport, watch } from '../helpers/visit.ts';

// In software graphics TensorFlow.js takes up to seconds a step, on the main processor all are quick.
const STEPS: Readonly<Partial<Record<EngineName, number>>> = { simd: 30, 'tfjs-webgpu': 2, 'tfjs-wasm': 30 };
/** An address may leave the library's name out. */
const SHORT: Readonly<Partial<Record<EngineName, string>>> = { 'tfjs-webgpu': 'webgpu' };

for (const engine of ENGINE_NAMES) {
  const steps = STEPS[engine] ?? 10;
  // Most other tests train on simd.
  const tag = engine === 'wgsl' ? [] : '@slow';
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
