// Waits for the graphics processor without Firefox's delay of up to 100 ms.

// Firefox looks for finished GPU work every 100 ms, and whenever something is submitted (https://bugzilla.mozilla.org/1870699). Empty
// submissions make it look at once; jax-js found this (pull request 124). Other browsers need none. Delete this file when the bug is fixed.
const POLLS = typeof navigator !== 'undefined' && navigator.userAgent.includes('Firefox');

/** Milliseconds: an empty submission every FIRST_PAUSE up to BRISK, then ever more rarely, and none after LAST. */
const FIRST_PAUSE = 1;
const BRISK = 20;
const LAST = 1_000;

/** Passes on `work`, a promise of `queue` that settles once all work submitted before is done. */
export async function finished<Value>(queue: GPUQueue, work: Promise<Value>): Promise<Value> {
  if (!POLLS) return work;
  let waiting = true;
  const over = () => (waiting = false);
  work.then(over, over);
  void (async () => {
    const since = performance.now();
    let pause = FIRST_PAUSE;
    while (waiting && performance.now() - since < LAST) {
      await new Promise((resolve) => setTimeout(resolve, pause));
      if (waiting) queue.submit([]);
      if (performance.now() - since > BRISK) pause = Math.min(2 * pause, 100);
    }
  })();
  return work;
}
