// Hands the test's commands to a worker: engines run where the site runs them.
import { serveThreads } from '../../../src/runs/threads.ts';
import type { Command, Reply } from '../protocol.ts';

const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
serveThreads(worker);

/** One command at a time. */
function ask(command: Command): Promise<unknown> {
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<Reply>) => ('error' in data ? reject(new Error(data.error)) : resolve(data.done));
    worker.onerror = ({ message }) => reject(new Error(message));
    worker.postMessage(command);
  });
}

Object.assign(globalThis, { ask });
