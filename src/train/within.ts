// Promises that must settle in time.

const SECOND = 1_000;

/**
 * Rejects with `message` unless `promise` settles in time. Seconds are counted as they pass while the machine is awake: one that slept
 * has not let anybody wait.
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

/** An engine that has not answered for that long, or 20 times as long as it was to take, hangs. Milliseconds. */
const PATIENCE = { least: 4_000, times: 20, first: 120_000 };

/** What an engine says, unless it has fallen silent. `expected`: milliseconds; infinite for the first step, which compiles. */
export function inTime<Value>(answer: Promise<Value>, expected: number): Promise<Value> {
  const patience = Number.isFinite(expected) ? Math.max(PATIENCE.least, PATIENCE.times * expected) : PATIENCE.first;
  return within(answer, patience, `The engine has not answered for ${Math.round(patience / 1_000)} seconds.`);
}
