// Listening to several stores of a run at once.

/** What nanostores' atoms have in common, as far as it is needed here. */
interface Store {
  subscribe(listener: () => void): () => void;
}

/** Calls back now and whenever one of the stores changes, until `signal` aborts. */
export function onAny(stores: readonly Store[], signal: AbortSignal, listener: () => void): void {
  for (const store of stores) signal.addEventListener('abort', store.subscribe(listener));
}
