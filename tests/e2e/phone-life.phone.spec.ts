// What happens to a phone while it trains: a slow processor, little memory, calls, other apps, saved power, a turn of the hand.
import { expect, test, type Page } from '@playwright/test';
import { inWorkers, workerOf } from '../helpers/faults.ts';
import { processesOf, resident, slowDown, stopped } from '../helpers/processes.ts';
import { ENDLESS, serveSmallRun } from '../helpers/small-run.ts';
import { awaken, drawn, pixels, transport, type Transport } from '../helpers/visit.ts';

/** Begins the longest run of the network of the chapters, on MNIST: nothing that is done here sees its end. */
async function begin(page: Page): Promise<Transport> {
  await page.goto('/training/');
  const bar = await transport(page);
  await page.locator('train-controls [name=recipe]').first().selectOption('notebook');
  await bar.button('train').tap();
  return bar;
}

/** Begins a run of a small network, which does not end. */
async function beginSmall(page: Page): Promise<Transport> {
  await serveSmallRun(page, ENDLESS);
  await page.goto('/training/');
  const bar = await transport(page);
  await bar.button('train').tap();
  return bar;
}

/** Nothing has failed or been given up, and it trains on. */
async function expectGoingOn(page: Page, bar: Transport): Promise<void> {
  const step = await bar.step();
  await expect.poll(bar.step).toBeGreaterThan(step + 2);
  expect(await bar.phase()).toBe('training');
  await expect(page.locator('train-controls [role=alert]').first()).toBeEmpty();
  expect(await bar.out('engine')).toMatch(/^simd: /);
  expect(await bar.out('engine')).not.toMatch(/lost|has not answered|ended|too often/);
}

/** The latent plane follows the run. */
async function expectMoving(page: Page): Promise<void> {
  const canvas = (await awaken(page.locator('latent-space').first())).locator('canvas.plane-marks').first();
  const before = await pixels(canvas);
  await expect.poll(async () => (await pixels(canvas)) === before).toBe(false);
}

/** Pause is heard: no step is taken after. */
async function expectPause(page: Page, bar: Transport): Promise<void> {
  await bar.button('train').tap();
  await expect.poll(bar.phase).toBe('paused');
  const step = await bar.step();
  await drawn(page);
  expect(await bar.step()).toBe(step);
}

const sideways = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);

for (const times of [4, 6])
  test(
    `a processor ${times} times slower: it trains in less than 700 MB, figures follow, Pause is heard, nothing is given up`,
    { tag: '@slow' },
    async ({ page, browser }) => {
      test.skip(process.platform === 'win32', 'Windows does not stop processes');
      const bar = await begin(page);
      const end = await slowDown(browser, times);
      try {
        await expect.poll(bar.step).toBeGreaterThan(0);
        await expectMoving(page);
        await expectGoingOn(page, bar);
        // The engines that were tried have gone: what remains is what a phone must hold beside its system and its other apps.
        const held = await resident(browser);
        console.log(`    ${held.toFixed(0)} MB`);
        expect(held).toBeLessThan(700);
        await expectPause(page, bar);
      } finally {
        await end();
      }
    },
  );

test('turned while it trains: figures take the new width and the old one again, nothing is lost, nothing runs off sideways', async ({
  page,
}) => {
  const bar = await beginSmall(page);
  await expect.poll(bar.step).toBeGreaterThan(0);
  const island = page.locator('latent-space').first();
  await island.scrollIntoViewIfNeeded();
  await expect(island.locator('canvas.plane-marks').first()).toBeVisible();
  /** How wide the figure is, its canvas in CSS pixels, and the canvas by its own dots. A new width brings a new canvas. */
  const sizes = () =>
    island.evaluate((element) => {
      const canvas = element.querySelector<HTMLCanvasElement>('canvas.plane-marks')!;
      return {
        figure: Math.round(element.querySelector('.fig-body')!.getBoundingClientRect().width),
        shown: Math.round(canvas.getBoundingClientRect().width),
        dots: Math.round(canvas.width / devicePixelRatio),
      };
    });
  const upright = await sizes();
  expect(upright.dots).toBe(upright.shown);
  await page.setViewportSize({ width: 844, height: 390 });
  await expect.poll(async () => (await sizes()).figure).toBeGreaterThan(upright.figure + 300);
  await expect.poll(async () => (({ shown, dots }) => shown === dots && shown > upright.shown)(await sizes())).toBe(true);
  expect(await sideways(page)).toBe(0);
  await expect(page.locator('run-dock').getByRole('button', { name: 'Pause' })).toBeInViewport({ ratio: 1 });
  await expectGoingOn(page, bar);
  await expectMoving(page);
  await page.setViewportSize({ width: 390, height: 844 });
  await expect.poll(sizes).toEqual(upright);
  expect(await sideways(page)).toBe(0);
  await expectGoingOn(page, bar);
  await expectPause(page, bar);
});

test('a call: frozen as soon as Train is pressed and again while it trains, it goes on from where it was', async ({ page }) => {
  const devtools = await page.context().newCDPSession(page);
  const call = async () => {
    await devtools.send('Page.setWebLifecycleState', { state: 'frozen' });
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    await devtools.send('Page.setWebLifecycleState', { state: 'active' });
  };
  const bar = await beginSmall(page);
  await call();
  await expect.poll(bar.step).toBeGreaterThan(0);
  const before = await bar.step();
  await call();
  expect(await bar.step()).toBeGreaterThanOrEqual(before);
  await expectGoingOn(page, bar);
  await expectPause(page, bar);
});

for (const when of ['while an engine is chosen', 'while it trains'] as const)
  test(
    `stopped by the system ${when}, longer than any answer is waited for: it goes on, and nothing counts as lost`,
    { tag: '@slow' },
    async ({ page, browser }) => {
      test.skip(process.platform === 'win32', 'Windows does not stop processes');
      const bar = await begin(page);
      if (when === 'while it trains') await expect.poll(bar.step).toBeGreaterThan(5);
      else await expect.poll(bar.phase).toMatch(/starting|training/);
      const goOn = stopped(await processesOf(browser, /renderer/));
      await new Promise((resolve) => setTimeout(resolve, 12_000));
      goOn();
      await expectGoingOn(page, bar);
      await expectPause(page, bar);
    },
  );

/** Timers as a browser gives them to a page that nobody looks at, or to save power: once a second; none at all once `self.timeless` is set. */
const SLOW_TIMERS = `
  for (const name of ['setTimeout', 'setInterval']) {
    const timer = self[name].bind(self);
    self[name] = (callback, wait = 0, ...rest) => (self.timeless ? 0 : timer(callback, Math.max(wait, 1_000), ...rest));
  }
`;

test('with timers and frames that come once a second it trains, waits for none of them, and Pause is heard', async ({ page }) => {
  await page.addInitScript(
    `${SLOW_TIMERS} self.requestAnimationFrame = (callback) => setTimeout(() => callback(performance.now()), 1_000);`,
  );
  await inWorkers(page, SLOW_TIMERS);
  const bar = await beginSmall(page);
  await expect.poll(bar.step).toBeGreaterThan(0);
  await workerOf(page).evaluate(() => Object.assign(self, { timeless: true }));
  // What was under way comes through; a loop that waits for a timer does not come round again.
  for (let k = 0; k < 3; k++) await expectGoingOn(page, bar);
  await expectPause(page, bar);
});
