// Waiting for the graphics processor, in Firefox without its 100 ms clock.

// Firefox looks for finished work every 100 ms, and whenever something is submitted (Mozilla bug 1870699). Submitting nothing,
// often, makes it look; jax-js found this way out (its pull request 124). Elsewhere it would be work for nothing.
const CLOCKED = typeof navigator !== 'undefined' && navigator.userAgent.includes('Firefox');

/** Milliseconds: nudge every EVERY up to BRISK, then ever more rarely, and not after LAST. */
const EVERY = 1;
const BRISK = 20;
const LAST = 1_000;

/** Gives what `work` gives: a promise of this queue's that ends when it has worked everything off. */
export async function finished<Value>(queue: GPUQueue, work: Promise<Value>): Promise<Value> {
  if (!CLOCKED) return work;
  let waiting = true;
  const over = () => (waiting = false);
  work.then(over, over);
  void (async () => {
    const since = performance.now();
    let pause = EVERY;
    while (waiting && performance.now() - since < LAST) {
      await new Promise((resolve) => setTimeout(resolve, pause));
      if (waiting) queue.submit([]);
      if (performance.now() - since > BRISK) pause = Math.min(2 * pause, 100);
    }
  })();
  return work;
}
