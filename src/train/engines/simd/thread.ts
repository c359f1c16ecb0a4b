// A thread of the simd engine: does one job for as long as it lives.
import { serveMessages, type MessagesJob } from './pool-messages.ts';
import { serveSharedMemory, type SharedMemoryJob } from './pool-shared-memory.ts';

const scope = self as unknown as DedicatedWorkerGlobalScope;

scope.onmessage = ({ data: job }: MessageEvent<SharedMemoryJob | MessagesJob>) => {
  const ready = () => scope.postMessage('ready');
  if (job.kind === 'shared-memory') return serveSharedMemory(job, ready);
  serveMessages(job, scope);
  ready();
};
