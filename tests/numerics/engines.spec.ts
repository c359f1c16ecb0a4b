// Every engine against the float64 oracle, in a real browser.
import { expect, test, type Page } from '@playwright/test';
import type { EngineName } from '../../src/train/engine.ts';
import { ENGINE_NAMES, ENGINES } from '../../src/train/engines/index.ts';
import { CASES, expectAgreement, expectDraws, expectHandOver, frees, type Ask } from './agreement.ts';
import type { CaseName, Command, Economy, Loss, Soak, Started } from './protocol.ts';

/** These need nothing that a browser may lack. */
const ALWAYS = ENGINE_NAMES.filter((name) => !ENGINES[name].graphics);
/** As wide as the notebook's. TensorFlow.js would take minutes on software WebGPU. */
const WIDE = ENGINE_NAMES.filter((name) => ENGINES[name].ours);
/** TensorFlow.js elsewhere runs the same code, and takes too long for two thousand steps: its tensors are counted over a hundred. */
const SOAKED: readonly EngineName[] = [...WIDE, 'tfjs-wasm'];

/** TensorFlow.js compiles a shader for every product, which takes software graphics seconds: one network stands for all in `npm test`. */
const COMPILES = ENGINE_NAMES.filter((name) => ENGINES[name].graphics && !ENGINES[name].ours);
const isSlow = (engine: EngineName, name: CaseName) => name === 'wide' || (COMPILES.includes(engine) && name !== 'variational');

const askOf =
  (page: Page): Ask =>
  <Answer>(command: Command) =>
    page.evaluate((each) => (globalThis as unknown as { ask(command: Command): Promise<unknown> }).ask(each), command) as Promise<Answer>;

for (const engine of ENGINE_NAMES) {
  test.describe(engine, () => {
    let page: Page;
    let ask: Ask;
    let started: Started;

    test.beforeAll(async ({ browser }) => {
      page = await browser.newPage();
      await page.goto('/');
      ask = askOf(page);
      started = await ask<Started>({ start: engine });
    });
    test.afterAll(() => page.close());

    test('starts', () => {
      test.skip(!started.started && !ALWAYS.includes(engine), started.reason);
      expect(started).toEqual({ started: true, reason: '' });
    });

    for (const name of [...CASES, ...(WIDE.includes(engine) ? ['wide' as const] : [])]) {
      test(`agrees with the oracle on the ${name} network`, { tag: isSlow(engine, name) ? '@slow' : [] }, async () => {
        test.skip(!started.started, started.reason);
        await expectAgreement(ask, engine, name);
      });
    }

    if (engine !== 'simd') {
      test('takes over a run from simd and hands it back', { tag: COMPILES.includes(engine) ? '@slow' : [] }, async () => {
        test.skip(!started.started, started.reason);
        await expectHandOver(ask, 'variational', engine);
      });
    }

    if (SOAKED.includes(engine)) {
      test('holds as much after 2,000 steps as after 50', { tag: '@slow' }, async () => {
        test.skip(!started.started, started.reason);
        const { early, late } = await ask<Soak>({ soak: 2_000 });
        if (frees(engine)) expect(early).toBeGreaterThan(0);
        expect(late).toBe(early);
      });
    }

    if (engine === 'wgsl') {
      test('draws on its device the batches that every engine draws', async () => {
        test.skip(!started.started, started.reason);
        await expectDraws(ask);
      });

      test('asks little of WebGPU, and computes the same every time', { tag: '@slow' }, async () => {
        test.skip(!started.started, started.reason);
        const { steps, milliseconds, together, repeated, order } = await ask<Economy>({ economy: true });
        console.log(`    ${JSON.stringify({ steps, milliseconds, together, repeated, order })}`);
        // 19 a step, 1 for the batches of a submission, 1 for the cost, 8 for the images to score.
        expect(steps.dispatches).toBeLessThanOrEqual(100 * 19 + steps.submits + 1 + 8);
        expect(steps.createdBuffers).toBe(0);
        // Nothing goes up for a single step: the records of all steps of a submission go together.
        expect(steps.uploads).toBeLessThanOrEqual(steps.submits);
        // A submission holds what takes 50 ms, and at least one step: 22 of them on two idle cores. 10 are for steps that come in bursts.
        expect(steps.submits).toBeLessThanOrEqual(10 + milliseconds / 25);
        expect(steps.readbacks).toBe(1);
        expect(together.readbacks).toBe(1);
        expect(repeated).toBeLessThan(1e-6);
        expect(order).toBeLessThan(1e-6);
      });

      // Last: the engines before it lose their device.
      test('says so when its device is lost, and starts again on a new one', async () => {
        test.skip(!started.started, started.reason);
        const { pending, later, next } = await ask<Loss>({ lose: true });
        for (const message of [...pending, later]) expect(message).toContain('The graphics processor was lost');
        expect(next).toBeGreaterThan(0);
      });
    }
  });
}

// What software graphics would not choose, and graphics processors do.
for (const kernel of ['tiles-32', 'tiles-64']) {
  test(`wgsl in ${kernel} agrees with the oracle`, { tag: '@slow' }, async ({ page }) => {
    await page.goto('/');
    const ask = askOf(page);
    const started = await ask<Started>({ start: 'wgsl', kernel });
    test.skip(!started.started, started.reason);
    await expectAgreement(ask, 'wgsl', 'tile edges', kernel);
  });
}

test('simd on two threads, by messages, agrees with the oracle and takes over a run from one', async ({ page }) => {
  await page.goto('/');
  const ask = askOf(page);
  expect(await ask<Started>({ start: 'simd', threads: 2 })).toEqual({ started: true, reason: '' });
  const { held } = await expectAgreement(ask, 'simd', 'notebook-like', 'simd, 2 threads');
  expect(held[1]).toBeGreaterThan(held[0]);
  await expectHandOver(ask, 'variational', 'simd, 2 threads');
});
