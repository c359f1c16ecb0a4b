// Listening to several stores of a run at once.
import type { Run } from '../../runs/run.ts';
import type { Transport } from '../../runs/transport.ts';

/** What nanostores' atoms have in common, as far as it is needed here. */
interface Store {
  subscribe(listener: () => void): () => void;
}

/** Calls back now and whenever one of the stores changes, until `signal` aborts. */
export function onAny(stores: readonly Store[], signal: AbortSignal, listener: () => void): void {
  for (const store of stores) signal.addEventListener('abort', store.subscribe(listener));
}

/** Calls back with the run's state, now and whenever it becomes another, until `signal` aborts. */
export function onState(run: Run, signal: AbortSignal, listener: (state: Transport['state']) => void): void {
  let last: Transport['state'] | undefined;
  onAny([run.$transport], signal, () => {
    const { state } = run.$transport.get();
    if (state === last) return;
    last = state;
    listener(state);
  });
}
