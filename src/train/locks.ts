// Web Locks that a worker holds while it trains, and only then: a page with a lock is not frozen in the background, nor kept for Back.

/** One training tab of this site at a time. */
const TRAINING = `two-numbers:${import.meta.env.BASE_URL}:training`;

/** Gives the callback's lock up. */
type Release = () => void;

function hold(name: string, options: LockOptions, onStolen: () => void): Promise<Release> {
  return new Promise((resolve) => {
    navigator.locks
      .request(name, options, () => new Promise<void>((release) => resolve(release)))
      .catch(() => {
        onStolen();
        // Where locks are refused altogether, training goes on without.
        resolve(() => {});
      });
  });
}

/**
 * Holds the site's training lock, taking it from another tab, and one of this worker's own name, by which the page learns of its end.
 * Resolves once both are held, with what releases them.
 * @param onStolen another tab has begun to train
 */
export async function holdLocks(onStolen: () => void): Promise<Release> {
  // Without a secure address, or in a frame without storage, there are none.
  if (!navigator.locks) return () => {};
  let holding = false;
  const releases = [
    await hold(self.name, {}, () => {}),
    await hold(TRAINING, { steal: true }, () => {
      if (holding) onStolen();
    }),
  ];
  holding = true;
  return () => {
    holding = false;
    releases.forEach((release) => release());
  };
}
