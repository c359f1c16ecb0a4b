// Threads on one memory: each takes its rows, and all wait for each other where the next rows need everybody's last ones.
import type { Crew } from './crew.ts';
import type { SimdRuntime } from './engine.ts';
import { instantiate } from './kernels.ts';
import { createLane, type Lane } from './lane.ts';
import type { Plan } from './plan.ts';
import { untilReady } from './until-ready.ts';

/** What a thread is told to do, as numbers in the shared memory. */
const ORDER = { propagate: 1, measure: 2, gradient: 3, update: 4, stop: 5 } as const;

/** Places in the orders, as int32: how many orders there were, the last one, its count of images, threads that are done with it, the noise's key. */
const [TURN, WHAT, COUNT, DONE, KEY] = [0, 1, 2, 3, 4];
/** Places in the orders, as float32: Adam's numbers. */
const [RATE, CORRECTION] = [8, 9];

/** Looks this often before it lets the processor go: most waits are short, and waking up takes longer than they do. */
const SPINS = 20_000;

export interface SharedJob {
  readonly kind: 'shared';
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  readonly plan: Plan;
  readonly lane: number;
}

const ordersOf = (memory: WebAssembly.Memory, plan: Plan) => ({
  numbers: new Int32Array(memory.buffer, plan.orders, 16),
  floats: new Float32Array(memory.buffer, plan.orders, 16),
});

/** No order takes so long. Milliseconds. */
const LIMIT = 30_000;

/** Waits until the number at `place` is no longer `value`. Throws a sentence where it stays so for `limit` milliseconds. */
function waitWhile(numbers: Int32Array, place: number, value: number, limit = Infinity): void {
  for (let k = 0; k < SPINS; k++) if (Atomics.load(numbers, place) !== value) return;
  while (Atomics.load(numbers, place) === value) {
    if (Atomics.wait(numbers, place, value, limit) === 'timed-out') throw new Error('A thread of the simd engine stopped.');
  }
}

function carryOut(lane: Lane, order: number, count: number, key: number, rate: number, correction: number): void {
  if (order === ORDER.gradient) lane.gradient(count);
  else if (order === ORDER.update) lane.update(rate, correction);
  else lane.propagate(count, order === ORDER.propagate, key);
}

/** A thread's whole life: it never returns to its messages until it is told to stop. */
export function serveShared({ module, memory, plan, lane: index }: SharedJob, ready: () => void): void {
  const lane = createLane(instantiate(module, memory), memory, plan, index);
  const { numbers, floats } = ordersOf(memory, plan);
  let turn = 0;
  ready();
  for (;;) {
    waitWhile(numbers, TURN, turn);
    turn++;
    if (numbers[WHAT] === ORDER.stop) return;
    carryOut(lane, numbers[WHAT]!, numbers[COUNT]!, numbers[KEY]!, floats[RATE]!, floats[CORRECTION]!);
    Atomics.add(numbers, DONE, 1);
    Atomics.notify(numbers, DONE);
  }
}

export async function createShared(
  { module, threads, startWorker }: SimdRuntime,
  memory: WebAssembly.Memory,
  plan: Plan,
  lane: Lane,
): Promise<Crew> {
  const { numbers, floats } = ordersOf(memory, plan);
  const workers = Array.from({ length: threads - 1 }, startWorker);
  const jobs = workers.map((_, k): SharedJob => ({ kind: 'shared', module, memory, plan, lane: k + 1 }));
  await untilReady(workers, jobs);

  function order(what: number, count = 0): void {
    numbers[WHAT] = what;
    numbers[COUNT] = count;
    Atomics.store(numbers, DONE, 0);
    Atomics.add(numbers, TURN, 1);
    Atomics.notify(numbers, TURN);
  }

  /** All threads do their part of it; comes back when all are done. */
  function together(what: number, count: number, { key = 0, rate = 0, correction = 0 } = {}): void {
    numbers[KEY] = key;
    floats[RATE] = rate;
    floats[CORRECTION] = correction;
    order(what, count);
    carryOut(lane, what, count, numbers[KEY], floats[RATE], floats[CORRECTION]);
    for (let done = Atomics.load(numbers, DONE); done < workers.length; done = Atomics.load(numbers, DONE))
      waitWhile(numbers, DONE, done, LIMIT);
  }

  return {
    words: `${threads} threads on shared memory`,
    gradient(key) {
      together(ORDER.propagate, plan.batch, { key });
      together(ORDER.gradient, plan.batch);
    },
    update: (rate, correction) => together(ORDER.update, 0, { rate, correction }),
    measure: (count) => together(ORDER.measure, count),
    dispose() {
      order(ORDER.stop);
      for (const worker of workers) worker.terminate();
    },
  };
}
