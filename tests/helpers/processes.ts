// The browser's processes as the system has them: what they hold in memory, and how to slow them down.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { Browser } from '@playwright/test';

/** Numbers of the processes of the kinds that `types` names: `renderer` draws pages and computes for them. */
export async function processesOf(browser: Browser, types: RegExp): Promise<number[]> {
  const devtools = await browser.newBrowserCDPSession();
  const { processInfo } = await devtools.send('SystemInfo.getProcessInfo');
  await devtools.detach();
  return processInfo.filter(({ type }) => types.test(type)).map(({ id }) => id);
}

/** Those of `processesOf` whose memory the system tells (Linux). */
const told = async (browser: Browser, types: RegExp) =>
  (await processesOf(browser, types)).filter((id) => existsSync(`/proc/${id}/status`));

const megabytes = (id: number, what: 'VmRSS' | 'VmHWM') =>
  Number(new RegExp(`${what}:\\s+(\\d+)`).exec(readFileSync(`/proc/${id}/status`, 'utf8'))?.[1] ?? 0) / 1e3;

/**
 * Resident megabytes of the processes that draw and compute. A page of memory that several processes share counts once: each is told its
 * share of it (the kernel's "proportional set size"). Sums of what each has resident count the browser's own program once a process.
 */
export async function resident(browser: Browser): Promise<number> {
  const share = (id: number) => Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${id}/smaps_rollup`, 'utf8'))?.[1] ?? 0) / 1e3;
  return (await told(browser, /renderer|GPU/)).reduce((sum, id) => sum + share(id), 0);
}

/** Resident megabytes that all processes of the browser take more, at their peaks, than they have now. Call what is returned to read it. */
export async function peakFromNow(browser: Browser): Promise<() => Promise<number>> {
  const before = new Map((await told(browser, /./)).map((id) => [id, megabytes(id, 'VmRSS')]));
  // Linux forgets the peaks so far.
  for (const id of before.keys()) writeFileSync(`/proc/${id}/clear_refs`, '5');
  return async () => (await told(browser, /./)).reduce((sum, id) => sum + Math.max(0, megabytes(id, 'VmHWM') - (before.get(id) ?? 0)), 0);
}

/** Stops processes where they stand, as a telephone does; the function that is returned lets them go on. */
export function stopped(processes: readonly number[]): () => void {
  for (const id of processes) process.kill(id, 'SIGSTOP');
  return () => {
    for (const id of processes) process.kill(id, 'SIGCONT');
  };
}

/** Milliseconds of a stop and the run after it. */
const PERIOD = 400;

/**
 * A machine so many times slower: stops the browser's processes that draw and compute most of the time, workers among them, which the
 * developer tools' own throttle leaves as fast as they are (POSIX). What is returned lets them run again, and has to be called.
 */
export async function slowDown(browser: Browser, times: number): Promise<() => Promise<void>> {
  let over = false;
  const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
  const signal = (ids: readonly number[], name: 'SIGSTOP' | 'SIGCONT') => {
    for (const id of ids)
      try {
        process.kill(id, name);
      } catch {
        // It has ended.
      }
  };
  const slowing = (async () => {
    while (!over) {
      // Pages that open meanwhile have processes of their own.
      const ids = await processesOf(browser, /renderer|GPU/);
      for (let k = 0; k < 5 && !over; k++) {
        signal(ids, 'SIGSTOP');
        await wait(PERIOD * (1 - 1 / times));
        signal(ids, 'SIGCONT');
        await wait(PERIOD / times);
      }
    }
  })();
  return async () => {
    over = true;
    await slowing;
  };
}
