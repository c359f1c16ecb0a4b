// In the worker: asks its page for a thread (runs/threads.ts says why the worker does not start it).
import type { ThreadRequest } from '../../protocol.ts';
import type { Thread } from './runtime.ts';

export function requestThread(): Thread {
  const [jobs, control] = [new MessageChannel(), new MessageChannel()];
  const thread: Thread = {
    onmessage: null,
    onerror: null,
    postMessage: (message, transfer = []) => jobs.port1.postMessage(message, [...transfer]),
    terminate: () => control.port1.postMessage('end'),
  };
  jobs.port1.onmessage = (event) => thread.onmessage?.(event);
  control.port1.onmessage = () => thread.onerror?.();
  const request: ThreadRequest = { startThread: { jobs: jobs.port2, control: control.port2 } };
  (self as unknown as DedicatedWorkerGlobalScope).postMessage(request, [jobs.port2, control.port2]);
  return thread;
}
