// Breaks things under a page, and notes what its reader saw: `tests/.out/faults.md` collects it.
import { appendFileSync, mkdirSync } from 'node:fs';
import { expect, type Page, type Worker } from '@playwright/test';
import { transport, type Transport } from './visit.ts';

/** What a request is answered with in place of the server's own. */
export interface Answer {
  readonly status?: number;
  readonly contentType?: string;
  readonly body: Buffer | string;
}

/**
 * Answers requests with what `change` makes of the server's answer. A request that the end of the test overtakes is let go.
 * @param address of the server's answer; by default the one that is asked for
 */
export async function serveChanged(
  page: Page,
  files: string | RegExp,
  change: (body: Buffer) => Answer,
  address: (asked: string) => string = (asked) => asked,
): Promise<void> {
  await page.route(files, async (route) => {
    try {
      const response = await route.fetch({ url: address(route.request().url()) });
      await route.fulfill({ response, ...change(await response.body()) });
    } catch (error) {
      if (!/Test ended|has been closed/.test(String(error))) throw error;
    }
  });
}

/** Has the worker run `code` before anything of its own. */
export const inWorkers = (page: Page, code: string): Promise<void> =>
  serveChanged(page, /\/_astro\/switchboard-[^/]+\.js$/, (body) => ({ body: `{ ${code} }\n${body.toString()}` }));

/** The worker that has the run, not one of the engine's own threads. */
export const workerOf = (page: Page): Worker => page.workers().find((each) => /\/worker-[^/]+\.js$/.test(each.url()))!;

/** Keeps hold of graphics devices, so that a test can destroy one: `broken()` in the worker does. */
export const HOLD_DEVICE = `
  const request = GPUAdapter.prototype.requestDevice;
  GPUAdapter.prototype.requestDevice = async function (...rest) { return (self.held = await request.apply(this, rest)); };
  self.broken = () => self.held.destroy();
`;

/** In a page: the step of the run that the browser keeps; 0 where it keeps none. */
export const keptStepHere = async (): Promise<number> => {
  const [found] = await indexedDB.databases();
  if (!found) return 0;
  const asked = <Value>(request: IDBRequest<Value>) =>
    new Promise<Value>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error!);
    });
  const database = await asked(indexedDB.open(found.name!));
  const run = await asked<{ step: number } | undefined>(database.transaction('runs').objectStore('runs').get('digits'));
  database.close();
  return run?.step ?? 0;
};
export const keptStep = (page: Page) => page.evaluate(keptStepHere);

/** Notes a fault, what the reader saw, and the seconds until all was well, or was said not to be. */
export function noted(fault: string, saw: string, seconds: number): void {
  mkdirSync('tests/.out', { recursive: true });
  const row = `| ${fault} | ${saw.replaceAll('|', '/')} | ${seconds.toFixed(1)} |`;
  appendFileSync('tests/.out/faults.md', `${row}\n`);
}

/** The sentence of a failure, as the reader sees it; empty where there is none. */
const failure = async (page: Page) => (await page.locator('train-controls [role=alert]').first().textContent()) ?? '';

/**
 * Presses Train and waits until a step is taken or a sentence says why not. Gives what the reader saw and the seconds it took.
 */
export async function trainOrSay(page: Page): Promise<{ saw: string; seconds: number; bar: Transport }> {
  const bar = await transport(page);
  const from = performance.now();
  await bar.button('train').click();
  await expect
    .poll(async () => (/^[a-z-]+: /.test(await bar.out('engine')) && (await bar.step()) > 0) || (await failure(page)) !== '', {
      intervals: [100],
    })
    .toBe(true);
  const seconds = (performance.now() - from) / 1_000;
  return { saw: (await failure(page)) || `trains: ${await bar.out('engine')}`, seconds, bar };
}

/** Waits until the run has gone past `step`; gives the seconds since `from`. */
export async function goesOn(bar: Transport, step: number, from: number): Promise<number> {
  await expect.poll(async () => (await bar.phase()) === 'training' && (await bar.step()) > step, { intervals: [50] }).toBe(true);
  return (performance.now() - from) / 1_000;
}
