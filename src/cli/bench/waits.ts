// How long a reader waits after the press of Train, in each browser, with and without cross-origin isolation.
import { readFile } from 'node:fs/promises';
import { median } from '../../model/median.ts';
import { parseRecord } from '../../model/record.ts';
import { noChromium, openChromium } from '../drive/chromium.ts';
import type { Driver } from '../drive/browser.ts';
import { noFirefox, openFirefox } from '../drive/firefox.ts';
import { noWebKit, openWebKit } from '../drive/webkit.ts';
import { ISOLATION } from '../isolation.ts';
import { serve } from '../serve.ts';
import { buildSite } from '../site.ts';
import { aligned } from './table.ts';

/** Milliseconds that a reader looks at the Train button before the press: nobody presses what has just come into view. */
const LOOK = 2_000;
/** Each in a profile of its own: these many to the first step, and the first of them to the cost. */
const PROFILES = { first: 20, cost: 5 };
/** The last cost that the notebook printed. */
const COST = 0.0277;

/** A browser as far as it is driven here. */
type Opened = Omit<Driver, 'perform'>;

const BROWSERS = {
  Chromium: { missing: noChromium, open: () => openChromium() },
  Firefox: { missing: noFirefox, open: () => openFirefox() },
  WebKit: { missing: noWebKit, open: () => openWebKit() },
} as const satisfies Record<string, { readonly missing: string; readonly open: () => Promise<Opened> }>;

/** Milliseconds from the press to the first step, to a test cost below PCA's line, and to `COST`; the last two where they were waited for. */
interface Wait {
  readonly first: number;
  readonly pca?: number;
  readonly cost?: number;
  readonly engine: string;
}

export interface Waits {
  readonly browser: keyof typeof BROWSERS;
  readonly isolated: boolean;
  readonly waits: readonly Wait[];
}

/** In the page: scrolls to the first transport, and tells when its run is open. */
const READY = `
  const bar = document.querySelector('train-controls');
  bar?.querySelector('button[name=train]').scrollIntoView({ block: 'center', behavior: 'instant' });
  return bar?.dataset.awake === '' && bar.querySelector('.transport').dataset.phase === 'recorded'`;

/** In the page: presses Train and watches what the transport says. */
const PRESS = `
  const [pca, cost, toTheCost] = args;
  const bar = document.querySelector('train-controls');
  const out = (name) => bar.querySelector('[data-out="' + name + '"]').textContent.trim();
  const pressed = performance.now();
  const wait = {};
  bar.querySelector('button[name=train]').click();
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, 10));
    const { phase } = bar.querySelector('.transport').dataset;
    const [step, test, now] = [Number(out('step').split(' of ')[0].replaceAll(',', '')), Number(out('test')), performance.now() - pressed];
    if (phase === 'failed') throw new Error(bar.querySelector('[role=alert]').textContent);
    if ((phase !== 'training' && phase !== 'done') || step < 1) continue;
    wait.first ??= now;
    if (test < pca) wait.pca ??= now;
    if (test <= cost) wait.cost ??= now;
    if (!toTheCost || wait.cost !== undefined || phase === 'done') return { ...wait, engine: out('engine') };
  }`;

/** Milliseconds from the pointer's arrival at the landing page's button to its press. */
const HOVER = 300;

/** In the page: presses the landing page's button, and watches the dock until the test cost is below PCA's line: by then the points have parted. */
const PART = `
  const [pca, hover] = args;
  const button = document.querySelector('digit-generator [name=train]');
  button.dispatchEvent(new PointerEvent('pointerenter', { pointerType: 'mouse' }));
  await new Promise((resolve) => setTimeout(resolve, hover));
  const pressed = performance.now();
  button.click();
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, 10));
    const dock = document.querySelector('run-dock');
    const test = parseFloat(dock.querySelector('[data-strip=test]').textContent.replace('test cost ', ''));
    if (dock.dataset.phase === 'failed') throw new Error(dock.textContent);
    if (dock.dataset.phase === 'training' && test < pca) return performance.now() - pressed;
  }`;

/** One cold visit to the landing page: milliseconds from the press to points that have parted. */
async function partOnce(address: string, pca: number): Promise<number> {
  const browser = await openChromium();
  try {
    await browser.resize(1280, 800);
    await browser.goto(address);
    while (!(await browser.run<boolean>(`return document.querySelector('digit-generator')?.dataset.awake === ''`)))
      await new Promise((resolve) => setTimeout(resolve, 50));
    await new Promise((resolve) => setTimeout(resolve, LOOK));
    return await browser.run<number>(PART, pca, HOVER);
  } finally {
    await browser.close();
  }
}

async function waitOnce(open: () => Promise<Opened>, address: string, pca: number, toTheCost: boolean): Promise<Wait> {
  const browser = await open();
  try {
    await browser.resize(1280, 800);
    await browser.goto(new URL('training/', address).href);
    while (!(await browser.run<boolean>(READY))) await new Promise((resolve) => setTimeout(resolve, 50));
    await new Promise((resolve) => setTimeout(resolve, LOOK));
    return await browser.run<Wait>(PRESS, pca, COST, toTheCost);
  } finally {
    await browser.close();
  }
}

export interface AllWaits {
  readonly training: readonly Waits[];
  /** Milliseconds on the landing page, in Chromium, from the press to points that have parted. */
  readonly landing: readonly number[];
}

/** Builds and serves the site, and presses Train in every browser that is installed. */
export async function benchWaits(say: (line: string) => void): Promise<AllWaits> {
  say('building the site');
  await buildSite(2);
  const pca = parseRecord(JSON.parse(await readFile('dist/runs/mnist/run.json', 'utf8'))).baselines.pca2;
  const measured: Waits[] = [];
  const landing: number[] = [];
  for (const isolated of [true, false]) {
    const site = await serve('dist', { headers: isolated ? ISOLATION : {} });
    try {
      for (const [name, { missing, open }] of Object.entries(BROWSERS)) {
        if (missing) {
          say(`${name}: ${missing}`);
          continue;
        }
        const waits: Wait[] = [];
        for (let k = 0; k < PROFILES.first; k++) {
          const wait = await waitOnce(open, site.address, pca, k < PROFILES.cost);
          say(`${name}${isolated ? ', isolated' : ''}: ${JSON.stringify(wait)}`);
          waits.push(wait);
        }
        measured.push({ browser: name as keyof typeof BROWSERS, isolated, waits });
      }
      for (let k = 0; isolated && !noChromium && k < PROFILES.first; k++) landing.push(await partOnce(site.address, pca));
      say(`landing page: ${landing.map((wait) => wait.toFixed(0)).join(' ')}`);
    } finally {
      await site.close();
    }
  }
  return { training: measured, landing };
}

/** The measurement as a table. */
export function waitsTable({ training: measured, landing }: AllWaits): string {
  const seconds = (milliseconds: number) => (milliseconds / 1_000).toFixed(2);
  const some = (waits: readonly Wait[], key: 'pca' | 'cost') => waits.flatMap((wait) => wait[key] ?? []);
  const rows = measured.map(({ browser, isolated, waits }) => {
    const firsts = waits.map(({ first }) => first).sort((a, b) => a - b);
    return [
      browser,
      isolated ? 'yes' : 'no',
      seconds(median(firsts)),
      seconds(firsts[Math.ceil(0.95 * firsts.length) - 1]!),
      seconds(median(some(waits, 'pca'))),
      `${seconds(median(some(waits, 'cost')))} (${some(waits, 'cost').length} of ${PROFILES.cost})`,
      waits[0]!.engine.split(/[;:] /).slice(0, 2).join(', '),
    ];
  });
  const head = ['browser', 'isolated', 'first step, s', '95th percentile', "below PCA's line", `test cost ${COST}`, 'engine'];
  const parted =
    landing.length === 0
      ? []
      : [`landing page, from the press to points that have parted, ${landing.length} visits: median ${seconds(median(landing))} s`];
  return [...aligned(head, rows), ...parted].join('\n');
}
