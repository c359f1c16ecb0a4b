// The stage: what one sees of a run stands beside the text from the press of Train on; and how soon a chapter has something to do.
import { expect, test, type Page } from '@playwright/test';
import { inView, type Part } from '../helpers/in-view.ts';
import { awakenIsland, seeIslandHere } from '../helpers/islands.ts';
import { ENDLESS, serveSmallRun } from '../helpers/small-run.ts';
import { awaken, CHAPTERS, drawn, pixels, transport } from '../helpers/visit.ts';

/** Scrolls by `step` pixels from where the page is to where the stage ends at the dock, and notes what is in view at each stop. */
async function throughStage(page: Page, step: number): Promise<readonly (readonly Part[])[]> {
  const seen: (readonly Part[])[] = [];
  for (let more = true; more;) {
    seen.push(await inView(page));
    more = await page.evaluate((by) => {
      const left =
        document.querySelector('.stage')!.getBoundingClientRect().bottom - document.querySelector('run-dock')!.getBoundingClientRect().top;
      scrollBy({ top: Math.min(by, left), behavior: 'instant' });
      return left >= 1;
    }, step);
    await drawn(page);
  }
  return seen;
}

/** How many times as large a drawing is shown as it was drawn. */
const enlarged = (page: Page, drawing: string) =>
  page.locator(`.stage-figures ${drawing}`).evaluate((svg: SVGSVGElement) => svg.getBoundingClientRect().width / svg.viewBox.baseVal.width);

for (const [width, height] of [
  [1440, 900],
  [1280, 800],
  [1024, 768],
] as const) {
  test(`at ${width} by ${height}, four of six parts of a run are in view from the press of Train to the end of the stage`, async ({
    page,
  }) => {
    await page.setViewportSize({ width, height });
    await serveSmallRun(page, ENDLESS);
    await page.goto('/training/?engine=simd');
    const bar = await transport(page);
    // Pressed as soon as it can be: at the lower edge of what the dock will leave of the window.
    await bar.button('train').evaluate((button) => {
      const dock = parseFloat(getComputedStyle(document.querySelector('.dock')!).height) || 80;
      scrollBy({ top: button.getBoundingClientRect().bottom + dock - innerHeight, behavior: 'instant' });
    });
    await bar.button('train').click();
    await expect.poll(bar.step).toBeGreaterThan(20);
    const seen = await throughStage(page, 100);
    expect(seen.length).toBeGreaterThan(10);
    for (const parts of seen) expect(parts).toEqual(expect.arrayContaining(['cost', 'plane', 'reconstructions', 'Pause']));
    // Where the text comes to it, the scrubber is beside them.
    expect(seen.some(({ length }) => length > 4)).toBe(true);
    // They are drawn for the column, with letters of their own size, and they are alive.
    for (const drawing of ['latent-space .plane > svg', 'cost-chart .plate > svg'])
      await expect.poll(() => enlarged(page, drawing), drawing).toBeCloseTo(1, 1);
    for (const canvas of ['latent-space canvas.plane-marks', 'digit-reconstruction .item canvas:nth-child(2)']) {
      const live = page.locator(canvas).first();
      const before = await pixels(live);
      await expect.poll(() => pixels(live), canvas).not.toBe(before);
    }
  });
}

test('where the run is trained in the chapter on generating, its map and the scrubber are in view', async ({ page }) => {
  for (const [width, height] of [
    [1440, 900],
    [1280, 800],
    [1024, 768],
  ] as const) {
    await page.setViewportSize({ width, height });
    await page.goto('/generating/');
    const train = page.locator('train-controls button[name=train]');
    await awaken(page.locator('digit-manifold').last());
    await train.evaluate((button) => button.scrollIntoView({ block: 'center', behavior: 'instant' }));
    await expect(train).toBeInViewport({ ratio: 1 });
    await expect.poll(() => inView(page)).toEqual(['map', 'scrubber']);
    await expect.poll(() => enlarged(page, 'digit-manifold .plane > svg')).toBeCloseTo(1, 1);
  }
});

test('in a window that is narrow or low, and in print, the figures of a stage stand in the text', async ({ page }) => {
  await page.goto('/training/');
  const place = () => page.locator('.stage-figures').evaluate((column) => getComputedStyle(column).position);
  expect(await place()).toBe('sticky');
  for (const size of [
    { width: 1023, height: 800 },
    { width: 1280, height: 600 },
  ]) {
    await page.setViewportSize(size);
    expect(await place()).toBe('static');
  }
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.emulateMedia({ media: 'print' });
  expect(await place()).toBe('static');
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('the figures of a stage stand in the text', async ({ page }) => {
    await page.goto('/training/');
    const [lead, figures, steps] = await Promise.all(
      ['lead', 'figures', 'steps'].map(async (part) => (await page.locator(`.stage-${part}`).boundingBox())!),
    );
    expect(figures!.y).toBeGreaterThanOrEqual(lead!.y + lead!.height);
    expect(steps!.y).toBeGreaterThanOrEqual(figures!.y + figures!.height);
  });
});

/** Where the first thing to press, move or type in of a chapter's figures begins, in pixels from the top of the page. */
async function firstInteraction(page: Page): Promise<number> {
  for (let k = 0; ; k++) {
    const see = (which: number | string) => page.evaluate(seeIslandHere, which);
    const name = (await see(k))!.name;
    if (name === 'code-tabs') continue;
    await awakenIsland(see, k);
    const top = await page
      .locator(name)
      .first()
      .evaluate((island) => {
        const things = [...island.querySelectorAll<HTMLElement>('button, input, select, [tabindex="0"]')];
        const first = things.filter((thing) => thing.checkVisibility() && !thing.matches(':disabled'));
        return Math.min(...first.map((thing) => thing.getBoundingClientRect().top + scrollY));
      });
    if (Number.isFinite(top)) return top;
  }
}

for (const [width, height] of [
  [1280, 800],
  [390, 844],
] as const) {
  test(`every chapter has something to do within its first screen and a half, at ${width} by ${height}`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    for (const chapter of CHAPTERS) {
      await page.goto(chapter);
      expect(await firstInteraction(page), chapter).toBeLessThanOrEqual(1.5 * height);
    }
  });
}
