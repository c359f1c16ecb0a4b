// The simd engine in Node: kernels from disk, threads from worker_threads.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Worker as NodeThread } from 'node:worker_threads';
import type { CreateEngine } from '../train/engine.ts';
import { createSimdEngine } from '../train/engines/simd/engine.ts';
import type { Thread } from '../train/engines/simd/runtime.ts';
import { compileKernels, KERNELS } from './kernels.ts';

function startThread(): Thread {
  const worker = new NodeThread(new URL('./simd-thread.ts', import.meta.url));
  const thread: Thread = {
    onmessage: null,
    onerror: null,
    postMessage: (message, transfer = []) => worker.postMessage(message, transfer),
    terminate: () => void worker.terminate(),
  };
  worker.on('message', (data) => thread.onmessage?.({ data }));
  worker.on('error', () => thread.onerror?.());
  // A thread that waits must not keep the program alive; a listener that is added makes it do so.
  worker.unref();
  return thread;
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
  return (setup) => createSimdEngine({ module, shared, threads, startThread }, setup);
}
