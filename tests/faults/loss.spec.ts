// What is lost while a network trains: the device, the graphics process, the worker, an answer. Training goes on from a state of seconds ago.
import { expect, test, type Page } from '@playwright/test';
import { goesOn, HOLD_DEVICE, inWorkers, keptStep, noted, workerOf } from '../helpers/faults.ts';
import { ENDLESS, serveSmallRun } from '../helpers/small-run.ts';
import { expectWithin } from '../helpers/timing.ts';
import { transport, watch } from '../helpers/visit.ts';

/** Until the page has been given a state to go on from that is not the start. */
const untilKept = (page: Page) => expect.poll(() => keptStep(page)).toBeGreaterThan(0);

/** Trains on `engine` until a state has been kept, and watches every step the reader is shown. */
async function training(page: Page, engine: string) {
  const watched = watch(page);
  await serveSmallRun(page, ENDLESS);
  await page.goto(`/training/?engine=${engine}`);
  const bar = await transport(page);
  await bar.button('train').click();
  await expect.poll(() => bar.out('engine')).toMatch(new RegExp(`^${engine}:`));
  await untilKept(page);
  return { watched, bar };
}

/** The steps shown since: they may go back once, by what was trained in 5 seconds at most, and never forward by leaps. */
async function stepsShown(page: Page): Promise<() => Promise<number[]>> {
  await page.evaluate(() => {
    const out = document.querySelector('train-controls [data-out=step]')!;
    const seen: number[] = [];
    const note = () => seen.push(Number(out.textContent!.split(' of ')[0]!.replaceAll(',', '')));
    new MutationObserver(note).observe(out, { childList: true, characterData: true, subtree: true });
    note();
    Object.assign(window, { seen });
  });
  return () => page.evaluate(() => (window as unknown as { seen: number[] }).seen);
}

test('the device is destroyed: the same engine goes on within 2 seconds', { tag: ['@timing', '@slow'] }, async ({ page }) => {
  await inWorkers(page, HOLD_DEVICE);
  const { watched, bar } = await training(page, 'wgsl');
  const seen = await stepsShown(page);
  const at = await bar.step();
  const from = performance.now();
  await workerOf(page).evaluate(() => (self as unknown as { broken(): void }).broken());
  await expect.poll(() => bar.out('engine'), { intervals: [50] }).toMatch(/graphics processor .*Training went on from step/);
  await expect(page.locator('run-dock [data-strip=test]')).toContainText('Training went on from step');
  const seconds = await goesOn(bar, 0, from);
  const steps = await seen();
  expect(await bar.out('engine')).toMatch(/^wgsl: /);
  const back = Math.min(...steps.slice(1).map((step, k) => step - steps[k]!));
  noted('the graphics device is destroyed', `${await bar.out('engine')}; ${Math.max(0, -back)} steps of ${at} again`, seconds);
  await expectWithin(seconds, 2);
  expect(watched.errors).toEqual([]);
});

test(
  'lost a second time: the next engine goes on within 5 seconds, and graphics are left alone',
  { tag: ['@timing', '@slow'] },
  async ({ page }) => {
    await inWorkers(page, HOLD_DEVICE);
    const { watched, bar } = await training(page, 'wgsl');
    const lose = () => workerOf(page).evaluate(() => (self as unknown as { broken(): void }).broken());
    await lose();
    await expect.poll(() => bar.out('engine')).toMatch(/Training went on/);
    await goesOn(bar, 0, performance.now());
    await page.waitForTimeout(500);
    const from = performance.now();
    await lose();
    await expect.poll(() => bar.out('engine'), { intervals: [50] }).toMatch(/^simd: /);
    const seconds = await goesOn(bar, 0, from);
    noted('the device is destroyed again', await bar.out('engine'), seconds);
    await expectWithin(seconds, 5);
    await expect.poll(() => bar.out('engine')).toContain('graphics failed too often in the last ten minutes');
    expect(watched.errors).toEqual([]);
  },
);

test('the device is lost twenty times: training goes on each time', { tag: '@slow' }, async ({ page }) => {
  await inWorkers(page, HOLD_DEVICE);
  const { watched, bar } = await training(page, 'wgsl');
  for (let k = 0; k < 20; k++) {
    const step = await bar.step();
    await workerOf(page).evaluate(() => (self as unknown as { broken(): void }).broken());
    await expect.poll(async () => (await bar.phase()) === 'training' && (await bar.step()) > step).toBe(true);
  }
  noted('the device is lost 20 times', await bar.out('engine'), 0);
  expect(watched.errors).toEqual([]);
});

test('the graphics process crashes: an engine goes on within 5 seconds', { tag: ['@timing', '@slow'] }, async ({ page, browser }) => {
  const { bar } = await training(page, 'wgsl');
  const devtools = await browser.newBrowserCDPSession();
  const from = performance.now();
  await devtools.send('Browser.crashGpuProcess').catch(() => {});
  await expect.poll(() => bar.out('engine'), { intervals: [50] }).toMatch(/Training went on/);
  const seconds = await goesOn(bar, 0, from);
  noted("the browser's graphics process crashes", await bar.out('engine'), seconds);
  await expectWithin(seconds, 5);
});

test('the worker is killed: another goes on within 5 seconds, with the same cost curve', { tag: '@timing' }, async ({ page }) => {
  await page.goto('/training/?engine=simd');
  const bar = await transport(page);
  await bar.button('train').click();
  await untilKept(page);
  const seen = await stepsShown(page);
  const at = await bar.step();
  const from = performance.now();
  await workerOf(page).evaluate(() => self.close());
  await expect.poll(() => bar.out('engine'), { intervals: [50] }).toMatch(/Training went on from step/);
  const kept = Number(/went on from step (\d+)/.exec(await bar.out('engine'))![1]);
  const seconds = await goesOn(bar, kept, from);
  expect(kept).toBeGreaterThan(0);
  expect(Math.max(...(await seen()))).toBeLessThan(at + 100);
  noted('the worker is killed, the full network in training', `${await bar.out('engine')}; it had come to step ${at}`, seconds);
  await expectWithin(seconds, 5);
});

test('a worker killed while nothing trains: the next press finds out, and trains', { tag: '@slow' }, async ({ page }) => {
  await serveSmallRun(page, ENDLESS);
  await page.goto('/training/?engine=simd');
  const bar = await transport(page);
  await bar.takeStep();
  await workerOf(page).evaluate(() => self.close());
  await page.waitForTimeout(500);
  const from = performance.now();
  await bar.button('step').click();
  await expect.poll(bar.step, { intervals: [50] }).toBe(2);
  noted('the worker is killed while nothing trains', `step 2 after ${await bar.out('engine')}`, (performance.now() - from) / 1_000);
});

test('an answer that never comes: noticed, and training goes on', { tag: ['@timing', '@slow'] }, async ({ page }) => {
  const { bar } = await training(page, 'wgsl');
  const from = performance.now();
  await workerOf(page).evaluate(() => {
    const { mapAsync } = GPUBuffer.prototype;
    GPUBuffer.prototype.mapAsync = () => new Promise(() => {});
    // The next device works again.
    const request = GPUAdapter.prototype.requestDevice;
    GPUAdapter.prototype.requestDevice = function (...rest) {
      GPUBuffer.prototype.mapAsync = mapAsync;
      return request.apply(this, rest);
    };
  });
  await expect.poll(() => bar.out('engine')).toMatch(/has not answered for \d+ seconds.* Training went on/);
  const noticed = (performance.now() - from) / 1_000;
  const seconds = await goesOn(bar, 0, from);
  noted('a readback that never ends', `${await bar.out('engine')} (noticed after ${noticed.toFixed(1)} s)`, seconds);
  await expectWithin(seconds, 10);
});
