// A slow machine is not a broken one: at a twentieth of its speed, from the start or from one moment to the next, nothing that computes is given up.
import { expect, test, type Page } from '@playwright/test';
import { noted } from '../helpers/faults.ts';
import { ENDLESS, serveSmallRun } from '../helpers/small-run.ts';
import { slowDown } from '../helpers/processes.ts';
import { awaken, barOf, transport, watch, type Transport } from '../helpers/visit.ts';

const TIMES = 20;

test.skip(process.platform === 'win32', 'processes cannot be stopped there');

/** What the page says of its run, each sentence once. */
async function sentences(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const said = new Set<string>();
    const note = () => {
      for (const what of ['[role=status]', '[role=alert]', '.loading > span', '[data-out=engine]'])
        said.add(document.querySelector(`train-controls ${what}`)!.textContent!.trim());
    };
    new MutationObserver(note).observe(document.querySelector('train-controls')!, { childList: true, characterData: true, subtree: true });
    Object.assign(window, { said });
  });
  return () => page.evaluate(() => [...(window as unknown as { said: Set<string> }).said]);
}

/** Nothing was given up, lost or begun again. */
const FAILURE = /has not answered|has stopped|stopped\.|Training went on|No engine|could not/;

/** Slow, it goes on from where it is by so many steps. */
async function goesOnSlowly(page: Page, bar: Transport, steps: number, slow: () => Promise<() => Promise<void>>): Promise<void> {
  const said = await sentences(page);
  const step = await bar.step();
  const from = performance.now();
  const stop = await slow();
  try {
    await expect.poll(bar.step, { intervals: [1_000] }).toBeGreaterThan(step + steps);
  } finally {
    await stop();
  }
  expect((await said()).filter((sentence) => FAILURE.test(sentence))).toEqual([]);
  noted(`${TIMES} times slower in training`, `${await bar.out('engine')}; ${steps} steps`, (performance.now() - from) / 1_000);
}

test('slow from the start: the page says what it waits for, and trains', { tag: '@slow' }, async ({ page, browser }) => {
  const { errors } = watch(page);
  await serveSmallRun(page, ENDLESS);
  await page.goto('/training/');
  const bar = await transport(page);
  const said = await sentences(page);
  const from = performance.now();
  const stop = await slowDown(browser, TIMES);
  try {
    await bar.button('train').click();
    await expect.poll(bar.step, { intervals: [1_000] }).toBeGreaterThan(0);
    const seconds = (performance.now() - from) / 1_000;
    noted(`${TIMES} times slower from the start`, `the first step after: ${(await said()).join(' / ')}`, seconds);
    await expect.poll(bar.step, { intervals: [1_000] }).toBeGreaterThan(100);
  } finally {
    await stop();
  }
  const all = await said();
  expect(all.filter((sentence) => FAILURE.test(sentence))).toEqual([]);
  expect(all.some((sentence) => sentence.startsWith('Getting ready'))).toBe(true);
  expect(errors).toEqual([]);
});

for (const engine of ['simd', 'wgsl'])
  test(`${engine}, slow from one moment to the next: it trains on`, { tag: '@slow' }, async ({ page, browser }) => {
    await serveSmallRun(page, ENDLESS);
    await page.goto(`/training/?engine=${engine}`);
    const bar = await transport(page);
    await bar.button('train').click();
    await expect.poll(bar.step).toBeGreaterThan(60);
    // Past two test costs.
    await goesOnSlowly(page, bar, 100, () => slowDown(browser, TIMES));
  });

test(
  'batches of one digit on software graphics, all ten digits to test on: slow, but it trains',
  { tag: '@slow' },
  async ({ page, browser }) => {
    await page.goto('/lab/?engine=wgsl&batch=1&data=pen&digits=0123456789');
    await awaken(page.locator('train-controls').first());
    const bar = barOf(page);
    // Train begins the run of the address.
    await expect(page.getByRole('button', { name: 'Start the run of this link' })).toBeEnabled();
    const said = await sentences(page);
    await bar.button('train').click();
    await expect.poll(bar.step).toBeGreaterThan(2);
    await goesOnSlowly(page, bar, 10, () => slowDown(browser, 4));
    expect((await said()).filter((sentence) => FAILURE.test(sentence))).toEqual([]);
    expect(await bar.out('engine')).toMatch(/^wgsl: /);
  },
);
