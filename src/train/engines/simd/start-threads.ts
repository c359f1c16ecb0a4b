// Starts a pool's workers and waits until every one of them is ready.

/** A worker that has not said anything by then will not, on a busy machine either; the choice of an engine has limits of its own. Milliseconds. */
const LIMIT = 60_000;

/** Sends worker k the job k. Rejects with a sentence where one does not start; then none of them is left running. */
export async function startThreads<Job>(workers: readonly Worker[], jobs: readonly Job[]): Promise<void> {
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
