// Variants by keyboard: the same seed and batches, another wish; what it does is said in numbers.
import { expect, test, type Page } from '@playwright/test';
import { awaken } from '../helpers/visit.ts';

const phase = (page: Page) => page.locator('.transport').getAttribute('data-phase');

async function start(page: Page, kind: string, size?: string): Promise<void> {
  const controls = page.locator('variant-controls').first();
  await controls.scrollIntoViewIfNeeded();
  await controls.locator('[name=kind]').selectOption(kind);
  if (size) await controls.locator('[name=size]').selectOption(size);
  await expect(controls.locator('[name=start]')).toBeEnabled();
  await controls.locator('[name=start]').focus();
  await page.keyboard.press('Enter');
  await expect(controls.locator('[data-says]')).toContainText(/^Training: /);
  await page.locator('button[name=train]').focus();
  await expect.poll(() => phase(page)).toBe('training');
  await expect.poll(() => page.locator('[data-out=step]').first().textContent()).not.toMatch(/^0 of/);
  await page.keyboard.press('Enter');
  await expect.poll(() => phase(page)).toBe('paused');
}

test('a linear network is trained as the one in the chapter on PCA', async ({ page }) => {
  await page.goto('/variants/?engine=simd');
  await start(page, 'linear', '8');
  await expect(page.locator('train-controls [data-out=step]')).toHaveText(/^\d+ of 1,500$/);
  await expect(page.locator('train-controls [name=rate]')).toHaveValue('0.03');
});

test('a linear network comes to rest on the line of PCA', { tag: '@slow' }, async ({ page, request }) => {
  await page.goto('/variants/?engine=simd');
  const controls = page.locator('variant-controls').first();
  await controls.scrollIntoViewIfNeeded();
  await controls.locator('[name=kind]').selectOption('linear');
  await controls.locator('[name=start]').click();
  await expect.poll(() => phase(page)).toBe('done');
  const { baselines } = (await (await request.get('/runs/mnist/run.json')).json()) as { baselines: { pca2: number } };
  const cost = Number(await page.locator('train-controls [data-out=test]').textContent());
  // The tolerance of the chapter's exercise.
  expect(Math.abs(cost - baselines.pca2)).toBeLessThan(0.0004);
});

test('noise is added to the digits at the level of the slider, and the network is asked about the result', async ({ page }) => {
  await page.goto('/variants/');
  const island = page.locator('noisy-copies');
  await island.scrollIntoViewIfNeeded();
  const says = island.locator('[data-says]');
  await expect(says).toHaveText(/: 0\.(08[5-9]|09[0-5])\d with the noise, 0\.\d+ after this network \(plain\)\.$/);
  await island.locator('[name=slider]').focus();
  await page.keyboard.press('End');
  // Noise of sigma 1 has a squared size of 1.
  await expect(says).toHaveText(/: (0\.9\d|1\.0\d)\d+ with the noise/);
});

test('draws from the prior are decoded by two recordings, then by the run and by the run before, and both spreads are said', async ({
  page,
}) => {
  await page.goto('/variants/');
  const opened = await awaken(page.locator('prior-samples'));
  await expect(opened.locator('[data-says]')).toHaveText(
    /^Two recorded networks\. The draws spread by 1 and 1\. Variational, β = 1: .*\. Plain: its codes spread by/,
  );
  const drawn = () => opened.locator('canvas').evaluateAll((all) => all.map((each) => (each as HTMLCanvasElement).toDataURL()));
  await expect(opened.locator('canvas')).toHaveCount(2);
  await expect.poll(async () => new Set(await drawn()).size).toBe(2);
  await start(page, 'variational');
  const island = page.locator('prior-samples');
  await island.scrollIntoViewIfNeeded();
  await expect(island.locator('[data-says]')).toHaveText(
    /^The draws spread by 1 and 1\. Variational, β = 1: its codes spread by \d+\.\d\d and \d+\.\d\d\. Plain: its codes spread by/,
  );
  const sheet = island.locator('canvas').first();
  const before = await sheet.evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
  await island.locator('[name=draw]').focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => sheet.evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL())).not.toBe(before);
});

test('a code of eight numbers is shown by its principal components, and the plane says so', { tag: '@slow' }, async ({ page }) => {
  await page.goto('/variants/');
  await start(page, 'plain', '8');
  const plane = page.locator('latent-space').first();
  await plane.scrollIntoViewIfNeeded();
  await expect(plane.locator('[data-says]')).toContainText(
    /The code has 8 numbers: the plane is their PCA and shows \d+ % of their variance\./,
  );
});
