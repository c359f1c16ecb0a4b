// The reader's run in IndexedDB: written, read, deleted. No function throws: without storage, or without room in it, nothing is saved.
import { memo } from '../model/memo.ts';
import { readStored, storedForm, type SavedRun } from '../model/saved-run.ts';

/** Projects on one host share its storage: the site's folder is part of the name. */
const NAME = `two-numbers:${import.meta.env.BASE_URL}`;
const TABLE = 'runs';
/** Milliseconds after which a database that has not opened counts as closed. */
const PATIENCE = 30_000;

function settled<Value>(request: IDBRequest<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error!);
  });
}

const databases = new Map<string, Promise<IDBDatabase>>();

/** Opens the database; one of another version, or without the table, is no database of this site: it is deleted, and a new one made. */
async function openDatabase(): Promise<IDBDatabase> {
  const database = await openOnce().catch((error: unknown) => {
    if (error instanceof DOMException && error.name === 'VersionError') return undefined;
    throw error;
  });
  if (database?.objectStoreNames.contains(TABLE)) return database;
  database?.close();
  await settled(indexedDB.deleteDatabase(NAME));
  return openOnce();
}

function openOnce(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(TABLE);
    request.onsuccess = () => {
      const database = request.result;
      // Another tab deletes it, or opens a later version of it.
      database.onversionchange = () => {
        database.close();
        databases.delete(NAME);
      };
      resolve(database);
    };
    request.onerror = () => reject(request.error!);
    setTimeout(() => reject(new Error('The database does not open.')), PATIENCE);
  });
}

/** Whether there is a database. Opening it would make one, and nothing is to be saved of a reader who has not trained. */
async function exists(): Promise<boolean> {
  // Older browsers cannot list their databases.
  if (!indexedDB.databases) return true;
  return (await indexedDB.databases()).some(({ name }) => name === NAME);
}

async function table(mode: IDBTransactionMode): Promise<IDBObjectStore> {
  return (await memo(databases, NAME, openDatabase)).transaction(TABLE, mode, { durability: 'relaxed' }).objectStore(TABLE);
}

/** The saved run; undefined where there is none. Deletes what is not a run of this site. */
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

/** Returns whether the run has been saved. */
export async function saveRun(name: string, run: SavedRun): Promise<boolean> {
  const value = storedForm(run);
  if (!value) return false;
  try {
    const store = await table('readwrite');
    store.put(value, name);
    // A page that is being left does not hear that it was put: it must not have to say so.
    store.transaction.commit();
    await new Promise<void>((resolve, reject) => {
      store.transaction.oncomplete = () => resolve();
      store.transaction.onabort = () => reject(store.transaction.error ?? new Error('The database is full.'));
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
    // Where nothing can be saved, nothing is.
  }
}
