// A monkey at the keyboard for ten minutes: whatever it does, in whatever order, nothing is thrown and the page is sane at the end.
import { expect, test, type Page } from '@playwright/test';
import { random } from '../../src/model/random.ts';
import { HOLD_DEVICE, inWorkers, noted, workerOf } from '../helpers/faults.ts';
import { serveSmallRun } from '../helpers/small-run.ts';
import { watch } from '../helpers/visit.ts';

const MINUTES = Number(process.env['MONKEY_MINUTES'] ?? 10);
const PAGES = ['/training/', '/testing/', '/generating/', '/variants/', '/lab/', '/pca/', '/digits/', '/anomalies/'];
/** Rejections that nobody handles in the worker come to the page's console. */
const TELL = `
  addEventListener('unhandledrejection', ({ reason }) => console.error('unhandled in the worker: ' + (reason?.stack ?? reason)));
  addEventListener('error', ({ message }) => console.error('thrown in the worker: ' + message));
`;

interface Monkey {
  readonly page: Page;
  /** A whole number below `n`. */
  readonly below: (n: number) => number;
}

/** One of the elements that match, if there is any to be seen. */
async function some({ page, below }: Monkey, selector: string) {
  const all = await page.locator(selector).all();
  const from = below(Math.max(1, all.length));
  for (const element of [...all.slice(from), ...all.slice(0, from)].slice(0, 12)) {
    if ((await element.isVisible()) && (await element.isEnabled())) return element;
  }
  return undefined;
}

const press = (selector: string) => async (monkey: Monkey) => {
  const found = await some(monkey, selector);
  await found?.click({ timeout: 2_000, force: true });
};

const ACTIONS: Readonly<Record<string, { readonly weight: number; readonly act: (monkey: Monkey) => Promise<unknown> }>> = {
  train: { weight: 8, act: press('train-controls button[name=train]') },
  step: { weight: 2, act: press('train-controls button[name=step]') },
  reset: { weight: 2, act: press('train-controls button[name=reset]') },
  settings: { weight: 2, act: press('train-controls button[name=settings]') },
  seed: { weight: 1, act: press('train-controls button[name=seed]') },
  lower: { weight: 1, act: press('train-controls button[name=lower], train-controls button[name=undo]') },
  retry: { weight: 3, act: press('train-controls button[name=retry]') },
  forget: { weight: 1, act: press('button[name=forget]') },
  button: { weight: 6, act: press('main button:not([name=files]):not([name=weights]):not([name=program])') },
  choice: {
    weight: 4,
    act: async (monkey) => {
      const select = await some(monkey, 'main select');
      const options = (await select?.locator('option:not([hidden]):not([disabled])').all()) ?? [];
      const option = options[monkey.below(Math.max(1, options.length))];
      if (option) await select!.selectOption((await option.getAttribute('value')) ?? '', { timeout: 2_000 });
    },
  },
  scrub: {
    weight: 5,
    act: async (monkey) => {
      const slider = await some(monkey, 'main input[type=range]');
      await slider?.focus({ timeout: 2_000 });
      for (let k = monkey.below(6); k >= 0; k--) await monkey.page.keyboard.press(monkey.below(2) ? 'ArrowLeft' : 'ArrowRight');
    },
  },
  knob: {
    weight: 3,
    act: async (monkey) => {
      const box = await some(monkey, 'main input[type=number]');
      await box?.fill(['0', '-1', '1e9', '0.001', '2', '64', '1e-7'][monkey.below(7)]!, { timeout: 2_000 });
    },
  },
  tick: { weight: 2, act: press('main input[type=checkbox], main input[type=radio]') },
  pointer: {
    weight: 5,
    act: async ({ page, below }) => {
      await page.mouse.move(below(1280), below(900));
      if (below(2)) await page.mouse.down();
      await page.mouse.move(below(1280), below(900), { steps: 5 });
      await page.mouse.up();
    },
  },
  keys: {
    weight: 4,
    act: async ({ page, below }) => {
      const keys = ['Tab', 'Enter', ' ', 'Escape', 'ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'Home', 'End'];
      for (let k = 0; k < 6; k++) await page.keyboard.press(keys[below(keys.length)]!);
    },
  },
  scroll: { weight: 6, act: ({ page, below }) => page.mouse.wheel(0, below(2_400) - 1_000) },
  navigate: {
    weight: 2,
    act: ({ page, below }) =>
      page.goto(`${PAGES[below(PAGES.length)]!}${['', '', '?engine=wgsl', '?engine=simd&encoder=32&steps=200'][below(4)]!}`),
  },
  back: { weight: 1, act: ({ page }) => page.goBack({ timeout: 10_000 }) },
  reload: { weight: 1, act: ({ page }) => page.reload() },
  hide: {
    weight: 1,
    act: async ({ page }) => {
      const devtools = await page.context().newCDPSession(page);
      await devtools.send('Page.setWebLifecycleState', { state: 'frozen' });
      await new Promise((resolve) => setTimeout(resolve, 500));
      await devtools.send('Page.setWebLifecycleState', { state: 'active' });
      await devtools.detach();
    },
  },
  loseDevice: {
    weight: 1,
    act: ({ page }) => workerOf(page)?.evaluate(() => (self as unknown as { held?: GPUDevice }).held?.destroy()) ?? Promise.resolve(),
  },
  killWorker: {
    weight: 1,
    act: ({ page, below }) => (below(4) ? Promise.resolve() : workerOf(page)?.evaluate(() => self.close())) ?? Promise.resolve(),
  },
  theme: { weight: 1, act: press('[data-theme-button]') },
  wait: { weight: 3, act: ({ page, below }) => page.waitForTimeout(below(1_500)) },
};

for (const seed of [1, 2, 3]) {
  test(`seed ${seed}: ${MINUTES} minutes of random actions throw nothing and leave a page that trains`, async ({ page }) => {
    test.setTimeout((MINUTES + 3) * 60_000);
    const watched = watch(page);
    page.on('dialog', (dialog) => void dialog.dismiss());
    await inWorkers(page, HOLD_DEVICE + TELL);
    await serveSmallRun(page);
    await page.goto('/training/?engine=wgsl');
    const source = random(seed, 'monkey');
    const monkey: Monkey = { page, below: (n) => Math.floor(source.uniform() * n) };
    const bag = Object.entries(ACTIONS).flatMap(([name, { weight, act }]) => Array.from({ length: weight }, () => ({ name, act })));
    const counts = new Map<string, number>();
    const ends = performance.now() + MINUTES * 60_000;
    while (performance.now() < ends) {
      const { name, act } = bag[monkey.below(bag.length)]!;
      counts.set(name, (counts.get(name) ?? 0) + 1);
      // What the monkey reaches for may be gone before it gets there.
      await act(monkey).catch(() => {});
      const thrown = watched.errors.filter((error) => !/favicon/.test(error));
      expect(thrown, `after ${name}, action ${[...counts.values()].reduce((a, b) => a + b, 0)}`).toEqual([]);
    }
    // Sane: one worker, a step within the run, and Train trains.
    await page.goto('/training/?engine=simd');
    const controls = page.locator('train-controls').first();
    await controls.scrollIntoViewIfNeeded();
    await expect(controls.getByRole('status')).toHaveText(/^(You are watching a recording|Paused|Done|A new run)/, { timeout: 20_000 });
    const step = async () => Number((await controls.locator('[data-out=step]').textContent())!.split(' of ')[0]!.replaceAll(',', ''));
    await controls.locator('button[name=reset]').click();
    await expect.poll(step, { timeout: 20_000 }).toBe(0);
    await controls.locator('button[name=train]').click();
    await expect.poll(step, { timeout: 60_000 }).toBeGreaterThan(0);
    expect(page.workers().filter((each) => /\/worker-/.test(each.url()))).toHaveLength(1);
    expect(watched.errors).toEqual([]);
    const total = [...counts.values()].reduce((a, b) => a + b, 0);
    noted(`a monkey, seed ${seed}, ${MINUTES} minutes`, `${total} actions, nothing thrown, trains at the end`, MINUTES * 60);
  });
}
