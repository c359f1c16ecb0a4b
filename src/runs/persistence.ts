// Saves the reader's run: its latest state in memory, for when the worker is lost, and in IndexedDB, for the next visit.
import type { SavedRun } from '../model/saved-run.ts';
import type { Persisted } from './run.ts';
import { deleteRun, loadRun, saveRun } from './run-database.ts';

/** Least milliseconds between two writes while it trains: a state is megabytes. */
const WRITE_INTERVAL = 10_000;

type State = Omit<SavedRun, 'costs'>;

export interface Persistence {
  /** The latest state, with the costs up to it. */
  readonly latest: SavedRun | undefined;
  /** Reads the run of an earlier visit; undefined where there is none. */
  load(): Promise<SavedRun | undefined>;
  /** Takes a newer state; undefined when another run has begun. */
  take(state: State | undefined): void;
  /** Writes the latest state now: no other will follow soon. */
  flush(): void;
  /** Deletes the run from memory and from the database. */
  forget(): void;
}

/**
 * @param key its key in the database; undefined for a run that is saved in memory alone
 * @param costs all costs of the run so far
 */
export function createPersistence(
  key: string | undefined,
  costs: () => SavedRun['costs'],
  onChange: (persisted: Persisted) => void,
): Persistence {
  let latest: State | undefined;
  let written: State | undefined;
  let writtenAt = -Infinity;

  const whole = (state: State): SavedRun => ({ ...state, costs: costs().filter(({ step }) => step <= state.snapshot.step) });

  async function write(): Promise<void> {
    if (!key || !latest || latest === written) return;
    const state = latest;
    written = state;
    writtenAt = performance.now();
    const saved = await saveRun(key, whole(state));
    if (written === state) onChange(saved ? 'run' : 'refused');
  }
  if (key) {
    // A reader who leaves this page may next open another page of the site, which reads the database.
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
      const run = key ? await loadRun(key) : undefined;
      written = run;
      if (run) onChange('run');
      return run;
    },
    flush: () => void write(),
    take(state) {
      latest = state;
      if (state && performance.now() - writtenAt >= WRITE_INTERVAL) void write();
    },
    forget() {
      latest = written = undefined;
      if (key) void deleteRun(key);
      onChange('nothing');
    },
  };
}
