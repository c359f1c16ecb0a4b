// Keeps the reader's run: its latest state in memory, for when the worker is lost, and in the browser's store, for the next visit.
import type { SavedRun } from '../model/saved-run.ts';
import { deleteRun, loadRun, saveRun } from './store.ts';
import type { Kept } from './run.ts';

/** Least milliseconds between two writes while it trains: a state is megabytes. */
const PACE = 10_000;

type State = Omit<SavedRun, 'costs'>;

export interface Keeper {
  /** The latest state, with the costs up to it. */
  readonly latest: SavedRun | undefined;
  load(): Promise<SavedRun | undefined>;
  /** A newer state; undefined where another run has begun. */
  take(state: State | undefined): void;
  /** Writes the latest state now: no other will follow soon. */
  flush(): void;
  forget(): void;
}

/**
 * @param stored the name it is stored under; undefined for runs that are kept in memory only
 * @param costs all costs of the run so far
 */
export function createKeeper(stored: string | undefined, costs: () => SavedRun['costs'], onKept: (kept: Kept) => void): Keeper {
  let latest: State | undefined;
  let written: State | undefined;
  let writtenAt = -Infinity;

  const whole = (state: State): SavedRun => ({ ...state, costs: costs().filter(({ step }) => step <= state.snapshot.step) });

  async function write(): Promise<void> {
    if (!stored || !latest || latest === written) return;
    const state = latest;
    written = state;
    writtenAt = performance.now();
    const kept = await saveRun(stored, whole(state));
    if (written === state) onKept(kept ? 'run' : 'refused');
  }
  if (stored) {
    // Whoever leaves the page may not come back to it, but to another of this site.
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'hidden') void write();
    });
    for (const type of ['pagehide', 'freeze']) addEventListener(type, () => void write());
  }

  return {
    get latest() {
      return latest && whole(latest);
    },
    async load() {
      const run = stored ? await loadRun(stored) : undefined;
      latest = written = run;
      if (run) onKept('run');
      return run;
    },
    flush: () => void write(),
    take(state) {
      latest = state;
      if (state && performance.now() - writtenAt >= PACE) void write();
    },
    forget() {
      latest = written = undefined;
      if (stored) void deleteRun(stored);
      onKept('nothing');
    },
  };
}
