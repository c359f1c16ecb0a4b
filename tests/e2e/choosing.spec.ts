// Choosing an engine in the page: what was tried is told and remembered, and an engine that computes wrongly never trains.
import { expect, test, type Page } from '@playwright/test';
import { serveChanged } from '../helpers/faults.ts';
import { serveSmallRun } from '../helpers/small-run.ts';
import { transport } from '../helpers/visit.ts';

/** The machine panel's rows: engine, milliseconds a step, verdict. */
async function trials(page: Page): Promise<string[][]> {
  const panel = page.locator('train-controls .machine').first();
  if (!(await panel.evaluate((details) => (details as HTMLDetailsElement).open))) await panel.locator('summary').click();
  await expect(panel.locator('tbody tr').first()).toBeVisible();
  return panel.locator('tbody tr').evaluateAll((rows) => rows.map((row) => [...row.children].map((cell) => cell.textContent ?? '')));
}
const chosen = (rows: readonly string[][]) => rows.filter(([, , verdict]) => verdict!.startsWith('in use'));

async function takeStep(page: Page, address: string) {
  await serveSmallRun(page);
  await page.goto(address);
  const bar = await transport(page);
  await bar.takeStep();
  return bar;
}

test('the panel tells what was tried; the next visit takes what was fastest then', async ({ page }) => {
  const first = await takeStep(page, '/training/');
  await expect.poll(() => first.out('engine')).toContain('the fastest that is right here');
  const rows = await trials(page);
  expect(chosen(rows)).toHaveLength(1);
  const [name, time] = chosen(rows)[0]!;
  expect(Number(time)).toBeGreaterThan(0);
  // Graphics in software are no graphics.
  expect(rows.find(([engine]) => engine === 'wgsl')?.[2]).toMatch(/^not here: WebGPU (would run in software|found no graphics)/);
  if ((await page.evaluate(() => navigator.hardwareConcurrency)) > 1) {
    const words = (await page.evaluate(() => crossOriginIsolated)) ? 'on shared memory' : 'each with a part of the batch';
    expect(rows.find(([engine]) => engine === 'simd ×2')?.[2]).toContain(words);
  }

  // What the address forces is not remembered.
  await takeStep(page, '/training/?engine=tfjs-wasm');
  const bar = await takeStep(page, '/training/');
  await expect.poll(() => bar.out('engine')).toContain('when you last came');
  const again = await trials(page);
  expect(again.map(([engine]) => engine)).toEqual([name]);
});

/** Serves a file of the site changed. */
const changed = (page: Page, files: RegExp, change: (bytes: Buffer) => Buffer) =>
  serveChanged(page, files, (bytes) => ({ body: change(bytes) }));

test('kernels whose tanh is a few percent off are found out, and another engine trains', { tag: '@slow' }, async ({ page }) => {
  // The coefficient of x^3 in tanh: -1/3 becomes -0.1.
  const [right, wrong] = [Buffer.alloc(4), Buffer.alloc(4)];
  right.writeFloatLE(-3.33332819422e-1);
  wrong.writeFloatLE(-0.1);
  let found = 0;
  await changed(page, /\/(relaxed|plain)(-shared)?-[^/]*\.wasm$/, (bytes) => {
    const copy = Buffer.from(bytes);
    for (let at = copy.indexOf(right); at >= 0; at = copy.indexOf(right, at + 4)) {
      wrong.copy(copy, at);
      found++;
    }
    return copy;
  });
  const bar = await takeStep(page, '/training/?engine=simd');
  expect(found).toBeGreaterThan(0);
  expect(await bar.out('engine')).toMatch(/^tfjs-/);
  const rows = await trials(page);
  expect(rows.find(([engine]) => engine === 'simd')?.[2]).toMatch(/^wrong: .* wrong$|^wrong: its cost is /);
  expect(chosen(rows).map(([engine]) => engine!.slice(0, 4))).toEqual(['tfjs']);
});

test('a kernel on the graphics processor that is wrong by a hundredth is found out', { tag: '@slow' }, async ({ page }) => {
  let found = 0;
  await changed(page, /\/start-[^/]*\.js$/, (bytes) => {
    const text = bytes.toString();
    const falsified = text.replace('c[at] = sum * slope', 'c[at] = 1.01 * sum * slope');
    if (falsified !== text) found++;
    return Buffer.from(falsified);
  });
  const bar = await takeStep(page, '/training/?engine=wgsl');
  const rows = await trials(page);
  const row = rows.find(([engine]) => engine === 'wgsl')!;
  test.skip(row[2]!.startsWith('not here'), `no WebGPU here: ${row[2]}`);
  expect(found).toBe(1);
  expect(row[2]).toMatch(/^wrong: the gradient of the weights of layer \d is wrong$/);
  expect(await bar.out('engine')).toMatch(/^simd: /);
});
