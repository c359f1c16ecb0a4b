// Time limits on promises.

const SECOND = 1_000;

/** Something took longer than it was given. It may still be at work: nothing has failed. */
export class LateError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'LateError';
  }
}

/**
 * Rejects with a LateError unless `promise` settles within `milliseconds`. Time is counted in seconds that the machine is awake: while it
 * sleeps nobody waits.
 */
export function within<Value>(promise: Promise<Value>, milliseconds: number, message: string): Promise<Value> {
  let timer: ReturnType<typeof setTimeout>;
  const late = new Promise<never>((_, reject) => {
    const wait = (left: number) => {
      timer = setTimeout(() => (left > SECOND ? wait(left - SECOND) : reject(new LateError(message))), Math.min(left, SECOND));
    };
    wait(milliseconds);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
