// Threads on one memory: each takes its rows, and all wait for each other where the next rows need everybody's last ones.
import { instantiate } from './kernels.ts';
import type { MemoryLayout } from './memory-layout.ts';
import type { ThreadPool } from './pool.ts';
import type { SimdRuntime } from './runtime.ts';
import { endThreads, startThreads } from './start-threads.ts';
import { createThreadKernels, type ThreadKernels } from './thread-kernels.ts';

/** What a thread is to do, as numbers in the shared memory. */
const ORDER = { propagate: 1, measure: 2, gradient: 3, update: 4, stop: 5 } as const;

/** Places in the orders, as int32: how many orders there were, the last one, its count of images, threads that are done with it, the noise's key. */
const [TURN, WHAT, COUNT, DONE, KEY] = [0, 1, 2, 3, 4];
/** Places in the orders, as float32: Adam's factors. */
const [MEAN, AHEAD, SQUARE] = [8, 9, 10];

/** Looks this often before it lets the processor go: most waits are short, and waking up takes longer than they do. */
const SPINS = 20_000;

export interface SharedMemoryJob {
  readonly kind: 'shared-memory';
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  readonly layout: MemoryLayout;
  /** Which of the threads, from 1; 0 is the one that gives the orders. */
  readonly thread: number;
}

const ordersOf = (memory: WebAssembly.Memory, layout: MemoryLayout) => ({
  numbers: new Int32Array(memory.buffer, layout.orders, 16),
  floats: new Float32Array(memory.buffer, layout.orders, 16),
});

type Orders = ReturnType<typeof ordersOf>;

/** Milliseconds that the others may take for an order beyond this thread's own time, and in multiples of that: they have as much to do. */
const LIMIT = { more: 30_000, times: 20 };

/** Waits until the number at `place` is no longer `value`. Throws a sentence where it stays so for `limit` milliseconds. */
function waitWhile(numbers: Int32Array, place: number, value: number, limit = Infinity): void {
  for (let k = 0; k < SPINS; k++) if (Atomics.load(numbers, place) !== value) return;
  while (Atomics.load(numbers, place) === value) {
    if (Atomics.wait(numbers, place, value, limit) === 'timed-out') throw new Error('A thread of the simd engine stopped.');
  }
}

function carryOut(kernels: ThreadKernels, { numbers, floats }: Orders): void {
  const [order, count] = [numbers[WHAT]!, numbers[COUNT]!];
  if (order === ORDER.gradient) kernels.gradient(count);
  else if (order === ORDER.update) kernels.update({ mean: floats[MEAN]!, gradient: floats[AHEAD]!, square: floats[SQUARE]! });
  else kernels.propagate(count, order === ORDER.propagate, numbers[KEY]!);
}

/** A thread's whole job: it does not return to its messages before the order to stop. */
export function serveSharedMemory({ module, memory, layout, thread }: SharedMemoryJob, ready: () => void): void {
  const kernels = createThreadKernels(instantiate(module, memory), memory, layout, thread);
  const orders = ordersOf(memory, layout);
  const { numbers } = orders;
  let turn = 0;
  ready();
  for (;;) {
    waitWhile(numbers, TURN, turn);
    turn++;
    if (numbers[WHAT] === ORDER.stop) return;
    carryOut(kernels, orders);
    Atomics.add(numbers, DONE, 1);
    Atomics.notify(numbers, DONE);
  }
}

/** Rejects with a sentence where a thread does not start. */
export async function createSharedMemoryPool(
  { module, threads, startThread }: SimdRuntime,
  memory: WebAssembly.Memory,
  layout: MemoryLayout,
  kernels: ThreadKernels,
): Promise<ThreadPool> {
  const orders = ordersOf(memory, layout);
  const { numbers, floats } = orders;
  const jobs = Array.from({ length: threads - 1 }, (_, k): SharedMemoryJob => ({
    kind: 'shared-memory',
    module,
    memory,
    layout,
    thread: k + 1,
  }));
  const pool = await startThreads(startThread, jobs);
  const done = () => Atomics.load(numbers, DONE);
  Atomics.store(numbers, DONE, pool.length);

  function order(what: number, count = 0): void {
    numbers[WHAT] = what;
    numbers[COUNT] = count;
    Atomics.store(numbers, DONE, 0);
    Atomics.add(numbers, TURN, 1);
    Atomics.notify(numbers, TURN);
  }

  /** All threads do their part of it; returns when all are done. */
  function together(what: number, count = 0, key = 0): void {
    numbers[KEY] = key;
    order(what, count);
    const began = performance.now();
    carryOut(kernels, orders);
    const limit = LIMIT.more + LIMIT.times * (performance.now() - began);
    for (let now = done(); now < pool.length; now = done()) waitWhile(numbers, DONE, now, limit);
  }

  return {
    words: `${threads} threads on shared memory`,
    gradient(key) {
      together(ORDER.propagate, layout.batch, key);
      together(ORDER.gradient, layout.batch);
    },
    update(factors) {
      floats.set([factors.mean, factors.gradient, factors.square], MEAN);
      together(ORDER.update);
    },
    measure: (count) => together(ORDER.measure, count),
    dispose() {
      const sound = done() === pool.length;
      order(ORDER.stop);
      endThreads(pool.splice(0), sound);
    },
  };
}
