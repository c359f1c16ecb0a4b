// The watch view by touch alone, on a phone upright and on its side, on the narrowest one, and in forced colours.
import { expect, test } from '@playwright/test';
import { ENDLESS, serveSmallRun } from '../helpers/small-run.ts';
import { awaken, drawn, transport } from '../helpers/visit.ts';

test('by touch: the dock opens it, a panel is enlarged, the film is scrubbed, the run goes on and is paused, and it closes', async ({
  page,
}) => {
  await serveSmallRun(page, ENDLESS);
  await page.goto('/training/?engine=simd');
  const bar = await transport(page);
  await bar.button('train').tap();
  await page.locator('run-dock').getByRole('button', { name: 'More of your run' }).tap();
  await page.locator('run-dock').getByRole('button', { name: 'Watch' }).tap();
  const view = page.locator('dialog.watch');
  const [state, strip] = [view.locator('[data-strip=state]'), view.locator('.film-strip')];
  await expect(state).toHaveText('Training');
  await view.locator('[data-panel=cost]').getByRole('button', { name: 'Enlarge' }).tap();
  await expect(view.locator('latent-space')).toBeHidden();
  await expect(view.getByRole('checkbox', { name: 'log steps' })).toBeVisible();
  await view.locator('[data-panel=cost]').getByRole('button', { name: 'Enlarge' }).tap();
  await expect(view.locator('latent-space')).toBeVisible();
  await view.getByRole('button', { name: 'Pause' }).tap();
  await expect(state).toHaveText('Paused');
  await strip.tap({ position: { x: 4, y: 20 } });
  await expect(state).toHaveText('Viewing step 0');
  await view.getByRole('button', { name: 'Back to latest' }).tap();
  await expect(state).toHaveText('Paused');
  for (const button of await view.locator('.watch-strip button:visible').all())
    expect((await button.boundingBox())!.height, (await button.textContent())!).toBeGreaterThanOrEqual(43.5);
  await view.getByRole('button', { name: 'Close' }).tap();
  await expect(view).toHaveCount(0);
});

for (const [name, width, height] of [
  ['on its side', 844, 390],
  ['320 pixels wide', 320, 640],
] as const)
  test(`${name}: every part of the run is in the window, and nothing runs off sideways`, async ({ page }) => {
    await serveSmallRun(page, ENDLESS);
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ forcedColors: 'active' });
    await page.goto('/training/?engine=simd&watch');
    const view = page.locator('dialog.watch');
    await awaken(view.locator('digit-manifold'));
    await drawn(page);
    for (const part of [
      'cost-chart svg',
      'latent-space .plane',
      'digit-reconstruction .lines',
      'digit-manifold canvas.sheet',
      '.film-strip',
      '[name=press]',
    ])
      await expect(view.locator(part).first(), part).toBeInViewport({ ratio: 0.95 });
    expect(await view.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
  });
