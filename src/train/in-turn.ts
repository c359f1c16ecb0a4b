// Runs asynchronous work one piece at a time, so that callers may ask an engine for more before it has answered.

/** Returns a function that starts each piece of work when the one before has settled. */
export function takingTurns(): <Value>(work: () => Promise<Value> | Value) => Promise<Value> {
  let before: Promise<unknown> = Promise.resolve();
  return (work) => {
    const done = before.then(work);
    before = done.catch(() => {});
    return done;
  };
}
