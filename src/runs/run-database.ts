// The reader's run in IndexedDB: written, read, deleted. Every failure (no storage in a foreign frame, no room) is an answer, not an error.
import { readStored, storedForm, type SavedRun } from '../model/saved-run.ts';

/** Projects on one host share its storage: the site's folder is part of the name. */
const NAME = `two-numbers:${import.meta.env.BASE_URL}`;
const TABLE = 'runs';
/** Milliseconds until a store that does not answer counts as closed. */
const PATIENCE = 10_000;

function settled<Value>(request: IDBRequest<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error!);
  });
}

let opened: Promise<IDBDatabase> | undefined;

function open(): Promise<IDBDatabase> {
  opened ??= new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(TABLE);
    request.onsuccess = () => {
      const database = request.result;
      // Another tab deletes it, or opens a later version of it.
      database.onversionchange = () => {
        database.close();
        opened = undefined;
      };
      resolve(database);
    };
    request.onerror = () => reject(request.error!);
    setTimeout(() => reject(new Error('The store does not open.')), PATIENCE);
  });
  opened.catch(() => (opened = undefined));
  return opened;
}

/** Looking for a store makes none: nothing is kept of a reader who has not trained. */
async function exists(): Promise<boolean> {
  // Older browsers do not tell; they are asked by opening.
  if (!indexedDB.databases) return true;
  return (await indexedDB.databases()).some(({ name }) => name === NAME);
}

async function table(mode: IDBTransactionMode): Promise<IDBObjectStore> {
  return (await open()).transaction(TABLE, mode, { durability: 'relaxed' }).objectStore(TABLE);
}

/** Undefined where nothing is kept, or what is kept is not a run of this site: that is deleted. */
export async function loadRun(name: string): Promise<SavedRun | undefined> {
  try {
    if (!(await exists())) return undefined;
    const value: unknown = await settled((await table('readonly')).get(name));
    const run = value === undefined ? undefined : readStored(value);
    if (value !== undefined && !run) await deleteRun(name);
    return run;
  } catch {
    return undefined;
  }
}

/** Whether the run is kept now. */
export async function saveRun(name: string, run: SavedRun): Promise<boolean> {
  const value = storedForm(run);
  if (!value) return false;
  try {
    const store = await table('readwrite');
    store.put(value, name);
    await new Promise<void>((resolve, reject) => {
      store.transaction.oncomplete = () => resolve();
      store.transaction.onabort = () => reject(store.transaction.error ?? new Error('The store is full.'));
    });
    return true;
  } catch {
    return false;
  }
}

export async function deleteRun(name: string): Promise<void> {
  try {
    if (await exists()) await settled((await table('readwrite')).delete(name));
  } catch {
    // Nothing is kept where nothing can be.
  }
}
