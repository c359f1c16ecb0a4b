// The built site in Firefox and in WebKit, Safari's engine: one list of claims for both.
import { expect } from '@playwright/test';
import { HEAD_STEPS } from '../../src/model/batches.ts';
import { keptStepHere } from '../helpers/faults.ts';
import { PAGES } from '../helpers/visit.ts';
import type { Browser } from '../../src/cli/drive/browser.ts';
import { awakenAll, awakenFirst, openRun, openSite, stateOf, train, wrongs } from './site.ts';
import { test } from './test.ts';

/** They hold every figure of the chapters once more. */
const AGAIN = ['/gallery/', '/lab/'];

for (const path of PAGES) {
  const tag = AGAIN.includes(path) ? '@slow' : [];
  test(`${path} loads without an error, and every figure comes alive`, { tag }, async ({ driven }) => {
    await using site = await openSite();
    await driven.goto(new URL(path, site.address).href);
    expect((await awakenAll(driven)).length).toBeGreaterThan(0);
    expect(await wrongs(driven)).toEqual([]);
  });
}

/** Scrolls the first element for `selector` into view; gives what its canvases and curves show. */
const look = (browser: Browser, selector: string) =>
  browser.run<string>(
    `const figure = document.querySelector(args[0]);
     figure.scrollIntoView({ block: 'center', behavior: 'instant' });
     return [...figure.querySelectorAll('canvas')].map((canvas) => canvas.toDataURL()).join() + [...figure.querySelectorAll('path')].map((path) => path.getAttribute('d')).join()`,
    selector,
  );

/** Opens the chapter on training with a run so long that it is paused before it ends, however late a test presses. */
async function openLongRun(browser: Browser, address: string): Promise<void> {
  await browser.goto(new URL('/training/', address).href);
  await openRun(browser);
  await browser.run(`
    const recipe = document.querySelector('train-controls select[name=recipe]');
    recipe.value = 'notebook';
    recipe.dispatchEvent(new Event('change', { bubbles: true }));`);
  await expect.poll(async () => (await stateOf(browser)).phase).toBe('idle');
}

/** Waits until the lab shows the run that its address names: a press of Train begins it. */
const openLinked = (browser: Browser) =>
  expect
    .poll(() => browser.run<string>(`return document.querySelector('lab-settings [type=submit]').textContent`))
    .toBe('Start the run of this link');

async function costFalls(browser: Browser, first: { readonly step: number; readonly cost: number }): Promise<void> {
  await expect.poll(async () => (await stateOf(browser)).cost, 'cost of a batch').toBeLessThan(0.8 * first.cost);
  expect((await stateOf(browser)).step).toBeGreaterThan(first.step);
}

test('the watch view comes with W, fits the window, follows the run in all its figures, and goes with W', async ({ driven }) => {
  await using site = await openSite();
  await driven.goto(new URL('/generating/', site.address).href);
  // WebKit's driver does not wait for modules.
  await expect.poll(() => driven.run<boolean>(`return customElements.get('watch-view') !== undefined`)).toBe(true);
  await driven.keys('w');
  const VIEWS = ['latent-space', 'cost-chart', 'digit-reconstruction', 'digit-manifold', 'run-timeline'];
  const alive = () =>
    driven.run<number>(`return document.querySelectorAll('dialog.watch [data-awake] canvas, dialog.watch [data-awake] svg').length`);
  await expect.poll(alive, 'figures of the view').toBeGreaterThan(VIEWS.length);
  expect(
    await driven.run<number[]>(
      `const { scrollHeight, clientHeight, scrollWidth, clientWidth } = document.querySelector('dialog.watch'); return [scrollHeight - clientHeight, scrollWidth - clientWidth]`,
    ),
  ).toEqual([0, 0]);
  await driven.keys(' ');
  for (const figure of VIEWS) {
    const before = await look(driven, `dialog.watch ${figure}`);
    await expect.poll(() => look(driven, `dialog.watch ${figure}`), `${figure} follows the run`).not.toBe(before);
  }
  await driven.keys('w');
  await expect.poll(() => driven.run<number>(`return document.querySelectorAll('dialog.watch').length`)).toBe(0);
  expect(await wrongs(driven)).toEqual([]);
});

test('it trains on an isolated page: the cost falls, figures follow, Pause holds it, and a reload keeps the run', async ({ driven }) => {
  await using site = await openSite();
  await openLongRun(driven, site.address);
  expect(await driven.run('return crossOriginIsolated')).toBe(true);
  const first = await train(driven);
  expect(first.engine).toMatch(/^simd: /);
  await costFalls(driven, first);
  for (const figure of ['latent-space', 'digit-reconstruction', 'cost-chart']) {
    // Twice: what was drawn first may be the new run's untrained network.
    for (let change = 0; change < 2; change++) {
      const before = await look(driven, figure);
      await expect.poll(() => look(driven, figure), `${figure} follows the run`).not.toBe(before);
    }
  }

  await driven.click('train-controls button[name=train]');
  await expect.poll(async () => (await stateOf(driven)).phase).toBe('paused');
  const paused = await stateOf(driven);
  for (const figure of ['latent-space', 'cost-chart']) await look(driven, figure);
  expect((await stateOf(driven)).step).toBe(paused.step);
  expect(await wrongs(driven)).toEqual([]);
  console.log(`    ${paused.engine}; batch cost ${first.cost} at step ${first.step}, ${paused.cost} at step ${paused.step}`);

  await expect.poll(() => driven.run(`return (${keptStepHere})()`), 'step of the run that is kept').toBe(paused.step);
  await driven.goto(new URL('/training/', site.address).href);
  await openRun(driven, 'paused');
  expect((await stateOf(driven)).step).toBe(paused.step);
});

test('it trains on a page that is not isolated: the cost falls', async ({ driven }) => {
  await using site = await openSite(false);
  await openLongRun(driven, site.address);
  expect(await driven.run('return crossOriginIsolated')).toBe(false);
  const first = await train(driven);
  expect(first.engine).toMatch(/^simd: /);
  await costFalls(driven, first);
  expect(await wrongs(driven)).toEqual([]);
});

test('it trains on the synthetic digits, which it draws as every browser does', { tag: '@slow' }, async ({ driven }) => {
  await using site = await openSite();
  // WebKit's compiler went wrong after some two thousand images. Beyond step 20 all 19,568 are there, each shard held to its checksum.
  await driven.goto(new URL('/lab/?data=pen&encoder=32', site.address).href);
  await openLinked(driven);
  await train(driven);
  const ready = async () => {
    const { alert, step } = await stateOf(driven);
    return alert || step > HEAD_STEPS;
  };
  await expect.poll(ready).toBe(true);
  // The mean of all images costs 0.059; images that were blank for the greater part let no cost fall below 0.14.
  await expect.poll(async () => (await stateOf(driven)).cost).toBeLessThan(0.05);
  expect(await wrongs(driven)).toEqual([]);
});

for (const pointer of ['mouse', 'touch'] as const)
  test(`a 1 drawn by ${pointer} is a 1 to the network`, async ({ driven }) => {
    await using site = await openSite();
    await driven.goto(new URL('/testing/', site.address).href);
    await awakenFirst(driven, 'draw-digit');
    const says = () => driven.run<string>(`return document.querySelector('draw-digit [data-says]').textContent`);
    // The live figure has taken the picture's place, with the marked digit on the sheet.
    await expect.poll(() => driven.run(`return document.querySelector('draw-digit .draw-pad .digits') !== null`)).toBe(true);
    const parts = Array.from({ length: 12 }, (_, k) => [0.5, 0.15 + (0.7 * k) / 11] as const);
    await driven.draw('draw-digit .draw-pad', parts, pointer);
    await expect.poll(says).toContain('Nearest test digits: 1, 1, 1, 1, 1.');
    expect(await wrongs(driven)).toEqual([]);
  });

test("the reader's own images are read, counted and trained on", async ({ driven }) => {
  await using site = await openSite();
  await driven.goto(new URL('/lab/?panels=data.cost.copies.plane&data=pen&encoder=8&steps=10&batch=16', site.address).href);
  await openLinked(driven);
  await driven.click('lab-settings [type=submit]');
  await expect.poll(async () => (await stateOf(driven)).phase).toBe('done');
  await awakenFirst(driven, 'own-data');
  const says = () => driven.run<string>(`return document.querySelector('own-data [data-says]').textContent`);
  await expect.poll(() => driven.run(`return document.querySelector('own-data [name=files]').disabled`)).toBe(false);
  await driven.run(`
    const chosen = new DataTransfer();
    for (let n = 0; n < 240; n++) {
      const context = Object.assign(document.createElement('canvas'), { width: 56, height: 56 }).getContext('2d');
      context.fillStyle = '#fff';
      context.fillRect(0, 0, 56, 56);
      context.fillStyle = '#000';
      context.font = (24 + (n % 16)) + 'px sans-serif';
      context.fillText(String(n % 3), 12 + (n % 10), 44);
      const bytes = await new Promise((resolve) => context.canvas.toBlob(resolve, 'image/png'));
      chosen.items.add(new File([bytes], (n % 3) + '_' + n + '.png', { type: 'image/png' }));
    }
    const input = document.querySelector('own-data [name=files]');
    input.files = chosen.files;
    input.dispatchEvent(new Event('change', { bubbles: true }));`);
  await expect.poll(says).toMatch(/^240 images: 80 with label 0, 80 with label 1, 80 with label 2\. /);
  await driven.click('own-data [name=use]');
  await expect.poll(says).toContain('A new run on your images, untrained. Press Train.');
  expect((await train(driven)).step).toBeGreaterThan(0);
  expect(await wrongs(driven)).toEqual([]);
});

test(
  'the race of the engines ends: none computes wrongly, and simd and a TensorFlow.js are right',
  { tag: '@slow' },
  async ({ driven }) => {
    await using site = await openSite();
    await driven.goto(new URL('/training/', site.address).href);
    await awakenFirst(driven, 'engine-race');
    await driven.click('engine-race button[name=race]');
    const button = () => driven.run<string>(`return document.querySelector('engine-race button[name=race]').textContent.trim()`);
    await expect.poll(button).toBe('Stop');
    await expect.poll(button).toBe('Race the engines');
    const rows = await driven.run<readonly { readonly name: string; readonly state: string; readonly time: string }[]>(`
    const states = ['waiting', 'running', 'right', 'wrong', 'unavailable'];
    return [...document.querySelectorAll('engine-race li.race-row')].map((row) => ({
      name: row.querySelector('.race-name b').textContent,
      state: states.find((state) => row.classList.contains(state)),
      time: row.querySelector('.race-time').textContent.trim(),
    }))`);
    console.log(`    ${rows.map(({ name, state, time }) => `${name} ${time || state}`).join('; ')}`);
    const right = rows.filter(({ state }) => state === 'right').map(({ name }) => name);
    expect(rows.filter(({ state }) => !['right', 'unavailable'].includes(state))).toEqual([]);
    expect(right).toEqual(expect.arrayContaining(['simd', 'tfjs-wasm', 'tfjs-cpu']));
    expect(await wrongs(driven)).toEqual([]);
  },
);

test('saved for offline, a chapter is read and a network trains with the server stopped', async ({ driven }) => {
  await using site = await openSite();
  await driven.goto(site.address);
  await driven.click('offline-copy button[name=save]');
  const says = () => driven.run<string>(`return document.querySelector('offline-copy [role=status]').textContent`);
  await expect.poll(says).toMatch(/is saved|could not be saved|does not let/);
  expect(await says()).toBe('This site is saved for offline.');
  await site.close();
  await driven.goto(new URL('/pca/', site.address).href);
  expect(await driven.run(`return document.querySelector('h1').textContent`)).toMatch(/\w/);
  await driven.goto(new URL('/training/', site.address).href);
  await openRun(driven);
  expect((await train(driven)).step).toBeGreaterThan(0);
  expect(await wrongs(driven)).toEqual([]);
});
