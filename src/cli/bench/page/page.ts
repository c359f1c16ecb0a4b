// Hands the bench's commands to a worker of the page's own: engines run where the site runs them.
import { serveThreads } from '../../../runs/threads.ts';
import type { Command, Reply } from '../rows.ts';

const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
serveThreads(worker);

/** One command at a time. */
function ask(command: Command): Promise<Reply> {
  return new Promise((resolve) => {
    worker.onmessage = ({ data }: MessageEvent<Reply>) => resolve(data);
    worker.onerror = ({ message }) => resolve({ error: message || 'the worker did not load' });
    worker.postMessage(command);
  });
}

Object.assign(globalThis, { ask });
