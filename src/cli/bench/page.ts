// How the built page keeps up with its reader: frames while the run is scrubbed, the time from a pointer's move to its digit, and how
// soon it answers while it trains.
import { chromium, type Page } from '@playwright/test';
import { BROWSER_ARGS, findBrowser } from '../browser.ts';
import { buildSite, serveSite } from '../site.ts';
import { median } from './contest.ts';

/** Milliseconds between two presses of an arrow key: twice as fast as the timeline plays. */
const PRESS_EVERY = 60;
const SWEEPS = 10;
const MOVES = 200;
const PRESSES = 60;
const PAUSES = 10;
/** Milliseconds that a run is watched. */
const WATCHED = 6_000;
/** How many times slower than here the page's processor is made, to be a phone's. */
const SLOWER = 4;

export interface Smoothness {
  readonly moments: number;
  /** Milliseconds between two frames of the page, and maps drawn meanwhile. */
  readonly frame: { readonly median: number; readonly p95: number; readonly worst: number };
  readonly maps: number;
  readonly longTasks: number;
  /** The same in the watch view, while the full network trains, and how many times a second its plane is drawn. */
  readonly watch: {
    readonly median: number;
    readonly p95: number;
    readonly worst: number;
    readonly longTasks: number;
    readonly planes: number;
  };
  /** Milliseconds from the move of a pointer to the canvas with its digit. */
  readonly digit: { readonly median: number; readonly p95: number };
  /** Milliseconds while a network trains: from a press to the next frame on a slower processor, and from Pause to a run that stands. */
  readonly training: {
    readonly press: { readonly p75: number; readonly worst: number };
    readonly pause: { readonly median: number; readonly worst: number };
  };
}

const part = (values: readonly number[], p: number) => values.toSorted((a, b) => a - b)[Math.floor(p * (values.length - 1))]!;

/** What the page notes about itself. */
interface Notes {
  frames: number[];
  longTasks: number;
  maps: number;
  planes: number;
  /** Called when a canvas inside `.codes-panels` is drawn. */
  drawn?: (() => void) | undefined;
}
declare global {
  var notes: Notes;
}

/** Runs in the page before its own scripts. */
function takeNotes(): void {
  globalThis.notes = { frames: [], longTasks: 0, maps: 0, planes: 0 };
  const clear = CanvasRenderingContext2D.prototype.clearRect;
  CanvasRenderingContext2D.prototype.clearRect = function (this: CanvasRenderingContext2D, ...args: Parameters<typeof clear>) {
    clear.apply(this, args);
    if (this.canvas.className === 'plane-marks' && this.canvas.closest('latent-space')) globalThis.notes.planes++;
  };
  const put = CanvasRenderingContext2D.prototype.putImageData;
  CanvasRenderingContext2D.prototype.putImageData = function (this: CanvasRenderingContext2D, ...args: Parameters<typeof put>) {
    put.apply(this, args);
    if (this.canvas.width > 500) globalThis.notes.maps++;
    if (this.canvas.closest('.codes-panels')) globalThis.notes.drawn?.();
  } as typeof put;
  new PerformanceObserver((list) => (globalThis.notes.longTasks += list.getEntries().length)).observe({ type: 'longtask' });
}

/** The gallery with nothing but these figures on it, so that all are in view at once. */
async function showOnly(page: Page, address: string, tags: readonly string[]): Promise<void> {
  await page.goto(`${address}gallery/`);
  await page.evaluate((wanted) => {
    const firsts = wanted.map((tag) => document.querySelector(tag));
    for (const element of document.querySelectorAll<HTMLElement>('article.prose > *')) element.hidden = !firsts.includes(element);
    for (const element of document.querySelectorAll<HTMLElement>('article.prose > [hidden]')) element.style.display = 'none';
  }, tags);
}

/** Goes through all moments with the arrow keys, there and back, with the plane of 500 points and the map of 20 by 20 in view. */
async function scrub(page: Page, address: string): Promise<Omit<Smoothness, 'digit' | 'training' | 'watch'>> {
  await showOnly(page, address, ['run-timeline', 'latent-space', 'digit-manifold']);
  const slider = page.locator('run-timeline input');
  await page.locator('digit-manifold canvas').first().waitFor();
  const moments = Number(await slider.getAttribute('max')) + 1;
  await slider.focus();
  const sweep = async (key: string) => {
    for (let k = 1; k < moments; k++) {
      await page.keyboard.press(key);
      await page.waitForTimeout(PRESS_EVERY);
    }
  };
  // The first time through, the recording's decoders are fetched.
  await sweep('ArrowLeft');
  await page.waitForLoadState('networkidle');
  await sweep('ArrowRight');
  await countFrames(page);
  for (let k = 0; k < SWEEPS; k++) await sweep(k % 2 === 0 ? 'ArrowLeft' : 'ArrowRight');
  const { frames, longTasks, maps } = await page.evaluate(() => globalThis.notes);
  return { moments, frame: between(frames), maps, longTasks };
}

/** Milliseconds between frames. */
function between(frames: readonly number[]) {
  const times = frames.slice(1).map((now, k) => now - frames[k]!);
  return { median: median(times), p95: part(times, 0.95), worst: Math.max(...times) };
}

/** From now on the page notes its frames, and what it draws in them. */
const countFrames = (page: Page) =>
  page.evaluate(() => {
    const { notes } = globalThis;
    Object.assign(notes, { frames: [], longTasks: 0, maps: 0, planes: 0 });
    const count = (now: number) => {
      notes.frames.push(now);
      requestAnimationFrame(count);
    };
    requestAnimationFrame(count);
  });

/** All of a run on one screen while the notebook's network trains, from the steps after which no engine is tried any more. */
async function watchIt(page: Page, address: string): Promise<Smoothness['watch']> {
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.goto(`${address}training/?watch`);
  const view = page.locator('dialog.watch');
  await view.locator('digit-manifold canvas.sheet').waitFor();
  await view.locator('[name=press]').click();
  await page.waitForFunction((step) => parseInt(document.querySelector('dialog.watch [data-strip=progress]')!.textContent!, 10) > step, 60);
  await countFrames(page);
  await page.waitForTimeout(WATCHED);
  const { frames, longTasks, planes } = await page.evaluate(() => globalThis.notes);
  return { ...between(frames), longTasks, planes: planes / (WATCHED / 1_000) };
}

/** Drags the generator's point about; each move waits for the digit of the one before. */
async function drag(page: Page, address: string): Promise<Smoothness['digit']> {
  await showOnly(page, address, ['digit-generator']);
  await page.locator('digit-generator canvas').first().waitFor();
  await page.locator('digit-generator .plane-handle').first().waitFor();
  await page.waitForLoadState('networkidle');
  const times = await page.evaluate(async (moves) => {
    const handle = document.querySelector('digit-generator .plane-handle')!;
    const plane = handle.parentElement!;
    const { left, top, width, height } = plane.getBoundingClientRect();
    const at = (k: number) => ({
      clientX: left + width * (0.5 + 0.3 * Math.cos(k / 9)),
      clientY: top + height * (0.5 + 0.3 * Math.sin(k / 7)),
      pointerType: 'mouse',
      pointerId: 1,
      bubbles: true,
    });
    // A pointer that is not there cannot be captured.
    plane.setPointerCapture = () => {};
    handle.dispatchEvent(new PointerEvent('pointerdown', at(0)));
    const times: number[] = [];
    for (let k = 1; k <= moves; k++) {
      await new Promise(requestAnimationFrame);
      const moved = performance.now();
      plane.dispatchEvent(new PointerEvent('pointermove', at(k)));
      // What is drawn from here on is the answer to this move.
      await new Promise<void>((resolve) => (globalThis.notes.drawn = resolve));
      times.push(performance.now() - moved);
      globalThis.notes.drawn = undefined;
    }
    return times;
  }, MOVES);
  return { median: median(times), p95: part(times, 0.95) };
}

/** Presses keys and points at digits while the network of /training/ trains, on a slow processor; then pauses it, on a quick one. */
async function interrupt(page: Page, address: string): Promise<Smoothness['training']> {
  await page.goto(`${address}training/`);
  const train = page.locator('train-controls button[name=train]').first();
  const plane = page.locator('latent-space .plane-marks').first();
  await plane.scrollIntoViewIfNeeded();
  await plane.waitFor();
  // The default recipe is over in seconds.
  await page.evaluate(() => {
    const recipe = document.querySelector<HTMLSelectElement>('train-controls select[name=recipe]')!;
    recipe.value = 'notebook';
    recipe.dispatchEvent(new Event('change', { bubbles: true }));
  });
  await page.waitForFunction(() => document.querySelector<HTMLElement>('.transport')?.dataset['phase'] === 'idle');
  await train.click();
  const training = () => page.waitForFunction(() => document.querySelector<HTMLElement>('.transport')?.dataset['phase'] === 'training');
  await training();
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
  await page.evaluate(() => {
    const longest = new Map<number, number>();
    const note = (entries: PerformanceEntryList) => {
      for (const { interactionId, duration } of entries as PerformanceEventTiming[])
        if (interactionId) longest.set(interactionId, Math.max(duration, longest.get(interactionId) ?? 0));
    };
    // Presses answered sooner than that are not told: 16 ms is what they count as.
    new PerformanceObserver((list) => note(list.getEntries())).observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit);
    Object.assign(globalThis, { longest });
  });
  const box = (await plane.boundingBox())!;
  for (let k = 0; k < PRESSES; k++) {
    const [x, y] = [box.x + box.width * (0.3 + (0.4 * ((k * 7) % 10)) / 10), box.y + box.height * (0.3 + (0.4 * ((k * 3) % 10)) / 10)];
    if (k % 3 === 0) await page.mouse.click(x, y);
    else await page.keyboard.press(k % 2 ? 'ArrowLeft' : 'ArrowRight');
    await page.waitForTimeout(100);
  }
  const told = await page.evaluate(() => [...(globalThis as unknown as { longest: Map<number, number> }).longest.values()]);
  const presses = [...told, ...Array.from({ length: Math.max(0, PRESSES - told.length) }, () => 16)];
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: 1 });
  const pauses: number[] = [];
  for (let k = 0; k < PAUSES; k++) {
    await training();
    await page.waitForTimeout(300);
    pauses.push(
      await page.evaluate(async () => {
        const bar = document.querySelector<HTMLElement>('.transport')!;
        const button = bar.closest('train-controls')!.querySelector<HTMLButtonElement>('button[name=train]')!;
        const stands = new Promise((resolve) => {
          const look = () => bar.dataset['phase'] === 'paused' && resolve(undefined);
          new MutationObserver(look).observe(bar, { attributes: true });
        });
        const pressed = performance.now();
        button.click();
        await stands;
        const taken = performance.now() - pressed;
        button.click();
        return taken;
      }),
    );
  }
  return {
    press: { p75: part(presses, 0.75), worst: Math.max(...presses) },
    pause: { median: median(pauses), worst: Math.max(...pauses) },
  };
}

/** Measures the site at an address. Throws a sentence where there is no browser. */
async function measurePage(address: string): Promise<Smoothness> {
  const executablePath = findBrowser();
  if (!executablePath) throw new Error('no Chromium or Chrome found: install one, or name one in CHROMIUM_PATH');
  const browser = await chromium.launch({ executablePath, args: [...BROWSER_ARGS] });
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 1700 } });
    await page.addInitScript(takeNotes);
    const scrubbed = await scrub(page, address);
    const digit = await drag(page, address);
    const training = await interrupt(page, address);
    return { ...scrubbed, digit, training, watch: await watchIt(page, address) };
  } finally {
    await browser.close();
  }
}

/** Builds the site, serves and measures it. */
export async function benchPage(say: (line: string) => void): Promise<Smoothness> {
  say('building the site');
  // Standard output belongs to the report.
  await buildSite(2);
  const site = await serveSite();
  try {
    return await measurePage(site.address);
  } finally {
    await site.close();
  }
}

/** The measurement in words. */
export function smoothnessText({ moments, frame, maps, longTasks, digit, training, watch }: Smoothness): string {
  const ms = (value: number) => `${value.toFixed(1)} ms`;
  return [
    `scrubbing ${moments} moments, ${SWEEPS} times, with 500 points and a map of 20 x 20 in view (${maps} maps drawn):`,
    `  between frames: median ${ms(frame.median)}, 95th percentile ${ms(frame.p95)}, worst ${ms(frame.worst)}`,
    `  tasks of more than 50 ms: ${longTasks}`,
    `from a pointer's move to its digit, ${MOVES} moves: median ${ms(digit.median)}, 95th percentile ${ms(digit.p95)}`,
    `while it trains, from a press to the next frame, ${PRESSES} presses on a processor ${SLOWER} times slower: 75th percentile ${ms(training.press.p75)}, worst ${ms(training.press.worst)}`,
    `in the watch view while the full network trains, ${WATCHED / 1_000} s (its plane drawn ${watch.planes.toFixed(0)} times a second):`,
    `  between frames: median ${ms(watch.median)}, 95th percentile ${ms(watch.p95)}, worst ${ms(watch.worst)}`,
    `  tasks of more than 50 ms: ${watch.longTasks}`,
    `from Pause to a run that stands, ${PAUSES} times: median ${ms(training.pause.median)}, worst ${ms(training.pause.worst)}`,
  ].join('\n');
}
