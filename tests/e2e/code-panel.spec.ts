// The code panel by keyboard: the program of the run in three forms, what differs, and files that hold the reader's weights.
import { readFile } from 'node:fs/promises';
import { expect, test, type Page } from '@playwright/test';
import { fromHalves, toHalves } from '../../src/model/half.ts';
import { initialParameters } from '../../src/model/init.ts';
import { recipeRun } from '../../src/model/recipes.ts';
import { learningRateAt } from '../../src/model/spec.ts';
import { allValues, readSafeTensors } from '../helpers/read-safetensors.ts';
import { serveSmallRun, SMALL_SPEC } from '../helpers/small-run.ts';
import { transport, watch } from '../helpers/visit.ts';

const { train } = recipeRun('fast', 'pen', 0);
/** The recording's parameters, which have 16 bits each. */
const recorded = fromHalves(toHalves(initialParameters(SMALL_SPEC, train, 0)));

async function panel(page: Page) {
  await serveSmallRun(page);
  await page.goto('/training/?engine=simd');
  const island = page.locator('code-panel');
  await island.scrollIntoViewIfNeeded();
  await expect(island.locator('pre').first()).toContainText('784-16-2-16-784');
  return island;
}

async function save(page: Page, name: string): Promise<Buffer> {
  const button = page.locator(`code-panel[data-awake] [name=${name}]`);
  await expect(button).toBeVisible();
  const downloading = page.waitForEvent('download');
  await button.focus();
  await page.keyboard.press('Enter');
  return readFile(await (await downloading).path());
}

test('tabs by arrow keys: TensorFlow.js, Keras, notebook; what is shown is copied and downloaded', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const { errors } = watch(page);
  const island = await panel(page);
  const [says, shown] = [island.locator('[data-says]'), island.locator('[role=tabpanel]:visible pre')];
  await island.locator('[name=show]').focus();
  await page.keyboard.press('Tab');
  await expect(island.getByRole('tab', { name: 'TensorFlow.js' })).toBeFocused();
  await expect(shown).toContainText("import * as tf from '@tensorflow/tfjs';");

  await page.keyboard.press('ArrowRight');
  await expect(island.getByRole('tab', { name: 'Keras' })).toBeFocused();
  await expect(island.getByRole('tab', { name: 'Keras' })).toHaveAttribute('aria-selected', 'true');
  await expect(shown).toContainText('import keras');
  await island.locator('[name=copy]').focus();
  await page.keyboard.press('Enter');
  await expect(says).toHaveText(/^Copied \d+ lines\.$/);
  const program = await shown.textContent();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(program);
  expect((await save(page, 'program')).toString()).toBe(program);
  await expect(says).toHaveText('Saved model.py.');

  await island.getByRole('tab', { name: 'Keras' }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(shown).toContainText('# %% [markdown]');
  await expect(island.locator('[name=copy]')).toBeDisabled();
  const notebook = JSON.parse((await save(page, 'program')).toString()) as { nbformat: number; cells: { source: string[] }[] };
  expect(notebook.nbformat).toBe(4);
  const weights = notebook.cells.flatMap(({ source }) => /^WEIGHTS = "(.*)"$/.exec(source.join(''))?.[1] ?? [])[0]!;
  const bytes = Buffer.from(weights, 'base64');
  expect(fromHalves(new Uint16Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length)))).toEqual(recorded);
  expect(errors).toEqual([]);
});

test('the weights file holds the network that the page shows: the recording’s, and after a step the reader’s', async ({ page }) => {
  const island = await panel(page);
  const before = readSafeTensors(await save(page, 'weights'));
  expect(allValues(before)).toEqual(recorded);
  expect(before.tensors.get('encoder.0.kernel')!.shape).toEqual([784, 16]);
  expect(before.metadata['step']).toBe('1');

  const bar = await transport(page);
  await bar.takeStep();
  await island.scrollIntoViewIfNeeded();
  const after = readSafeTensors(await save(page, 'weights'));
  await expect(island.locator('[data-says]')).toContainText('of step 1.');
  expect(JSON.parse(after.metadata['config']!)).toMatchObject({ seed: 0, data: 'pen' });
  // Adam's first step moves a parameter by the learning rate, up or down, or where its gradient is 0 not at all.
  const start = initialParameters(SMALL_SPEC, train, 0);
  const rate = learningRateAt(train, 0);
  const moves = allValues(after).map((value, i) => Math.abs(value - start[i]!) / rate);
  expect(moves.filter((move) => move > 0.9 && move < 1.1).length / moves.length).toBeGreaterThan(0.5);
  expect(moves.every((move) => move < 1.1)).toBe(true);
});

test('what a variant changes, what differs from a plain run and from the run before', async ({ page }) => {
  const island = await panel(page);
  const [show, says, shown] = [island.locator('[name=show]'), island.locator('[data-says]'), island.locator('[role=tabpanel]:visible pre')];
  await show.focus();
  await page.keyboard.type('what a var');
  await expect(says).toHaveText(/^Against a plain run: \d+ lines go \(−\), \d+ come \(\+\)\.$/);
  await expect(shown).toContainText('+     const [mean, logVariance] = tf.split');
  // One below the other: none lies to the right of the sheet.
  const lefts = await shown.locator('.diff-before, .diff-after').evaluateAll((all) => all.map((each) => each.getBoundingClientRect().left));
  expect(new Set(lefts).size).toBe(1);
  // How it trains is no part of the difference.
  await expect(shown.locator('.diff-before, .diff-after').filter({ hasText: 'optimizer' })).toHaveCount(0);
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowDown');
  await expect(says).toHaveText('No line differs from a plain run: this is the whole program.');
  await page.keyboard.press('ArrowDown');
  await expect(says).toHaveText('There is no run before this one yet: start another, and this one is kept.');
  const bar = await transport(page);
  await bar.takeStep();
  await bar.button('seed').focus();
  await page.keyboard.press('Enter');
  await island.scrollIntoViewIfNeeded();
  await expect(says).toHaveText(/^Against the run before: \d lines go \(−\), \d come \(\+\)\.$/);
  await expect(shown).toContainText('+ const SEED = 1;');
});
