// Web Locks that a worker holds while it trains, and only then: a page with a lock is neither frozen in the background nor put in the back/forward cache.

/** One training tab of this site at a time. */
const TRAINING = `two-numbers:${import.meta.env.BASE_URL}:training`;

/** Releases the locks. */
type Release = () => void;

function hold(name: string, options: LockOptions, onStolen: () => void): Promise<Release> {
  return new Promise((resolve) => {
    navigator.locks
      .request(name, options, () => new Promise<void>((release) => resolve(release)))
      .catch(() => {
        onStolen();
        // Where locks are refused altogether, training goes on without them.
        resolve(() => {});
      });
  });
}

/**
 * Takes the site's training lock, from another tab if need be, and a lock of this worker's name, which tells the page when the worker
 * ends. Resolves once both are held, with the function that releases them. Never rejects.
 * @param onStolen called when another tab takes the training lock
 */
export async function holdLocks(onStolen: () => void): Promise<Release> {
  // There are no locks at an insecure address, nor in a frame without storage.
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
