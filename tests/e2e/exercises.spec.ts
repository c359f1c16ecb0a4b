// Exercises on a desktop, by keyboard alone: numbers read off the figures, targets reached by hand and by a run, folded answers.
import { expect, test, type Locator, type Page } from '@playwright/test';
import { recordedRun } from '../../src/build/recorded.ts';
import { windowAround, gridCodes } from '../../src/kit/draw/plane.ts';
import { codeAt } from '../../src/kit/draw/reading.ts';
import { mixedAt } from '../../src/kit/draw/run-numbers.ts';
import { meanSquaredError } from '../../src/model/forward.ts';
import { PIXELS } from '../../src/model/spec.ts';
import { serveSmallRun } from '../helpers/small-run.ts';

/** The exercise of a kind on the page, awake. */
async function exercise(page: Page, kind: 'read-off' | 'reach' | 'explain'): Promise<Locator> {
  const found = page.locator(`chapter-exercise[kind=${kind}]`);
  await found.scrollIntoViewIfNeeded();
  await page.evaluate(() => customElements.whenDefined('chapter-exercise'));
  return found;
}

const says = (found: Locator) => found.locator('[data-says]');
const keyOf = async (found: Locator) => Number(await found.getAttribute('data-key'));

async function answer(found: Locator, typed: string): Promise<void> {
  const box = found.getByLabel('your number');
  await box.fill(typed);
  await box.press('Enter');
}

/** The first element, once its figure is awake and shows the recorded run. */
async function shown(place: Locator): Promise<Locator> {
  // What is drawn live takes the place of the picture meanwhile.
  await expect(() => place.first().scrollIntoViewIfNeeded()).toPass();
  await expect(place.first()).toBeVisible();
  return place.first();
}

test('a reading is judged at once and in words; the answer is folded until it is asked for', async ({ page }) => {
  await page.goto('/training/');
  const found = await exercise(page, 'read-off');
  const key = await keyOf(found);
  await answer(found, String(10 * key));
  await expect(says(found)).toHaveText(/^Not that: your number is too high\./);
  await answer(found, '0');
  await expect(says(found)).toHaveText(/too low/);
  await answer(found, 'soon');
  await expect(says(found)).toHaveText('Enter a number, in digits.');
  await answer(found, String(key));
  await expect(says(found)).toHaveText(`Yes: ${key}.`);
  await expect(found.getByRole('status')).toHaveText(`Yes: ${key}.`);
  for (const name of ['Hint', 'Answer']) {
    const folded = found.locator('details', { has: page.getByText(name, { exact: true }) });
    await expect(folded).not.toHaveAttribute('open');
    await folded.locator('summary').focus();
    await page.keyboard.press('Enter');
    await expect(folded).toHaveAttribute('open', '');
    await expect(folded.locator('p').last()).toBeVisible();
  }
});

test('the keys are the numbers that the figures show', async ({ page }) => {
  const numberIn = (text: string | null) => Number(/-?\d[\d,]*(\.\d+)?/.exec(text ?? '')![0].replaceAll(',', ''));
  await page.goto('/unsupervised-learning/');
  const reveal = await shown(page.locator('by-hand button[name=reveal]'));
  await expect(page.locator('by-hand input[type=range]').first()).toBeEnabled();
  await expect(async () => {
    await reveal.press('Enter');
    await expect(page.locator('by-hand [data-says]')).toHaveText(/encoder/, { timeout: 1_000 });
  }).toPass();
  const sentence = await page.locator('by-hand [data-says]').textContent();
  expect(numberIn(sentence!.split('encoder')[1]!)).toBeCloseTo(await keyOf(await exercise(page, 'read-off')), 4);

  await page.goto('/autoencoders/');
  await shown(page.locator('.item-error'));
  const errors = (await page.locator('.item-error').allTextContents()).map(Number);
  expect(errors).toHaveLength(12);
  expect(Math.max(...errors)).toBeCloseTo(await keyOf(await exercise(page, 'read-off')), 4);

  await page.goto('/digits/');
  const about = await (await shown(page.locator('digit-pixels [data-about]'))).textContent();
  expect(numberIn(about!.split('numbers: ')[1]!)).toBe(await keyOf(await exercise(page, 'read-off')));

  await page.goto('/network/');
  const counts = await (await shown(page.locator('network-diagram .fig-body'))).locator('.count').allTextContents();
  expect(counts.map(numberIn)).toContain(await keyOf(await exercise(page, 'read-off')));

  await page.goto('/training/');
  const step = await keyOf(await exercise(page, 'read-off'));
  const chart = page.locator('cost-chart').first();
  const slider = await shown(chart.locator('input[name=at]'));
  const line = numberIn((await chart.locator('.curve-name.mean text').first().textContent())!.replace('mean image', ''));
  const testCostAt = async (at: number) => {
    await slider.fill(String(at));
    await expect(chart.locator('[data-says]')).toHaveText(new RegExp(`^Step ${at}: `));
    return Number(/test (\d\.\d+)/.exec((await chart.locator('[data-says]').textContent())!)![1]);
  };
  expect(await testCostAt(step)).toBeLessThan(line);
  expect(await testCostAt(0)).toBeGreaterThan(line);

  await page.goto('/generating/');
  const width = await keyOf(await exercise(page, 'read-off'));
  const words = await page.locator('digit-manifold .visually-hidden').first().textContent();
  const [left, right] = /z₁ from (\S+) to (\S+) to the right/
    .exec(words!)!
    .slice(1)
    .map((text) => Number(text.replace('−', '-')));
  expect(right! - left!).toBeCloseTo(width, 0);

  await page.goto('/variants/');
  const name = await (await shown(page.locator('cost-chart .curve-name.pca2 text'))).textContent();
  expect(numberIn(name!.replace('PCA-2', ''))).toBeCloseTo(await keyOf(await exercise(page, 'read-off')), 4);

  await page.goto('/anomalies/');
  const area = await keyOf(await exercise(page, 'read-off'));
  await page.locator('held-out').first().scrollIntoViewIfNeeded();
  const stranger = await shown(page.locator('held-out[data-awake] select[name=stranger]'));
  await stranger.selectOption('3');
  await expect(page.locator('held-out [data-says]').first()).toContainText(`The area under the curve is ${area.toFixed(3)}`);
});

test('a variant reaches what a plain network does not: codes that spread as draws do', { tag: '@slow' }, async ({ page }) => {
  await page.goto('/variants/?engine=simd');
  const found = await exercise(page, 'reach');
  await expect(says(found)).toHaveText('Nothing tried yet.');
  const controls = page.locator('variant-controls');
  await controls.scrollIntoViewIfNeeded();
  await expect(controls.locator('[name=start]')).toBeEnabled();
  await controls.locator('[name=kind]').selectOption('variational');
  await controls.locator('[name=start]').press('Enter');
  await expect(says(found)).toHaveText(/^Reached: test cost 0\.\d{4} and the codes’ spread up to 0\.\d\d off 1 \(to beat: 0\.\d{4}\)\.$/);
});

test('a stranger and a threshold are found by keyboard', async ({ page }) => {
  await page.goto('/anomalies/');
  const found = await exercise(page, 'reach');
  await expect(says(found)).toHaveText('Nothing tried yet.');
  const figure = page.locator('held-out').first();
  await figure.scrollIntoViewIfNeeded();
  await expect(figure).toHaveAttribute('data-awake', '');
  await figure.locator('select[name=stranger]').selectOption('2');
  await figure.getByRole('button', { name: '1 %', exact: true }).press('Enter');
  await expect(says(found)).toHaveText(/^\d\d % of the strangers caught for 1 % of the known digits called strange: not yet\.$/);
  const slider = figure.locator('input[type=range]');
  await slider.focus();
  for (let k = 0; k < 60 && (await found.getAttribute('data-reached')) === null; k++) await page.keyboard.press('ArrowLeft');
  await expect(says(found)).toHaveText(/^Reached: \d\d % of the strangers caught for [1-3] % of the known digits called strange\.$/);
});

test('a key follows the run of the reader', { tag: '@slow' }, async ({ page }) => {
  await serveSmallRun(page);
  await page.goto('/generating/?engine=simd');
  const found = await exercise(page, 'read-off');
  const recorded = await keyOf(found);
  await answer(found, String(recorded));
  await expect(says(found)).toHaveText(/^Yes/);
  const controls = page.locator('train-controls');
  await controls.scrollIntoViewIfNeeded();
  const train = controls.locator('button[name=train]');
  await train.focus();
  await train.press('Enter');
  await expect(controls.locator('.transport')).toHaveAttribute('data-phase', 'done');
  const folded = found.locator('details').last();
  await folded.locator('summary').focus();
  await page.keyboard.press('Enter');
  await expect(found.locator('[data-whose]')).toHaveText('in your own run');
  await answer(found, (await found.locator('[data-shown]').textContent())!);
  await expect(says(found)).toHaveText(/^Yes: /);
});

test('a target is reached by a run with other hidden layers; what is typed wrongly gets a sentence', { tag: '@slow' }, async ({ page }) => {
  await serveSmallRun(page);
  await page.goto('/pca/?engine=simd');
  const found = await exercise(page, 'reach');
  await expect(says(found)).toHaveText('The recorded run does not count: train your own.');
  const layers = found.getByLabel('hidden layers');
  await layers.fill('many');
  await layers.press('Enter');
  await expect(says(found)).toHaveText(/^Hidden layers are whole numbers from 1 to 4,096/);
  await layers.fill('34, 34');
  await layers.press('Enter');
  await expect(says(found)).toHaveText(/^Test cost 0\.\d{4} with 56,682 parameters: not yet \(to beat: 0\.\d{4}\)\. Training: step/);
  const button = found.getByRole('button');
  await button.focus();
  await button.press('Enter');
  await expect(button).toHaveText('Resume');
  await button.press('Enter');
  await expect(says(found)).toHaveText(/^Reached: test cost 0\.\d{4} with 56,682 parameters \(to beat: 0\.\d{4}\)\.$/);
  await expect(found.getByRole('status')).toHaveText(/^Reached/);
  await expect(found).toHaveAttribute('data-reached', '');
});

test('targets by hand: the encoder can be beaten on the first digit, and the plane has borders', async ({ page }) => {
  const recorded = await recordedRun('digits');
  const network = recorded.at();
  const codes = await network.codes();
  await page.goto('/unsupervised-learning/');
  const first = Number((await page.locator('by-hand').getAttribute('data-targets'))!.split(' ')[0]);
  const digit = recorded.images.subarray(first * PIXELS, (first + 1) * PIXELS);
  const errorAt = async (z: readonly number[]) => meanSquaredError(digit, await network.decode(Float32Array.from(z)));
  const grid = gridCodes(windowAround(codes), 40);
  const all = Array.from({ length: 1600 }, (_, n) => codeAt(grid, n));
  let best = codeAt(codes, first);
  const encoder = await errorAt(best);
  let error = encoder;
  // As a reader would: one number after the other, in steps of 0.05, as long as the error falls.
  for (let moved = true; moved;) {
    const near = [-0.05, 0.05].flatMap((d) => [[best[0] + d, best[1]] as const, [best[0], best[1] + d] as const]);
    const errors = await Promise.all(near.map(errorAt));
    const least = Math.min(...errors);
    moved = least < error - 1e-6;
    if (moved) [best, error] = [near[errors.indexOf(least)]!, least];
  }
  expect(error).toBeLessThan(encoder - 1e-4);
  const found = await exercise(page, 'reach');
  await expect(says(found)).toHaveText('Nothing tried yet.');
  const enter = async (tag: string, point: readonly [number, number]) => {
    const boxes = page.locator(`${tag} input[type=number]`);
    await boxes.first().scrollIntoViewIfNeeded();
    for (const [k, value] of point.entries()) await boxes.nth(k).fill(value.toFixed(3));
  };
  await expect(async () => {
    await enter('by-hand', best);
    await expect(says(found)).toHaveText(/^Reached: error 0\.\d{4} \(to beat: 0\.\d{4}\)\.$/, { timeout: 2_000 });
  }).toPass();

  await page.goto('/generating/');
  const labels = Uint8Array.from(recorded.record.labels);
  const border = all.find((point) => mixedAt(codes, labels, point) >= 0.4)!;
  const target = await exercise(page, 'reach');
  await expect(async () => {
    await enter('digit-generator', border);
    await expect(says(target)).toHaveText(/^Reached: 4\d % of the nearest digits of a second kind\.$/, { timeout: 2_000 });
  }).toPass();
});
