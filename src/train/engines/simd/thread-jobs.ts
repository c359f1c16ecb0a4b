// What a thread of the simd engine does: one job after another.
import { serveMessages, type MessagesJob, type Rest, type Task } from './pool-messages.ts';
import { serveSharedMemory, type SharedMemoryJob } from './pool-shared-memory.ts';
import type { Thread } from './runtime.ts';

/** Gives the function that hears what the thread is sent; it answers by `post`. */
export function createThread(post: Thread['postMessage']): (message: SharedMemoryJob | MessagesJob | Rest | Task) => void {
  let serve: ((task: Task) => void) | undefined;
  const ready = () => post('ready');
  return (message) => {
    if (!('kind' in message)) return serve?.(message);
    serve = undefined;
    if (message.kind === 'shared-memory') return serveSharedMemory(message, ready);
    if (message.kind === 'rest') return;
    serve = serveMessages(message, post);
    ready();
  };
}
