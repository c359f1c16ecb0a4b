// What the end-to-end tests share: a page that is watched, the site's addresses, and reading the transport.
import { expect, type Locator, type Page } from '@playwright/test';
import { awakenIslands, seeIslandHere } from './islands.ts';

export const CHAPTERS = [
  '/unsupervised-learning/',
  '/autoencoders/',
  '/digits/',
  '/pca/',
  '/network/',
  '/training/',
  '/testing/',
  '/generating/',
  '/variants/',
  '/anomalies/',
] as const;
export const PAGES = ['/', ...CHAPTERS, '/gallery/', '/lab/'] as const;

export interface Watched {
  /** Console errors, exceptions, failed requests. */
  readonly errors: string[];
  /** Every address that was asked for. */
  readonly requests: string[];
}

/** Notes everything that goes wrong on a page, and where it goes. Call it before the first visit. */
export function watch(page: Page): Watched {
  const watched: Watched = { errors: [], requests: [] };
  page.on('console', (message) => {
    if (message.type() === 'error') watched.errors.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => watched.errors.push(`exception: ${error.message}`));
  page.on('requestfailed', (request) => {
    // What is still under way when the test leaves a page is aborted by the leaving.
    if (request.failure()?.errorText !== 'net::ERR_ABORTED')
      watched.errors.push(`failed: ${request.url()} ${request.failure()?.errorText}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400) watched.errors.push(`${response.status()}: ${response.url()}`);
  });
  page.on('request', (request) => watched.requests.push(request.url()));
  return watched;
}

/** Requests that leave the site. */
export const foreign = (page: Page, { requests }: Watched) =>
  requests.filter((url) => !/^(data|blob):/.test(url) && new URL(url).origin !== new URL(page.url()).origin);

/** Waits until the page has drawn twice: what it was told before is on the screen, and what came into view has been noticed. */
export const drawn = (page: Page) =>
  page.evaluate(() => new Promise<void>((done) => requestAnimationFrame(() => requestAnimationFrame(() => done()))));

/** What `read` gives once it has given the same twice, a tenth of a second apart: what was being drawn is complete. */
export async function settled<Value>(page: Page, read: () => Promise<Value>): Promise<Value> {
  for (let last = await read(); ;) {
    await page.waitForTimeout(100);
    await drawn(page);
    const now = await read();
    if (now === last) return now;
    last = now;
  }
}

/** Where an element is once it stays there: figures above it may still put what is drawn live in the place of their pictures. CSS pixels. */
export async function restingBox(target: Locator) {
  const page = target.page();
  await page.waitForLoadState('networkidle');
  const box = await settled(page, async () => JSON.stringify((await target.boundingBox())!));
  return JSON.parse(box) as { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
}

/** Scrolls to each figure until it is alive, then back to the top. */
export async function seeAll(page: Page): Promise<void> {
  await awakenIslands((which) => page.evaluate(seeIslandHere, which));
  await page.evaluate(() => scrollTo(0, 0));
  await drawn(page);
}

export interface Transport {
  readonly button: (name: 'train' | 'step' | 'reset' | 'seed' | 'retry' | 'lower' | 'undo') => Locator;
  readonly out: (name: 'step' | 'cost' | 'test' | 'engine' | 'seed' | 'data') => Promise<string>;
  /** Steps that the reader's run has taken: 0 while the recording is shown, whose steps are another's. */
  readonly step: () => Promise<number>;
  readonly phase: () => Promise<string | null>;
  /** Presses Step and waits for its end; gives the cost of the batch. */
  readonly takeStep: () => Promise<string>;
}

/** The first transport of a page, in whatever state it is. */
export function barOf(page: Page): Transport {
  const root = page.locator('train-controls').first();
  const out = async (name: string) => (await root.locator(`[data-out="${name}"]`).first().textContent())?.trim() ?? '';
  const step = () =>
    root.evaluate((controls) => {
      const { phase } = controls.querySelector<HTMLElement>('.transport')!.dataset;
      const text = controls.querySelector('[data-out="step"]')!.textContent!;
      return phase === 'recorded' || phase === 'opening' ? 0 : Number(text.split(' of ')[0]!.replaceAll(',', ''));
    });
  const phase = () => root.locator('.transport').getAttribute('data-phase');
  const button = (name: string) => root.locator(`button[name="${name}"]`);
  const takeStep = async () => {
    const recorded = /^(recorded|opening)$/.test((await phase())!);
    const before = await step();
    await button('step').click();
    // Pressed while the recording still shows, Step may go on from a run that this browser kept.
    const wanted = recorded ? /^[1-9]\d* paused$/ : new RegExp(`^${before + 1} paused$`);
    await expect.poll(async () => `${await step()} ${await phase()}`).toMatch(wanted);
    return out('cost');
  };
  return { button, out, step, phase, takeStep };
}

/** An island in view that hears the reader: what is done to its picture before counts for nothing. */
export async function awaken(island: Locator): Promise<Locator> {
  await island.scrollIntoViewIfNeeded();
  await expect(island).toHaveAttribute('data-awake', '');
  return island;
}

/** Unfolds the first transport's settings. */
export async function openSettings(page: Page): Promise<void> {
  const folded = page.locator('train-controls').first().locator('button[name=settings][aria-expanded=false]');
  if (await folded.isVisible()) await folded.click();
}

/** The same, scrolled to and awake, with its run open and its settings unfolded. */
export async function transport(page: Page): Promise<Transport> {
  const root = await awaken(page.locator('train-controls').first());
  // A run that this browser kept is a run that is open, too.
  await expect(root.getByRole('status')).toHaveText(/^(You are watching a recording|Paused|Done)/);
  await openSettings(page);
  return barOf(page);
}

/** A fingerprint of what a canvas shows. */
export const pixels = (canvas: Locator) => canvas.evaluate((element) => (element as HTMLCanvasElement).toDataURL());

/** Presses arrow keys in turn until one has led to another digit: from the rim of a plane not every direction leads on. */
export async function pressUntil(page: Page, arrived: () => Promise<boolean>): Promise<void> {
  await expect(async () => {
    for (const key of ['ArrowRight', 'ArrowUp', 'ArrowLeft', 'ArrowDown']) {
      await page.keyboard.press(key);
      if (await arrived()) return;
    }
    expect(await arrived()).toBe(true);
  }).toPass();
}

/** A tool of the chapter on generating, in view and awake. */
export async function latentTool(page: Page, name: string): Promise<Locator> {
  await page.goto('/generating/');
  const island = await awaken(page.locator(name).first());
  await expect(island.getByRole('application').last()).toBeVisible();
  return island;
}
