// The figures by keyboard and by pointer, on the recorded run: what one changes, the others show.
import { expect, test } from '@playwright/test';
import { drawn, pixels, restingBox, seeAll, settled } from '../helpers/visit.ts';

test('arrow keys go from digit to digit in the latent plane, and say where', async ({ page }) => {
  await page.goto('/testing/');
  const island = page.locator('latent-space').first();
  await island.scrollIntoViewIfNeeded();
  const plane = island.getByRole('application');
  await expect(plane).toBeVisible();
  await plane.focus();
  const says = island.locator('[data-says]');
  const seen = new Set([await says.textContent()]);
  await expect(async () => {
    for (const key of ['ArrowRight', 'ArrowRight', 'ArrowUp', 'ArrowLeft', 'ArrowDown']) {
      await page.keyboard.press(key);
      await drawn(page);
      seen.add(await says.textContent());
    }
    expect(seen.size).toBeGreaterThan(3);
  }).toPass();
  for (const text of seen) expect(text).toMatch(/^Picked: a [156] at z = /);
  // The result is read aloud once, after the reader pauses.
  await expect(island.getByRole('status')).toHaveText((await says.textContent())!);
});

test('the digit picked in the plane is shown with its reconstruction', async ({ page }) => {
  await page.goto('/testing/');
  const island = page.locator('latent-space').first();
  await island.scrollIntoViewIfNeeded();
  const plane = island.getByRole('application');
  await plane.focus();
  await page.keyboard.press('ArrowRight');
  const output = island.locator('.codes-panels canvas').last();
  await expect(output).toBeVisible();
  const before = await pixels(output);
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowUp');
  await expect.poll(() => pixels(output)).not.toBe(before);
});

test('a pointer over the plane picks the digit under it', async ({ page }) => {
  await page.goto('/testing/');
  const island = page.locator('latent-space').first();
  await island.scrollIntoViewIfNeeded();
  const plane = island.getByRole('application');
  const says = island.locator('[data-says]');
  await expect(plane).toBeVisible();
  const before = await says.textContent();
  await expect(async () => {
    const { x, y, width, height } = await restingBox(plane);
    for (const [across, down] of [
      [0.25, 0.3],
      [0.4, 0.5],
      [0.6, 0.4],
      [0.75, 0.6],
      [0.5, 0.7],
    ] as const) {
      await page.mouse.move(x + across * width, y + down * height);
      await drawn(page);
    }
    expect(await says.textContent()).not.toBe(before);
  }).toPass();
});

test('the generator decodes where arrow keys and typed numbers lead', async ({ page }) => {
  await page.goto('/generating/');
  const island = page.locator('digit-generator').first();
  await island.scrollIntoViewIfNeeded();
  const handle = island.getByRole('application');
  await expect(handle).toBeVisible();
  const picture = island.locator('.codes-panels canvas').first();
  const says = island.locator('[data-says]');
  await handle.focus();
  const [start, words] = [await pixels(picture), await says.textContent()];
  for (let k = 0; k < 6; k++) await page.keyboard.press('Shift+ArrowRight');
  await expect.poll(() => pixels(picture)).not.toBe(start);
  await expect(says).not.toHaveText(words!);
  const moved = await pixels(picture);
  const boxes = island.getByRole('spinbutton');
  await boxes.first().fill('0');
  await boxes.last().fill('0');
  await expect.poll(() => pixels(picture)).not.toBe(moved);
  await expect(handle).toHaveAccessibleName(/^z = \(?0(\.0+)?, 0(\.0+)?/);
});

test('the generator follows a drag', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' }); // else the ring drifts
  await page.goto('/');
  const island = page.locator('digit-generator').first();
  const handle = island.getByRole('application');
  await expect(handle).toBeVisible();
  const picture = island.locator('.codes-panels canvas').first();
  const start = await pixels(picture);
  const at = await restingBox(handle);
  const plane = await restingBox(island.locator('.plane'));
  await page.mouse.move(at.x + at.width / 2, at.y + at.height / 2);
  await page.mouse.down();
  await page.mouse.move(plane.x + plane.width * 0.3, plane.y + plane.height * 0.3, { steps: 8 });
  await page.mouse.up();
  await expect.poll(() => pixels(picture)).not.toBe(start);
});

test('the manifold shows a cell large, cell by cell', async ({ page }) => {
  await page.goto('/generating/');
  const island = page.locator('digit-manifold').first();
  await island.scrollIntoViewIfNeeded();
  const grid = island.getByRole('application');
  await expect(grid).toBeVisible();
  await grid.focus();
  const says = island.locator('[data-says]');
  const seen = new Set<string | null>();
  await expect(async () => {
    for (const key of ['ArrowRight', 'ArrowUp']) {
      await page.keyboard.press(key);
      await drawn(page);
      seen.add(await says.textContent());
    }
    expect(seen.size).toBeGreaterThan(2);
  }).toPass();
  const canvas = island.locator('canvas').first();
  const grey = await pixels(canvas);
  await island.getByLabel(/jet/).check();
  await expect.poll(() => pixels(canvas)).not.toBe(grey);
});

test('reconstructions turn to the next twelve digits', async ({ page }) => {
  await page.goto('/testing/');
  const island = page.locator('digit-reconstruction').first();
  await island.scrollIntoViewIfNeeded();
  await expect(island.locator('canvas').first()).toBeVisible();
  const shown = () => island.locator('canvas').evaluateAll((all) => all.map((each) => (each as HTMLCanvasElement).toDataURL()).join(' '));
  const before = await settled(page, shown);
  await island.getByRole('button', { name: /Next 12/ }).press('Enter');
  await expect.poll(shown).not.toBe(before);
});

test('two sliders by hand: the error falls towards the encoder, whose numbers can be seen', async ({ page }) => {
  await page.goto('/unsupervised-learning/');
  const island = page.locator('by-hand');
  await island.scrollIntoViewIfNeeded();
  const says = island.locator('[data-says]');
  const slider = island.getByRole('slider').first();
  await expect(slider).toBeVisible();
  await expect(island).toHaveAttribute('data-awake', '');
  const before = await settled(page, () => says.textContent());
  await slider.focus();
  for (let k = 0; k < 8; k++) await page.keyboard.press('ArrowRight');
  await expect(says).not.toHaveText(before!);
  await island.getByRole('button', { name: /encoder/ }).press('Enter');
  await expect(says).toContainText(/encoder/i);
});

test('a step of the recorded run can be read off the cost chart', async ({ page }) => {
  await page.goto('/training/');
  const island = page.locator('cost-chart').first();
  await island.scrollIntoViewIfNeeded();
  const slider = island.getByRole('slider', { name: 'Step' });
  await slider.focus();
  await expect(island).toHaveAttribute('data-awake', '');
  const before = await settled(page, () => island.locator('[data-says]').textContent());
  await page.keyboard.press('Home');
  await expect(island.locator('[data-says]')).not.toHaveText(before!);
});

test('figures come alive where a busy browser tells of several changes of view at once', async ({ page }) => {
  await page.addInitScript(() => {
    const Native = IntersectionObserver;
    globalThis.IntersectionObserver = class extends Native {
      constructor(callback: IntersectionObserverCallback, options?: IntersectionObserverInit) {
        // What was so a moment before comes in the same call, as Firefox does it now and then.
        const before = (change: IntersectionObserverEntry) =>
          ({ target: change.target, isIntersecting: !change.isIntersecting }) as unknown as IntersectionObserverEntry;
        super((changes, observer) => callback([...changes.map(before), ...changes], observer), options);
      }
    };
  });
  await page.goto('/generating/');
  await seeAll(page);
});

test('nothing moves by itself under reduced motion, and nothing is fetched for a figure that nobody sees', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const requests: string[] = [];
  page.on('request', (request) => requests.push(new URL(request.url()).pathname));
  await page.goto('/generating/', { waitUntil: 'networkidle' });
  const atTop = requests.filter((path) => path.startsWith('/runs/')).length;
  expect(requests.filter((path) => /tfjs|tensorflow/.test(path))).toEqual([]);
  await page.locator('digit-manifold').first().scrollIntoViewIfNeeded();
  await page.waitForLoadState('networkidle');
  expect(requests.filter((path) => path.startsWith('/runs/')).length).toBeGreaterThanOrEqual(atTop);
  expect(await page.evaluate(() => document.getAnimations().filter((each) => each.playState === 'running').length)).toBe(0);
});
