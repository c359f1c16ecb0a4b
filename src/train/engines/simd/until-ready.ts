// Gives workers their jobs and waits until every one of them says that it is ready.
import type { PostedJob } from './crew-posted.ts';
import type { SharedJob } from './crew-shared.ts';

/** A worker that has not said anything by then will not, on a busy machine either; the choice of an engine has limits of its own. Milliseconds. */
const LIMIT = 60_000;

/** Throws a sentence where one does not start; then none of them is left running. */
export async function untilReady(workers: readonly Worker[], jobs: readonly (SharedJob | PostedJob)[]): Promise<void> {
  const all = workers.map(
    (worker, k) =>
      new Promise<void>((resolve, reject) => {
        const fail = () => reject(new Error('A thread of the simd engine could not be started.'));
        const timer = setTimeout(fail, LIMIT);
        worker.onmessage = () => {
          clearTimeout(timer);
          resolve();
        };
        worker.onerror = fail;
        worker.postMessage(jobs[k]);
      }),
  );
  try {
    await Promise.all(all);
  } catch (error) {
    for (const worker of workers) worker.terminate();
    throw error;
  }
}
