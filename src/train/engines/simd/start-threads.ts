// Starts a pool's threads and waits until every one of them is ready.
import type { Thread } from './runtime.ts';

/** A thread that has not said anything by then will not, on a busy machine either; the choice of an engine has limits of its own. Milliseconds. */
const LIMIT = 60_000;

/** Threads whose pool is gone, for the next pool: to start one takes tens of milliseconds. */
const resting: Thread[] = [];

/** Gives each of the jobs to a thread, and gives the threads. Rejects with a sentence where one does not start; then none is left running. */
export async function startThreads<Job>(startThread: () => Thread, jobs: readonly Job[]): Promise<Thread[]> {
  const threads = jobs.map(() => resting.pop() ?? startThread());
  const all = threads.map(
    (thread, k) =>
      new Promise<void>((resolve, reject) => {
        const fail = () => reject(new Error('A thread of the simd engine could not be started.'));
        const timer = setTimeout(fail, LIMIT);
        thread.onmessage = () => {
          clearTimeout(timer);
          resolve();
        };
        thread.onerror = fail;
        thread.postMessage(jobs[k]);
      }),
  );
  try {
    await Promise.all(all);
  } catch (error) {
    for (const thread of threads) thread.terminate();
    throw error;
  }
  return threads;
}

/** @param sound whether they have done, and answered, all that they were asked: only those are used again */
export function endThreads(threads: readonly Thread[], sound: boolean): void {
  if (sound) resting.push(...threads);
  else for (const thread of threads) thread.terminate();
}
