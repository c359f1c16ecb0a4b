// Time limits on promises.

const SECOND = 1_000;

/**
 * Rejects with `message` unless `promise` settles within `milliseconds`. Time is counted in seconds that the machine is awake: while it
 * sleeps nobody waits.
 */
export function within<Value>(promise: Promise<Value>, milliseconds: number, message: string): Promise<Value> {
  let timer: ReturnType<typeof setTimeout>;
  const late = new Promise<never>((_, reject) => {
    const wait = (left: number) => {
      timer = setTimeout(() => (left > SECOND ? wait(left - SECOND) : reject(new Error(message))), Math.min(left, SECOND));
    };
    wait(milliseconds);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/** Milliseconds after which an engine counts as hung: `least`, or `times` the expected time if that is longer; `first` for the first step. */
const PATIENCE = { least: 4_000, times: 20, first: 120_000 };

/** An engine's answer; rejects with a sentence if the engine hangs. `expected`: milliseconds; Infinity for the first step, which compiles. */
export function inTime<Value>(answer: Promise<Value>, expected: number): Promise<Value> {
  const patience = Number.isFinite(expected) ? Math.max(PATIENCE.least, PATIENCE.times * expected) : PATIENCE.first;
  return within(answer, patience, `The engine has not answered for ${Math.round(patience / 1_000)} seconds.`);
}
