// Printing is ink on white, whatever the page looks like on the screen.
import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { printedColours } from '../helpers/pdf.ts';
import { serveSmallRun } from '../helpers/small-run.ts';
import { pixels, seeAll } from '../helpers/visit.ts';

const [light, dark] = [...readFileSync('src/styles/tokens.css', 'utf8').matchAll(/:root[^{]*\{([^}]*)\}/g)].map(
  ([, block]) => new Set(block!.match(/#[0-9a-f]{6}/g)),
) as [Set<string>, Set<string>];
const INK = '#1d1a16';

function expectInkOnWhite(pdf: Buffer): void {
  const printed = printedColours(pdf);
  expect(printed).toContain(INK);
  expect([...printed].filter((colour) => dark.has(colour) && !light.has(colour))).toEqual([]);
}

test('a dark page is printed light, figures in view or not, and is dark again afterwards', { tag: '@slow' }, async ({ page }) => {
  await serveSmallRun(page);
  await page.emulateMedia({ colorScheme: 'light' });
  await page.goto('/testing/');
  await seeAll(page);
  const marks = page.locator('latent-space').first().locator('canvas.plane-marks');
  const inLight = await pixels(marks);
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect.poll(() => pixels(marks)).not.toBe(inLight);
  const inDark = await pixels(marks);
  const printing = page.evaluate(
    () =>
      new Promise<string>((resolve) =>
        addEventListener('beforeprint', () =>
          resolve(document.querySelector<HTMLCanvasElement>('latent-space canvas.plane-marks')!.toDataURL()),
        ),
      ),
  );
  expectInkOnWhite(await page.pdf({ printBackground: true }));
  expect(await printing).toBe(inLight);
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  expect(await pixels(marks)).toBe(inDark);
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('a dark page is printed light', async ({ page }) => {
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.goto('/pca/');
    expectInkOnWhite(await page.pdf({ printBackground: true }));
  });
});
