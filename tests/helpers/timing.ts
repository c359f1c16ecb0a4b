// Times are told in every run, and judged in one: `npm run test:slow` runs the tests tagged @timing by themselves, with TIMING set.
import { Worker } from 'node:worker_threads';
import { expect } from '@playwright/test';

/** Work of a fixed size on one thread; it answers when it is done. */
const WORK = `
  const { parentPort } = require('node:worker_threads');
  let x = 1;
  for (let k = 0; k < 2e7; k++) x = (Math.imul(x, 1664525) + 1013904223) | 0;
  parentPort.postMessage(x);
`;
/** Milliseconds of that work, on two threads at once, on the machine whose limits stand in the tests: two idle cores at 2.6 GHz. */
const REFERENCE = 150;

/** How many times as long this machine takes now, with all else it does, as an idle one of the kind the limits were set on; 1 at least. */
async function slowness(): Promise<number> {
  const from = performance.now();
  await Promise.all([0, 1].map(() => new Promise((resolve) => new Worker(WORK, { eval: true }).once('message', resolve))));
  return Math.max(1, (performance.now() - from) / REFERENCE);
}
const atStart = process.env['TIMING'] ? slowness() : Promise.resolve(1);

/** Holds a time that was measured to its limit, seconds both, for a machine as slow as this one is. */
export async function expectWithin(seconds: number, limit: number): Promise<void> {
  if (!process.env['TIMING']) return;
  const times = Math.max(await atStart, await slowness());
  console.log(`    ${seconds.toFixed(1)} s of ${limit} s, on a machine ${times.toFixed(1)} times as slow`);
  expect(seconds).toBeLessThan(limit * times);
}
