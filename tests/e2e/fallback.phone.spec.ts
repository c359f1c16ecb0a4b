// A phone without WebGPU: another engine is named with the reason, and every figure works by touch.
import { expect, test } from '@playwright/test';
import { swipe } from '../helpers/touch.ts';
import { awaken, drawn, pixels, restingBox, settled, transport, watch } from '../helpers/visit.ts';

for (const forced of ['', '?engine=webgpu']) {
  test(
    `training${forced}: an engine other than WebGPU is named, with the reason, and trains`,
    { tag: forced ? '@slow' : [] },
    async ({ page }) => {
      const { errors } = watch(page);
      await page.goto(`/training/${forced}`);
      const bar = await transport(page);
      await bar.takeStep();
      await expect.poll(() => bar.out('engine')).toMatch(/^(simd|tfjs-[a-z]+): .*(WebGPU|graphics)/);
      expect(Number(await bar.out('test'))).toBeGreaterThan(0);
      expect(errors).toEqual([]);
    },
  );
}

test('a tap in the latent plane picks a digit', async ({ page }) => {
  await page.goto('/testing/');
  const island = await awaken(page.locator('latent-space').first());
  const plane = island.getByRole('application');
  await expect(plane).toBeVisible();
  const says = island.locator('[data-says]');
  const { width, height } = await restingBox(plane);
  const before = await says.textContent();
  await expect(async () => {
    for (const [x, y] of [
      [0.3, 0.3],
      [0.5, 0.5],
      [0.7, 0.4],
      [0.6, 0.7],
    ] as const) {
      await plane.tap({ position: { x: x * width, y: y * height } });
      await drawn(page);
    }
    expect(await says.textContent()).not.toBe(before);
  }).toPass();
});

test('a tap in the plane of the start page draws another digit', async ({ page }) => {
  await page.goto('/');
  const island = await awaken(page.locator('digit-generator').first());
  const plane = island.locator('.plane');
  await expect(island.getByRole('application')).toBeVisible();
  const picture = island.locator('.codes-panels canvas').first();
  await expect(picture).toBeVisible();
  const before = await pixels(picture);
  const { width, height } = await restingBox(plane);
  await plane.tap({ position: { x: width * 0.3, y: height * 0.3 } });
  await expect.poll(() => pixels(picture)).not.toBe(before);
});

test('a swipe that starts on the plane scrolls the page', async ({ page }) => {
  await page.goto('/generating/', { waitUntil: 'networkidle' });
  const island = await awaken(page.locator('digit-generator').first());
  const plane = island.locator('.plane');
  await plane.scrollIntoViewIfNeeded();
  await expect(island.getByRole('application')).toBeVisible();
  // Figures above may still take their places.
  const before = await settled(page, () => page.evaluate(() => scrollY));
  const { x, y, width, height } = await restingBox(plane);
  await swipe(page, [x + width * 0.2, y + height * 0.6], [x + width * 0.2, y + height * 0.6 - 240]);
  await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(before + 100);
});

test('what is to be touched is large enough', async ({ page }) => {
  await page.goto('/training/');
  await transport(page);
  const small = await page.locator('main button:visible, main select:visible, page-menu summary, .theme').evaluateAll((all) =>
    all
      // Links between sections and the copy buttons of code are a way beside others.
      .filter((each) => !each.closest('.expressive-code, .frame'))
      .map((each) => ({ name: each.textContent?.trim().slice(0, 30), box: each.getBoundingClientRect() }))
      .filter(({ box }) => box.height < 43.5)
      .map(({ name, box }) => `${name}: ${box.width} x ${box.height}`),
  );
  expect(small).toEqual([]);
});
