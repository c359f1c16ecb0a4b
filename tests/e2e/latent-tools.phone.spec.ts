// Latent tools by touch: taps choose, a drag draws a region only when asked to, and otherwise the page scrolls.
import { expect, test, type Locator, type Page } from '@playwright/test';
import { swipe } from '../helpers/touch.ts';
import { latentTool as tool, pixels, restingBox } from '../helpers/visit.ts';

/** A finger that goes down on `plane` and moves by (across, down), in parts of its size. */
async function drag(page: Page, plane: Locator, across: number, down: number): Promise<void> {
  const { x, y, width, height } = await restingBox(plane);
  await swipe(page, [x + 0.3 * width, y + 0.7 * height], [x + (0.3 + across) * width, y + (0.7 + down) * height]);
}

/** Brings the middle of an element to the middle of the screen. */
const centre = (element: Locator) => element.evaluate((each) => each.scrollIntoView({ block: 'center', behavior: 'instant' }));

test('a tap on the plane takes another digit as the end of the path, a tap on a strip shows its frame', async ({ page }) => {
  const island = await tool(page, 'latent-path');
  const says = island.locator('[data-says]');
  await expect(says).toContainText(/copy has error/);
  const box = island.getByRole('spinbutton', { name: 'end' });
  const before = await box.inputValue();
  const plane = island.getByRole('application');
  const { width, height } = await restingBox(plane);
  await expect(async () => {
    for (const [x, y] of [
      [0.5, 0.5],
      [0.6, 0.4],
      [0.4, 0.6],
    ] as const) {
      await plane.tap({ position: { x: x * width, y: y * height } });
    }
    expect(await box.inputValue()).not.toBe(before);
  }).toPass();
  const strip = island.locator('.strip-frames').first();
  const frames = await restingBox(strip);
  await strip.tap({ position: { x: frames.width * 0.95, y: frames.height / 2 } });
  await expect(island.locator('.digit-panel-note').first()).toContainText('t = 1.00');
});

test('a finger scrolls the page over the region plane, and draws after Choose a region', async ({ page }) => {
  const island = await tool(page, 'digit-manifold:has([data-region])');
  const says = island.locator('[data-says]');
  await expect(says).toContainText('Map of');
  const whole = await says.textContent();
  const plane = island.getByRole('application').last();
  await centre(plane);
  const scrolled = await page.evaluate(() => scrollY);
  await drag(page, plane, 0, -0.6);
  await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(scrolled + 60);
  await expect(says).toHaveText(whole!);

  const draw = island.getByRole('button', { name: 'Choose a region' });
  await draw.tap();
  await expect(draw).toHaveAttribute('aria-pressed', 'true');
  await centre(plane);
  const { y: stays } = await restingBox(plane);
  await drag(page, plane, 0.4, -0.4);
  await expect(says).not.toHaveText(whole!);
  // Figures that wake above it may be higher than their pictures, and the browser scrolls by as much; a finger that scrolls moves the plane.
  expect(Math.abs((await restingBox(plane)).y - stays)).toBeLessThan(5);
  await expect(draw).toHaveAttribute('aria-pressed', 'false');
  await island.getByRole('button', { name: 'Whole plane' }).tap();
  await expect(says).toHaveText(whole!);

  // On the map itself likewise.
  const map = island.getByRole('application').first();
  await draw.tap();
  await centre(map);
  await drag(page, map, 0.4, -0.4);
  await expect(says).not.toHaveText(whole!);
});

test('a tap asks the support map about a point, and another changes the measure', async ({ page }) => {
  const island = await tool(page, 'support-map');
  const says = island.locator('[data-says]');
  await expect(says).toContainText(/comes back/);
  const before = await says.textContent();
  const plane = island.locator('.plane');
  const { width, height } = await restingBox(plane);
  await plane.tap({ position: { x: 0.9 * width, y: 0.85 * height } });
  await expect(says).not.toHaveText(before!);
  const map = island.locator('canvas.plane-map');
  const byDistance = await pixels(map);
  await island.getByText('re-encoding error').tap();
  await expect(island.locator('[data-state]')).toContainText('A gap is');
  expect(await pixels(map)).not.toBe(byDistance);
});

for (const name of ['digit-generator', 'support-map']) {
  test(`${name}: the picture stands in a corner of the plane, and a glass over the thumb shows what lies under it`, async ({ page }) => {
    const island = await tool(page, name);
    const plane = island.locator('.plane');
    await centre(plane);
    await expect(island.getByRole('application')).toBeVisible();
    const { x, y, width, height } = await restingBox(plane);
    const picture = island.locator('.digit-frame');
    const glass = island.locator('.plane-glass');
    const inside = (box: { x: number; y: number; width: number; height: number }, [across, down]: readonly [number, number]) =>
      across >= box.x && across <= box.x + box.width && down >= box.y && down <= box.y + box.height;
    const handle = await restingBox(island.locator('.plane-handle'));
    // Into the corner in which the picture stands: it gives way.
    let from = [handle.x + handle.width / 2, handle.y + handle.height / 2] as const;
    for (const to of [
      [x + 0.5 * width, y + 0.6 * height],
      [x + 0.85 * width, y + 0.25 * height],
    ] as const) {
      await swipe(page, from, to, async () => {
        await expect(glass).toBeVisible();
        for (const shown of [glass, picture]) {
          const box = (await shown.boundingBox())!;
          expect(inside(box, to)).toBe(false);
        }
        const box = (await picture.boundingBox())!;
        expect(inside({ x, y, width, height }, [box.x, box.y]) && box.width >= 80).toBe(true);
      });
      await expect(glass).toBeHidden();
      from = to;
    }
  });
}

test('what is to be touched is large enough', async ({ page }) => {
  await tool(page, 'support-map');
  for (const name of ['latent-path', 'digit-manifold:has([data-region])', 'support-map']) {
    const small = await page
      .locator(name)
      .first()
      .locator('button:visible, select:visible, input[type=number]:visible, label.control:visible')
      .evaluateAll((all) =>
        all
          .map((each) => ({ name: each.textContent.trim() || each.getAttribute('name'), height: each.getBoundingClientRect().height }))
          .filter(({ height }) => height < 43.5),
      );
    expect(small).toEqual([]);
  }
});
