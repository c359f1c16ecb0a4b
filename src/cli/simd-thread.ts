// A thread of the simd engine in Node: gives the engine's own worker the names it knows from the browser.
import { parentPort, type TransferListItem } from 'node:worker_threads';

const scope = {
  onmessage: null as ((event: { data: unknown }) => void) | null,
  postMessage: (message: unknown, transfer: readonly TransferListItem[] = []) => parentPort!.postMessage(message, [...transfer]),
};
Object.assign(globalThis, { self: scope });
await import('../train/engines/simd/thread.ts');
// Not before: a message that nobody listens to would be lost.
parentPort!.on('message', (data) => scope.onmessage?.({ data }));
