// One thing at a time, in the order asked for: what lets an engine be asked for more before it has answered.

/** Gives a function that starts each piece of work when the one before has ended, well or badly. */
export function takingTurns(): <Value>(work: () => Promise<Value> | Value) => Promise<Value> {
  let before: Promise<unknown> = Promise.resolve();
  return (work) => {
    const done = before.then(work);
    before = done.catch(() => {});
    return done;
  };
}
