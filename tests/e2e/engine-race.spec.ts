// The race of the engines: each gets its time or its reason, the fastest right one is named, and the reader trains on whichever they like.
import { expect, test, type Page } from '@playwright/test';
import { violations } from '../helpers/axe.ts';
import { inWorkers, serveChanged } from '../helpers/faults.ts';
import { ENDLESS, serveSmallRun } from '../helpers/small-run.ts';
import { drawn, restingBox, transport, watch } from '../helpers/visit.ts';

/** A worker without graphics: what is left to race takes seconds. */
const NO_GRAPHICS = `Object.defineProperty(navigator, 'gpu', { value: undefined }); OffscreenCanvas.prototype.getContext = () => null;`;

/** The race of the chapter on training, in view and awake; its run is small, but what is timed is the notebook's. */
async function raceOf(page: Page, address = '/training/') {
  await serveSmallRun(page, ENDLESS);
  await page.goto(address);
  const island = page.locator('engine-race');
  await island.scrollIntoViewIfNeeded();
  await expect(island).toHaveAttribute('data-awake', '');
  const row = (name: string) => island.locator('li.race-row').filter({ has: page.getByText(name, { exact: true }) });
  return {
    island,
    row,
    says: island.locator('[data-says]'),
    button: island.locator('button[name=race]'),
    /** Names of the rows that `selector` finds. */
    names: (selector: string) => island.locator(selector).locator('.race-name b').allTextContents(),
    /** Milliseconds by which each row's step was timed. */
    times: async () => (await island.locator('li.right .race-time').allTextContents()).map((text) => Number(text.replace(/[, ms]/g, ''))),
    train: (name: string) => row(name).getByRole('button', { name: 'Train on this' }),
    /** Waits for the end of the race. */
    ended: () => expect(island.locator('button[name=race]')).toHaveText('Race the engines'),
  };
}

const threadsOf = (page: Page) => page.evaluate(() => navigator.hardwareConcurrency);
/** What trains: the row of the machine panel that is chosen. */
const chosen = (page: Page) => page.locator('train-controls .machine tr.chosen th').first();

test('each engine gets its time or its reason; the fastest that is right is named; the copied line has them all', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const { errors } = watch(page);
  await inWorkers(page, NO_GRAPHICS);
  const { island, row, says, button, names, times, ended } = await raceOf(page);
  const { height } = await restingBox(island);
  await button.click();
  await expect(says).toHaveText(/Measuring simd, 1 of 9/);
  await ended();
  expect((await island.boundingBox())!.height).toBeCloseTo(height, 0);

  const machine = await threadsOf(page);
  const threads = [1, 2, 4, 8].filter((count) => count <= machine);
  const simd = threads.map((count) => (count > 1 ? `simd ×${count}` : 'simd'));
  expect(await names('li.right')).toEqual([...simd, 'tfjs-wasm', 'tfjs-cpu']);
  expect((await times()).every((time) => time > 0)).toBe(true);
  for (const name of [...simd, 'tfjs-wasm', 'tfjs-cpu']) {
    await expect(row(name).locator('.race-bar .bar')).toHaveCount(1);
    await expect(row(name).locator('.race-total')).toHaveText(/\d (s|min)/);
  }
  for (const name of ['wgsl', 'tfjs-webgpu']) await expect(row(name)).toHaveText(/not here: .*this browser has no WebGPU/);
  await expect(row('tfjs-webgl')).toHaveText(/not here: /);
  await expect(island.locator('li.waiting, li.running, li.wrong')).toHaveCount(0);

  const all = await times();
  const fastest = (await names('li.right'))[all.indexOf(Math.min(...all))]!;
  expect(await names('li.fastest')).toEqual([fastest]);
  await expect(says).toContainText(`${fastest.replace(/ ×(\d)/, ' on $1 threads')} is the fastest of those that are right`);
  // TensorFlow.js on plain JavaScript is ours' slowest rival by an order of magnitude on any machine.
  expect(Math.max(...all) / Math.min(...all)).toBeGreaterThan(5);

  await island.getByRole('button', { name: 'Copy as text' }).click();
  await expect(says).toHaveText('Copied one line of text.');
  const line = await page.evaluate(() => navigator.clipboard.readText());
  expect(line).not.toContain('\n');
  expect(line).toContain(await page.evaluate(() => navigator.userAgent));
  for (const name of await names('li.race-row')) expect(line).toContain(`${name} `);
  expect(errors).toEqual([]);

  for (const media of [{ colorScheme: 'light' }, { colorScheme: 'dark' }, { forcedColors: 'active' }] as const) {
    await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none', reducedMotion: 'reduce', ...media });
    await drawn(page);
    expect.soft(await violations(page, 'engine-race'), JSON.stringify(media)).toEqual([]);
  }
});

test('with the keyboard alone: an engine is chosen and trains next, then another in its place, then the page chooses again', async ({
  page,
}) => {
  await inWorkers(page, NO_GRAPHICS);
  const { button, says, train, ended, row } = await raceOf(page);
  test.skip((await threadsOf(page)) < 2, 'one thread is all there is');
  await button.focus();
  await page.keyboard.press('Enter');
  await expect(row('simd ×2')).toHaveClass(/right/);
  // The race goes on with others: what is chosen now ends it.
  await train('simd').focus();
  await page.keyboard.press('Enter');
  await expect(train('simd')).toHaveAttribute('aria-pressed', 'true');
  await ended();
  await expect(says).toContainText('The run goes to simd');
  expect(new URL(page.url()).search).toBe('?engine=simd&threads=1');
  await expect(chosen(page)).toHaveText('simd');
  const bar = page.locator('train-controls .transport').first();
  await expect(bar).toHaveAttribute('data-phase', 'training');

  // While it trains.
  await train('simd ×2').focus();
  await page.keyboard.press('Space');
  await expect(chosen(page)).toHaveText('simd ×2');
  expect(new URL(page.url()).search).toBe('?engine=simd&threads=2');
  await expect(train('simd')).toHaveAttribute('aria-pressed', 'false');
  await expect(bar).toHaveAttribute('data-phase', 'training');

  await page.keyboard.press('Space');
  await expect(train('simd ×2')).toHaveAttribute('aria-pressed', 'false');
  expect(new URL(page.url()).search).toBe('');
});

test('a race pauses a run that trains; Train ends the race; Stop ends it, and another begins anew', async ({ page }) => {
  await inWorkers(page, NO_GRAPHICS);
  const { island, button, says, ended, row } = await raceOf(page, '/training/?engine=simd');
  const bar = await transport(page);
  await bar.button('train').click();
  await expect.poll(bar.step).toBeGreaterThan(0);
  await button.click();
  await expect(row('simd')).toHaveClass(/right/);
  expect(await bar.phase()).toBe('paused');

  await bar.button('train').click();
  await ended();
  await expect(says).toHaveText('The race ended, for a network trains.');
  await expect(island.locator('li.running')).toHaveCount(0);
  const step = await bar.step();
  await expect.poll(bar.step).toBeGreaterThan(step);

  await button.click();
  await expect(row('tfjs-wasm')).toHaveClass(/running/);
  await button.click();
  await ended();
  await expect(says).toHaveText('The race was stopped; what was measured stays.');
  await expect(row('simd').locator('.race-time')).toHaveText(/\d ms/);
  await expect(row('tfjs-cpu').locator('.race-time')).toBeEmpty();
  // Nothing of what was stopped holds the worker up.
  await button.click();
  await expect(row('tfjs-wasm')).toHaveClass(/running/);
  await button.click();
  await ended();
});

test(
  'an engine that computes wrongly is told as wrong, with what is wrong, and cannot be trained on',
  { tag: '@slow' },
  async ({ page }) => {
    // The coefficient of x^3 in tanh: -1/3 becomes -0.1.
    const [right, wrong] = [Buffer.alloc(4), Buffer.alloc(4)];
    right.writeFloatLE(-3.33332819422e-1);
    wrong.writeFloatLE(-0.1);
    await serveChanged(page, /\/(relaxed|plain)(-shared)?-[^/]*\.wasm$/, (bytes) => {
      const copy = Buffer.from(bytes);
      for (let at = copy.indexOf(right); at >= 0; at = copy.indexOf(right, at + 4)) wrong.copy(copy, at);
      return { body: copy };
    });
    await inWorkers(page, NO_GRAPHICS);
    const { button, says, row, train, names, ended } = await raceOf(page);
    await button.click();
    await ended();
    await expect(row('simd')).toHaveText(/wrong: /);
    await expect(row('simd').locator('.race-time')).toBeEmpty();
    await expect(train('simd')).toBeHidden();
    expect(await names('li.fastest')).toEqual(['tfjs-wasm']);
    await expect(says).toContainText('computed wrongly');
  },
);

test(
  'graphics in software are raced, too, and told as such; afterwards the page still trains on its own',
  { tag: '@slow' },
  async ({ page }) => {
    const { button, row, names, ended } = await raceOf(page);
    await button.click();
    await ended();
    for (const name of await names('li.race-row')) await expect(row(name)).toHaveClass(/right|unavailable/);
    const webgpu = row('wgsl');
    test.skip(/unavailable/.test((await webgpu.getAttribute('class'))!), 'no WebGPU here');
    for (const name of ['wgsl', 'tfjs-webgpu']) await expect(row(name)).toContainText('in software');
    const bar = await transport(page);
    await bar.button('train').click();
    await expect.poll(() => bar.out('engine')).toMatch(/^simd: /);
    await expect.poll(bar.step).toBeGreaterThan(0);
  },
);
