// Threads without shared memory: each is sent the parameters and its part of the batch, and sends back its part of the gradient.
import { PIXELS } from '../../../model/spec.ts';
import { instantiate, memoryOf } from './kernels.ts';
import { rowRange, type MemoryLayout } from './memory-layout.ts';
import type { ThreadPool } from './pool.ts';
import type { SimdRuntime, Thread } from './runtime.ts';
import { endThreads, startThreads } from './start-threads.ts';
import { createThreadKernels, type ThreadKernels } from './thread-kernels.ts';

export interface MessagesJob {
  readonly kind: 'messages';
  readonly module: WebAssembly.Module;
  /** The same layout as its sender's, in a memory of the thread's own. */
  readonly layout: MemoryLayout;
}

/** Ends a job: its memory can go. */
export interface Rest {
  readonly kind: 'rest';
}

/** Buffers go back and forth and are never made anew; `parameters` only where they have changed since the last time. */
export interface Task {
  readonly bytes: Uint8Array;
  /** Of the step's noise, and the row of the batch that the first of these images is. */
  readonly key: number;
  readonly first: number;
  readonly parameters?: Float32Array;
  /** To be filled, where the gradient is wanted. */
  readonly gradient?: Float32Array;
}
type Done = Task & { readonly sums: Float64Array };

const buffersOf = ({ bytes, parameters, gradient }: Task): ArrayBuffer[] =>
  [bytes, parameters, gradient].flatMap((each) => (each ? [each.buffer as ArrayBuffer] : []));

/** A thread's side: gives the function that answers a task. Its errors reach the pool through `onerror`. */
export function serveMessages({ module, layout }: MessagesJob, post: Thread['postMessage']): (task: Task) => void {
  const memory = memoryOf(layout.total, false);
  const kernels = createThreadKernels(instantiate(module, memory), memory, layout, 0);
  const flat = (address: number) => new Float32Array(memory.buffer, address, layout.count);
  return (task) => {
    const { bytes, key, first, parameters, gradient } = task;
    const count = bytes.length / PIXELS;
    new Uint8Array(memory.buffer).set(bytes, layout.bytes);
    if (parameters) flat(layout.parameters).set(parameters);
    kernels.propagate(count, gradient !== undefined, key, first);
    if (gradient) {
      kernels.gradient(count);
      gradient.set(flat(layout.gradient));
    }
    const sums = new Float64Array(memory.buffer.slice(layout.sums, layout.sums + 8 * count));
    post({ ...task, sums } satisfies Done, [...buffersOf(task), sums.buffer]);
  };
}

/** A thread with the buffers that travel between it and us. */
interface Helper {
  readonly thread: Thread;
  parameters: Float32Array;
  gradient: Float32Array;
  /** Whether the thread has the parameters of now. */
  current: boolean;
  /** Whether it owes us an answer. */
  busy: boolean;
}

/** Sends the helper a task, with `parameters` if it has older ones; its buffers are back once the promise resolves. */
function send(
  helper: Helper,
  { parameters, learn, ...rest }: Pick<Task, 'bytes' | 'key' | 'first'> & { parameters: Float32Array; learn: boolean },
) {
  if (!helper.current) helper.parameters.set(parameters);
  const task: Task = {
    ...rest,
    ...(helper.current ? {} : { parameters: helper.parameters }),
    ...(learn ? { gradient: helper.gradient } : {}),
  };
  helper.busy = true;
  return new Promise<Done>((resolve, reject) => {
    helper.thread.onmessage = ({ data }) => {
      const done = data as Done;
      helper.parameters = done.parameters ?? helper.parameters;
      helper.gradient = done.gradient ?? helper.gradient;
      helper.current = true;
      helper.busy = false;
      resolve(done);
    };
    helper.thread.onerror = () => reject(new Error('A thread of the simd engine stopped.'));
    helper.thread.postMessage(task, buffersOf(task));
  });
}

/** Rejects with a sentence where a thread does not start. */
export async function createMessagesPool(
  { module, threads, startThread }: SimdRuntime,
  memory: WebAssembly.Memory,
  layout: MemoryLayout,
  kernels: ThreadKernels,
): Promise<ThreadPool> {
  const jobs = Array.from({ length: threads - 1 }, (): MessagesJob => ({ kind: 'messages', module, layout }));
  const pool = await startThreads(startThread, jobs);
  const empty = () => new Float32Array(layout.count);
  const helpers = pool.map((thread): Helper => ({ thread, parameters: empty(), gradient: empty(), current: false, busy: false }));
  const flat = (address: number) => new Float32Array(memory.buffer, address, layout.count);
  const [parameters, gradient] = [flat(layout.parameters), flat(layout.gradient)];
  const images = new Uint8Array(memory.buffer, layout.bytes, layout.rows * PIXELS);
  const sums = new Float64Array(memory.buffer, layout.sums, layout.rows);

  /** Everybody's part of the batch. This thread does its own while the others' messages are under way. */
  async function together(count: number, learn: boolean, key = 0): Promise<void> {
    const parts = helpers.map((helper, k) => {
      const [from, to] = rowRange(count, threads, k + 1);
      return send(helper, { bytes: images.slice(from * PIXELS, to * PIXELS), key, first: from, parameters, learn });
    });
    const own = rowRange(count, threads, 0)[1];
    kernels.propagate(own, learn, key);
    if (learn) kernels.gradient(own);
    for (const [k, done] of (await Promise.all(parts)).entries()) {
      sums.set(done.sums, rowRange(count, threads, k + 1)[0]);
      // One after the other in a fixed order: a sum of floats depends on it.
      if (done.gradient) for (let i = 0; i < layout.count; i++) gradient[i]! += done.gradient[i]!;
    }
  }

  return {
    words: `${threads} threads, each with a part of the batch`,
    gradient: (key) => together(layout.batch, true, key),
    update(factors) {
      kernels.update(factors);
      for (const helper of helpers) helper.current = false;
    },
    measure: (count) => together(count, false),
    dispose() {
      for (const thread of pool) thread.postMessage({ kind: 'rest' } satisfies Rest);
      endThreads(
        pool.splice(0),
        helpers.every(({ busy }) => !busy),
      );
    },
  };
}
