// Reading: chapters in order, the list of chapters, the theme, and every chapter without JavaScript.
import { expect, test } from '@playwright/test';
import { CHAPTERS, watch } from '../helpers/visit.ts';

test('from the start to the last chapter by Next, and one back', async ({ page }) => {
  await page.goto('/');
  await page.locator('.chapter-list a').first().click();
  for (const chapter of CHAPTERS) {
    await expect(page).toHaveURL(new RegExp(`${chapter}$`));
    const next = page.getByRole('navigation', { name: 'Previous and next chapter' }).locator('a').last();
    if (chapter !== CHAPTERS.at(-1)) await next.click();
  }
  await page.locator('a[rel=prev]').click();
  await expect(page).toHaveURL(new RegExp(`${CHAPTERS.at(-2)}$`));
});

test('the list of chapters opens, marks this one, closes on Escape and leads on, by keyboard', async ({ page }) => {
  await page.goto('/pca/');
  const menu = page.locator('page-menu summary', { hasText: 'Chapters' });
  await menu.focus();
  await page.keyboard.press('Enter');
  const list = page.getByRole('navigation', { name: 'Chapters' });
  await expect(list).toBeVisible();
  await expect(list.locator('[aria-current=page]')).toHaveAttribute('href', '/pca/');
  // The lab is listed after the chapters.
  await expect(list.getByRole('link')).toHaveCount(CHAPTERS.length + 1);
  await page.keyboard.press('Escape');
  await expect(list).toBeHidden();
  await expect(menu).toBeFocused();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/unsupervised-learning\/$/);
});

test('the first press of Tab offers a way past the header', async ({ page }) => {
  await page.goto('/training/');
  await page.keyboard.press('Tab');
  await expect(page.locator('.skip')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/#main$/);
});

test('the theme button goes round, is kept, and the next page is dark from its first frame', async ({ page }) => {
  await page.addInitScript(() => {
    requestAnimationFrame(() => {
      Object.assign(globalThis, {
        firstFrame: [document.documentElement.dataset['theme'], getComputedStyle(document.documentElement).backgroundColor],
      });
    });
  });
  const firstFrame = () => page.evaluate(() => (globalThis as unknown as { firstFrame: string[] }).firstFrame);
  await page.emulateMedia({ colorScheme: 'light' });
  await page.goto('/');
  const root = page.locator('html');
  const light = await firstFrame();
  expect(light[0]).toBe('light');
  const button = page.getByRole('button', { name: /^Theme: / });
  await expect(button).toHaveAccessibleName('Theme: auto');
  await button.click();
  await expect(button).toHaveAccessibleName('Theme: light');
  await button.click();
  await expect(button).toHaveAccessibleName('Theme: dark');
  await expect(root).toHaveAttribute('data-theme', 'dark');
  await page.goto('/digits/');
  const dark = await firstFrame();
  expect(dark[0]).toBe('dark');
  expect(dark[1]).not.toBe(light[1]);
  await page.getByRole('button', { name: 'Theme: dark' }).click();
  await expect(root).toHaveAttribute('data-theme', 'light');
});

test('the system may change its mind while the page is open', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'light' });
  await page.goto('/');
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
});

test('code is copied by its button, and its tabs turn by arrow keys', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto('/training/');
  const tabs = page.locator('code-tabs').first();
  const [first, second] = [tabs.getByRole('tab').first(), tabs.getByRole('tab').last()];
  await first.focus();
  await page.keyboard.press('ArrowRight');
  await expect(second).toBeFocused();
  await expect(second).toHaveAttribute('aria-selected', 'true');
  const shown = tabs.getByRole('tabpanel').locator('visible=true');
  await expect(shown).toHaveCount(1);
  await shown.hover();
  await shown.locator('button').first().click();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied.length).toBeGreaterThan(20);
  expect((await shown.textContent())?.replace(/\s/g, '')).toContain(copied.replace(/\s/g, '').slice(0, 40));
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });
  for (const chapter of ['/', ...CHAPTERS]) {
    // The others have the same figures and frames.
    const tag = ['/', '/training/', '/generating/'].includes(chapter) ? [] : '@slow';
    test(`${chapter} is readable`, { tag }, async ({ page }) => {
      const watched = watch(page);
      await page.goto(chapter);
      await expect(page.locator('h1')).toBeVisible();
      for (const figure of await page.locator('figure.fig').all()) {
        const pictures = figure.locator('.fig-body').locator('svg, img, pre, .hint').locator('visible=true');
        expect(await pictures.count()).toBeGreaterThan(0);
        // Where there is nothing to see without scripts, a sentence says so.
        if ((await figure.locator('.no-js').count()) > 0) continue;
        const { width = 0, height = 0 } = (await figure.locator('.fig-body').boundingBox()) ?? {};
        expect(Math.min(width, height)).toBeGreaterThan(chapter === '/' ? 100 : 40);
      }
      // What only scripts can serve is not offered.
      await expect(page.locator('button:visible').filter({ hasText: /^(Train|Step|Reset|New seed)$/ })).toHaveCount(0);
      for (const tabs of await page.locator('code-tabs').all()) await expect(tabs.locator('pre:visible')).toHaveCount(2);
      await expect(page.locator('main .katex').first()).toBeVisible({ visible: (await page.locator('main .katex').count()) > 0 });
      expect(watched.errors).toEqual([]);
    });
  }
});
