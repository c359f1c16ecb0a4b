// A thread of the simd engine in Node.
import { parentPort } from 'node:worker_threads';
import { createThread } from '../train/engines/simd/thread-jobs.ts';

parentPort!.on(
  'message',
  createThread((message, transfer = []) => parentPort!.postMessage(message, transfer)),
);
