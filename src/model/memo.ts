// Promises made once. A failed one is forgotten, so that the next call tries again.

interface Cache<Key, Value> {
  get(key: Key): Promise<Value> | undefined;
  set(key: Key, value: Promise<Value>): unknown;
  delete(key: Key): unknown;
}

/** The promise in `cache` under `key`; where there is none, `make` makes it. */
export function memo<Key, Value>(cache: Cache<Key, Value>, key: Key, make: () => Promise<Value>): Promise<Value> {
  const known = cache.get(key);
  if (known) return known;
  const made = make();
  cache.set(key, made);
  made.catch(() => {
    // Meanwhile it may have been forgotten, and made anew.
    if (cache.get(key) === made) cache.delete(key);
  });
  return made;
}

/** A function that calls `make` once, and again only after a failure. */
export function once<Value>(make: () => Promise<Value>): () => Promise<Value> {
  const cache = new Map<'only', Promise<Value>>();
  return () => memo(cache, 'only', make);
}
