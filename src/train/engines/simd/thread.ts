// A thread in the browser: its first message brings the port by which the worker that computes gives it its jobs.
import { createThread } from './thread-jobs.ts';

const scope = self as unknown as DedicatedWorkerGlobalScope;

scope.onmessage = ({ data: port }: MessageEvent<MessagePort>) => {
  const hear = createThread((message, transfer = []) => port.postMessage(message, [...transfer]));
  port.onmessage = ({ data }) => hear(data);
};
