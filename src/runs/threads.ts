// Threads for the page's worker, where its engine computes on several. The worker could start them itself, but in Firefox 153 one such
// start in some hundred never returns, and the worker hangs; of a page's own starts none did.
import type { ThreadRequest } from '../train/protocol.ts';

/**
 * Starts the threads that `worker` asks for, and leaves its other messages alone. To be called before anybody else listens to it.
 * @param signal ends all threads when it aborts
 */
export function serveThreads(worker: Worker, signal?: AbortSignal): void {
  const threads = new Set<Worker>();
  const end = (thread: Worker) => {
    thread.terminate();
    threads.delete(thread);
  };
  worker.addEventListener('message', (event: MessageEvent<Partial<ThreadRequest>>) => {
    if (!event.data.startThread) return;
    event.stopImmediatePropagation();
    const { jobs, control } = event.data.startThread;
    const thread = new Worker(new URL('../train/engines/simd/thread.ts', import.meta.url), { type: 'module' });
    threads.add(thread);
    thread.onerror = () => control.postMessage('failed');
    control.onmessage = () => end(thread);
    thread.postMessage(jobs, [jobs]);
  });
  signal?.addEventListener('abort', () => threads.forEach(end));
}
