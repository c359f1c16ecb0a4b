// The simd engine in Node: kernels from disk, threads from worker_threads.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Worker as Thread } from 'node:worker_threads';
import type { CreateEngine } from '../train/engine.ts';
import { createSimdEngine } from '../train/engines/simd/engine.ts';
import { compileKernels, KERNELS } from './kernels.ts';

/** A thread with as much of the browser's Worker as the engine uses. */
function startWorker(): Worker {
  const thread = new Thread(new URL('./simd-thread.ts', import.meta.url));
  // A thread that waits must not keep the program alive.
  thread.unref();
  const worker = {
    onmessage: null as ((event: { data: unknown }) => void) | null,
    onerror: null as ((error: unknown) => void) | null,
    postMessage: (message: unknown, transfer: readonly ArrayBuffer[] = []) => thread.postMessage(message, [...transfer]),
    terminate: () => void thread.terminate(),
  };
  thread.on('message', (data) => worker.onmessage?.({ data }));
  thread.on('error', (error) => worker.onerror?.(error));
  return worker as unknown as Worker;
}

/**
 * The engine's maker. `variant` is `relaxed` or `plain`; the default is the first of them that this Node can load.
 * `shared` false has the threads exchange messages, as in a page that is not isolated.
 */
export async function startSimdInNode(
  threads: number,
  { shared = threads > 1, variant }: { readonly shared?: boolean; readonly variant?: 'relaxed' | 'plain' } = {},
): Promise<CreateEngine> {
  await compileKernels();
  const load = async (name: string) =>
    WebAssembly.compile(new Uint8Array(await readFile(join(KERNELS, `${name}${shared ? '-shared' : ''}.wasm`))));
  const module = await (variant ? load(variant) : load('relaxed').catch(() => load('plain')));
  return (setup) => createSimdEngine({ module, shared, threads, startWorker }, setup);
}
