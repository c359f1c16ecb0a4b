// The service worker of a site saved for offline: keeps every file of one edition, and answers from them. The build fills in what
// stands in capitals (src/build/offline.ts). It is there only for readers who pressed Save.

/** Addresses within the site's folder with a hash of each file. */
declare const FILES: Readonly<Record<string, string>>;
/** Of all files: another edition has another. */
declare const EDITION: string;

const scope = self as unknown as ServiceWorkerGlobalScope;
const { pathname: folder } = new URL('./', scope.location.href);
const SITE = `two-numbers:${folder}:`;
const NAME = `${SITE}${EDITION}`;
/** Where a cache keeps the hashes of its own files, so that the next edition need not fetch what has not changed. */
const LIST = `${folder}offline-files.json`;

async function tell(message: object): Promise<void> {
  for (const client of await scope.clients.matchAll({ includeUncontrolled: true })) client.postMessage(message);
}

/** The caches of this site's editions; projects on one host share a storage. */
const editions = async () => (await caches.keys()).filter((name) => name.startsWith(SITE));

async function known(): Promise<Map<string, Cache>> {
  const found = new Map<string, Cache>();
  for (const name of await editions()) {
    const cache = await caches.open(name);
    const list = await cache.match(LIST);
    if (!list) continue;
    for (const [path, hash] of Object.entries((await list.json()) as Record<string, string>)) found.set(`${path} ${hash}`, cache);
  }
  return found;
}

async function save(): Promise<void> {
  const before = await known();
  const cache = await caches.open(NAME);
  const files = Object.entries(FILES);
  let done = 0;
  const next = async (): Promise<void> => {
    for (let file = files.shift(); file; file = files.shift()) {
      const [path, hash] = file;
      const address = folder + path;
      const same = await before.get(`${path} ${hash}`)?.match(address);
      // Past every cache on the way: half an old edition is none.
      const response = same ?? (await fetch(address, { cache: same ? 'default' : 'no-cache' }));
      if (!response.ok) throw new Error(`${path}: ${response.status}`);
      await cache.put(address, response);
      done++;
      if (done % 10 === 0) await tell({ saved: done, of: Object.keys(FILES).length });
    }
  };
  // Browsers fetch about as many at a time. Where one file does not come, what the others are at is waited for, and no more is begun.
  const all = await Promise.allSettled(Array.from({ length: 6 }, () => next().finally(() => files.splice(0))));
  for (const each of all) if (each.status === 'rejected') throw each.reason;
  await cache.put(LIST, new Response(JSON.stringify(FILES)));
}

async function answer(request: Request): Promise<Response> {
  // Opening a cache would make it anew after the reader has removed it.
  const kept = (wanted: Request | string) => caches.match(wanted, { cacheName: NAME, ignoreSearch: true });
  const found = await kept(request);
  if (found) return found;
  try {
    return await fetch(request);
  } catch (error) {
    const missing = request.mode === 'navigate' ? await kept(`${folder}404.html`) : undefined;
    if (missing) return missing;
    throw error;
  }
}

/**
 * What was saved of an edition that cannot be saved whole would take up room, and be of no use. File by file: Chromium keeps the room of a
 * deleted cache for as long as somebody has it open, as we have.
 */
const install = () =>
  save().catch(async (error: unknown) => {
    const cache = await caches.open(NAME);
    for (const file of await cache.keys()) await cache.delete(file);
    await caches.delete(NAME);
    throw error;
  });

scope.addEventListener('install', (event) => event.waitUntil(install()));
scope.addEventListener('activate', (event) =>
  event.waitUntil(
    (async () => {
      for (const name of await editions()) if (name !== NAME) await caches.delete(name);
      await scope.clients.claim();
    })(),
  ),
);
scope.addEventListener('fetch', (event) => {
  const { method, url } = event.request;
  const { origin, pathname } = new URL(url);
  if (method === 'GET' && origin === scope.location.origin && pathname.startsWith(folder)) event.respondWith(answer(event.request));
});
// A newer edition waits until a reader asks for it: a page may be in the middle of a run.
scope.addEventListener('message', ({ data }) => {
  if (data === 'use') void scope.skipWaiting();
});
