// A thread of the simd engine: does one job for as long as it lives.
import { servePosted, type PostedJob } from './crew-posted.ts';
import { serveShared, type SharedJob } from './crew-shared.ts';

const scope = self as unknown as DedicatedWorkerGlobalScope;

scope.onmessage = ({ data: job }: MessageEvent<SharedJob | PostedJob>) => {
  const ready = () => scope.postMessage('ready');
  if (job.kind === 'shared') return serveShared(job, ready);
  servePosted(job, scope);
  ready();
};
