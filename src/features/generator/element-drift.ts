// The ring of the landing page goes from kind to kind by itself until the reader takes it.

/** Milliseconds from one kind of digit to the next, and between two places on the way. */
const [LEG, PACE] = [6_000, 50];

/**
 * Calls back with how far the ring is on its round, in legs, until the reader touches `host` or tabs into it, or `signal` aborts; never
 * for one who wants no motion.
 * @returns whether it still drifts
 */
export function drift(host: HTMLElement, signal: AbortSignal, move: (legs: number) => void): () => boolean {
  if (matchMedia('(prefers-reduced-motion: reduce)').matches) return () => false;
  let stopped = false;
  let [way, last, shown] = [0, performance.now(), -Infinity];
  const stop = () => (stopped = true);
  signal.addEventListener('abort', stop);
  for (const type of ['pointerdown', 'keydown', 'focusin']) host.addEventListener(type, stop, { signal, capture: true });
  const frame = (now: number) => {
    if (stopped) return;
    // A tab that was hidden goes on from where it was. The first frame may be of a moment before it was asked for.
    way += Math.max(0, Math.min(now - last, 2 * PACE));
    last = now;
    if (now - shown >= PACE) {
      shown = now;
      move(way / LEG);
    }
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
  return () => !stopped;
}
