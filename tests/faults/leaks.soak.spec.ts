// After thousands of steps and interactions the page holds as much as before.
import { expect, test, type CDPSession } from '@playwright/test';
import { inWorkers, noted, workerOf } from '../helpers/faults.ts';
import { resident } from '../helpers/processes.ts';
import { serveSmallRun } from '../helpers/small-run.ts';
import { transport } from '../helpers/visit.ts';

/** Counts the bytes of graphics buffers that live. */
const COUNT_BUFFERS = `
  self.gpuBytes = 0;
  if (self.GPUDevice) {
    const create = GPUDevice.prototype.createBuffer;
    GPUDevice.prototype.createBuffer = function (about) { self.gpuBytes += about.size; return create.call(this, about); };
    const destroy = GPUBuffer.prototype.destroy;
    GPUBuffer.prototype.destroy = function () { self.gpuBytes -= this.size; return destroy.call(this); };
  }
`;

async function held(devtools: CDPSession) {
  for (let k = 0; k < 3; k++) await devtools.send('HeapProfiler.collectGarbage');
  const { usedSize } = await devtools.send('Runtime.getHeapUsage');
  const { nodes, jsEventListeners } = await devtools.send('Memory.getDOMCounters');
  return { heap: usedSize / 1e6, nodes, listeners: jsEventListeners };
}

for (const engine of ['simd', 'wgsl'] as const) {
  test(`${engine}: 2,000 steps and 1,000 interactions leave heap, nodes, listeners and graphics memory flat`, async ({ page, browser }) => {
    test.setTimeout(30 * 60_000);
    await inWorkers(page, COUNT_BUFFERS);
    await serveSmallRun(page);
    await page.goto(`/training/?engine=${engine}`);
    const devtools = await page.context().newCDPSession(page);
    const bar = await transport(page);
    const interact = async (times: number) => {
      const box = (await page.locator('latent-space .fig-body').first().boundingBox()) ?? { x: 400, y: 300, width: 400, height: 400 };
      for (let k = 0; k < times; k++) {
        if (k % 3 === 2) await page.keyboard.press(k % 2 ? 'ArrowLeft' : 'ArrowRight');
        else await page.mouse.move(box.x + ((k * 37) % Math.max(10, box.width)), box.y + ((k * 53) % Math.max(10, box.height)));
      }
    };
    await bar.button('train').click();
    await expect.poll(bar.step, { timeout: 120_000 }).toBeGreaterThan(100);
    await page.locator('latent-space').first().scrollIntoViewIfNeeded();
    await interact(150);
    await page.waitForTimeout(1_000);
    const from = await bar.step();
    const before = await held(devtools);
    const residentBefore = await resident(browser);
    const gpuBefore = await workerOf(page).evaluate(() => (self as unknown as { gpuBytes: number }).gpuBytes);
    await interact(1_000);
    // The run ends by itself after 2,000 steps: others take its place until as many have been counted.
    const end = () => expect.poll(bar.phase, { timeout: 20 * 60_000, intervals: [500] }).toBe('done');
    await end();
    let steps = (await bar.step()) - from;
    while (steps < 2_000) {
      await bar.button('seed').click();
      await expect.poll(bar.step).toBe(0);
      await bar.button('train').click();
      await end();
      steps += await bar.step();
    }
    const after = await held(devtools);
    const grown = ((await resident(browser)) - residentBefore) * (1_000 / steps);
    const gpuAfter = await workerOf(page).evaluate(() => (self as unknown as { gpuBytes: number }).gpuBytes);
    const heap = ((after.heap - before.heap) * 1_000) / steps;
    noted(
      `${engine}: ${steps} steps and 1,000 interactions`,
      `heap ${heap.toFixed(2)} MB and processes ${grown.toFixed(1)} MB a thousand steps, nodes ${after.nodes - before.nodes}, listeners ${after.listeners - before.listeners}, graphics ${((gpuAfter - gpuBefore) / 1e6).toFixed(2)} MB`,
      0,
    );
    expect(heap).toBeLessThan(1);
    expect(grown).toBeLessThan(10);
    expect(after.nodes - before.nodes).toBeLessThan(300);
    expect(after.listeners - before.listeners).toBeLessThan(50);
    expect(gpuAfter).toBeLessThanOrEqual(1.01 * gpuBefore);
  });
}
