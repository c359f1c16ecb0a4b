// Workers without shared memory: each is sent the parameters and its part of the batch, and sends back its part of the gradient.
import { PIXELS } from '../../../model/spec.ts';
import type { Crew } from './crew.ts';
import type { SimdRuntime } from './engine.ts';
import { instantiate, memoryOf } from './kernels.ts';
import { createLane, type Lane } from './lane.ts';
import { share, type Plan } from './plan.ts';
import { untilReady } from './until-ready.ts';

export interface PostedJob {
  readonly kind: 'posted';
  readonly module: WebAssembly.Module;
  /** The same plan as its sender's, in a memory of the worker's own. */
  readonly plan: Plan;
}

/** Buffers go back and forth and are never made anew; `parameters` only where they have changed since the last time. */
interface Task {
  readonly bytes: Uint8Array;
  /** Of the step's noise, and the row of the batch that the first of these images is. */
  readonly key: number;
  readonly first: number;
  readonly parameters?: Float32Array;
  /** To be filled, where the gradient is wanted. */
  readonly gradient?: Float32Array;
}
type Done = Task & { readonly sums: Float64Array };

const buffersOf = ({ bytes, parameters, gradient }: Task): Transferable[] =>
  [bytes, parameters, gradient].flatMap((each) => (each ? [each.buffer as ArrayBuffer] : []));

/** A worker's side: answers tasks until it is terminated. Its errors are told by its `onerror`. */
export function servePosted({ module, plan }: PostedJob, scope: DedicatedWorkerGlobalScope): void {
  const memory = memoryOf(plan.total, false);
  const lane = createLane(instantiate(module, memory), memory, plan, 0);
  const flat = (address: number) => new Float32Array(memory.buffer, address, plan.count);
  scope.onmessage = ({ data: task }: MessageEvent<Task>) => {
    const { bytes, key, first, parameters, gradient } = task;
    const count = bytes.length / PIXELS;
    new Uint8Array(memory.buffer).set(bytes, plan.bytes);
    if (parameters) flat(plan.parameters).set(parameters);
    lane.propagate(count, gradient !== undefined, key, first);
    if (gradient) {
      lane.gradient(count);
      gradient.set(flat(plan.gradient));
    }
    const sums = new Float64Array(memory.buffer.slice(plan.sums, plan.sums + 8 * count));
    scope.postMessage({ ...task, sums } satisfies Done, [...buffersOf(task), sums.buffer]);
  };
}

/** A worker with the buffers that travel between it and us. */
interface Helper {
  readonly worker: Worker;
  parameters: Float32Array;
  gradient: Float32Array;
  /** Whether the worker has the parameters of now. */
  current: boolean;
}

export async function createPosted(
  { module, threads, startWorker }: SimdRuntime,
  memory: WebAssembly.Memory,
  plan: Plan,
  lane: Lane,
): Promise<Crew> {
  const workers = Array.from({ length: threads - 1 }, startWorker);
  await untilReady(
    workers,
    workers.map((): PostedJob => ({ kind: 'posted', module, plan })),
  );
  const empty = () => new Float32Array(plan.count);
  const helpers = workers.map((worker): Helper => ({ worker, parameters: empty(), gradient: empty(), current: false }));
  const flat = (address: number) => new Float32Array(memory.buffer, address, plan.count);
  const [parameters, gradient] = [flat(plan.parameters), flat(plan.gradient)];
  const images = new Uint8Array(memory.buffer, plan.bytes, plan.rows * PIXELS);
  const sums = new Float64Array(memory.buffer, plan.sums, plan.rows);

  function send(helper: Helper, bytes: Uint8Array, learn: boolean, key: number, first: number): Promise<Done> {
    if (!helper.current) helper.parameters.set(parameters);
    const task: Task = {
      bytes: bytes.slice(),
      key,
      first,
      ...(helper.current ? {} : { parameters: helper.parameters }),
      ...(learn ? { gradient: helper.gradient } : {}),
    };
    return new Promise((resolve, reject) => {
      helper.worker.onmessage = ({ data }: MessageEvent<Done>) => {
        helper.parameters = data.parameters ?? helper.parameters;
        helper.gradient = data.gradient ?? helper.gradient;
        helper.current = true;
        resolve(data);
      };
      helper.worker.onerror = () => reject(new Error('A thread of the simd engine stopped.'));
      helper.worker.postMessage(task, buffersOf(task));
    });
  }

  /** The last part is this thread's own: it starts while the others' messages are under way. */
  async function together(count: number, learn: boolean, key = 0): Promise<void> {
    const parts = helpers.map((helper, k) => {
      const [from, to] = share(count, threads, k + 1);
      return send(helper, images.subarray(from * PIXELS, to * PIXELS), learn, key, from);
    });
    const own = share(count, threads, 0)[1];
    lane.propagate(own, learn, key);
    if (learn) lane.gradient(own);
    for (const [k, done] of (await Promise.all(parts)).entries()) {
      sums.set(done.sums, share(count, threads, k + 1)[0]);
      // One after the other in a fixed order: a sum of floats depends on it.
      if (done.gradient) for (let i = 0; i < plan.count; i++) gradient[i]! += done.gradient[i]!;
    }
  }

  return {
    words: `${threads} threads, each with a part of the batch`,
    gradient: (key) => together(plan.batch, true, key),
    update(rate, correction) {
      lane.update(rate, correction);
      for (const helper of helpers) helper.current = false;
    },
    measure: (count) => together(count, false),
    dispose() {
      for (const { worker } of helpers) worker.terminate();
    },
  };
}
