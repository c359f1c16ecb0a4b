// A pool's threads outlast it: the next pool is given those that were left in order.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Thread } from '../../src/train/engines/simd/runtime.ts';

class FakeThread {
  static readonly all: FakeThread[] = [];
  static mute = false;
  readonly jobs: unknown[] = [];
  terminated = false;
  onmessage = () => {};
  onerror = () => {};
  readonly #mute = FakeThread.mute;
  constructor() {
    FakeThread.all.push(this);
  }
  postMessage(job: unknown) {
    this.jobs.push(job);
    if (!this.#mute) queueMicrotask(() => this.onmessage());
  }
  terminate() {
    this.terminated = true;
  }
}

let startThreads: (jobs: readonly unknown[]) => Promise<readonly Thread[]>;
let endThreads: typeof import('../../src/train/engines/simd/start-threads.ts').endThreads;
beforeEach(async () => {
  vi.resetModules();
  FakeThread.all.length = 0;
  FakeThread.mute = false;
  const module = await import('../../src/train/engines/simd/start-threads.ts');
  startThreads = (jobs) => module.startThreads(() => new FakeThread(), jobs);
  ({ endThreads } = module);
});
afterEach(() => void vi.useRealTimers());

test('one pool after another: as many threads are started as the largest has', async () => {
  endThreads(await startThreads(['a', 'b']), true);
  endThreads(await startThreads(['c']), true);
  endThreads(await startThreads(['d', 'e', 'f']), true);
  expect(FakeThread.all).toHaveLength(3);
  expect(FakeThread.all.flatMap(({ jobs }) => jobs).toSorted()).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
});

test('two pools at the same time share no thread', async () => {
  const [one, other] = [await startThreads(['a', 'b']), await startThreads(['c'])];
  expect(new Set([...one, ...other]).size).toBe(3);
});

test('threads that owe something are ended, and others are started in their place', async () => {
  endThreads(await startThreads(['a']), false);
  await startThreads(['b']);
  expect(FakeThread.all.map(({ terminated }) => terminated)).toEqual([true, false]);
});

test('where one does not start, none is left running', async () => {
  vi.useFakeTimers();
  endThreads(await startThreads(['a']), true);
  FakeThread.mute = true;
  const failing = startThreads(['b', 'c']).catch(String);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(await failing).toMatch('A thread of the simd engine could not be started.');
  expect(FakeThread.all.map(({ terminated }) => terminated)).toEqual([true, true]);
});
