// Work for the graphics processor in the order it was asked for: many jobs a submission, many answers a readback.
import type { Gpu } from '../gpu.ts';
import { finished } from './firefox-poll.ts';
import type { ImageSets } from './image-sets.ts';
import { JOBS, RECORD, type Job, type JobBuffer, type PendingCost } from './job-buffer.ts';
import { PARTS, SLOTS } from './network-buffers.ts';
import type { Network } from './network.ts';
import { createPace } from './pace.ts';
import type { Readback, Source } from './readback.ts';

/** Something to read out as it is after all that was asked for before. */
export interface ReadRequest {
  readonly kind: 'read';
  /** Written first, `[rows, units + 1]`, then sent through layers `from` to `to`. */
  readonly input?: { readonly values: Float32Array<ArrayBuffer>; readonly rows: number; readonly from: number; readonly to: number };
  readonly sources: readonly Source[];
  readonly resolve: (bytes: ArrayBuffer) => void;
  readonly reject: (error: Error) => void;
}

export interface SubmissionQueue {
  add(entries: readonly (Job | ReadRequest)[]): void;
  /** Rejects all that is not yet answered with this error. */
  stop(error: Error): void;
}

/** Submissions that the graphics processor may have before it: one to work on, one to go on with. */
const AHEAD = 2;

/** Whoever waits for an answer. */
interface Waiter {
  readonly reject: (error: Error) => void;
}

/** Records jobs, and inputs that are sent through layers, into a submission. */
function createRecorder({ queue }: GPUDevice, network: Network, records: JobBuffer, sets: ImageSets) {
  return {
    /** @param slotOf the slot of the results for a job's cost */
    jobs(encoder: GPUCommandEncoder, jobs: readonly Job[], slotOf: (pending: PendingCost) => number): void {
      jobs.forEach((job, k) => records.write(k, job, job.pending ? slotOf(job.pending) : 0));
      queue.writeBuffer(network.buffers.jobs, 0, records.bytes, 0, RECORD * jobs.length);
      const pass = encoder.beginComputePass();
      if (jobs.some(({ kind }) => kind === 'step')) network.draw(pass, jobs.length);
      jobs.forEach((job, k) => {
        const group = sets.group(job.images, job.kind === 'step' ? job.pool : job.first + job.rows);
        network.job(pass, job.rows, group, k * RECORD, job.kind === 'step', job.pending !== undefined);
      });
      pass.end();
    },
    input(encoder: GPUCommandEncoder, { values, rows, from, to }: NonNullable<ReadRequest['input']>): void {
      queue.writeBuffer(network.inputs[from]!, 0, values);
      const pass = encoder.beginComputePass();
      network.forward(pass, rows, from, to);
      pass.end();
    },
  };
}

/** Adds the parts of costs, `[slots, PARTS]` as bytes, to the costs that wait for them; calls back with each that has all of its parts. */
function settleCosts(slots: readonly PendingCost[], bytes: ArrayBuffer, settled: (cost: PendingCost) => void): void {
  const parts = new Float32Array(bytes);
  slots.forEach((cost, slot) => {
    for (let k = 0; k < PARTS; k++) cost.sum += parts[slot * PARTS + k]!;
    cost.jobs--;
    if (cost.jobs > 0) return;
    settled(cost);
    cost.resolve(cost.sum / cost.numbers);
  });
}

/**
 * Takes the jobs of one submission from the front of `entries`, which ends where a request waits.
 * @param most steps of work that a submission may hold, and free slots for costs
 */
function takeJobs(entries: (Job | ReadRequest)[], most: { readonly steps: number; readonly slots: number }): Job[] {
  const jobs: Job[] = [];
  let work = 0;
  let free = most.slots;
  for (const entry of entries) {
    if (entry.kind === 'read' || jobs.length === JOBS) break;
    work += entry.work;
    if (jobs.length > 0 && work > most.steps) break;
    if (entry.pending && free-- === 0) break;
    jobs.push(entry);
  }
  entries.splice(0, jobs.length);
  return jobs;
}

export function createSubmissionQueue(
  { device, failure }: Gpu,
  network: Network,
  records: JobBuffer,
  sets: ImageSets,
  readback: Readback,
): SubmissionQueue {
  const pace = createPace(JOBS);
  const record = createRecorder(device, network, records, sets);
  let entries: (Job | ReadRequest)[] = [];
  let pumping = false;
  let stopped: Error | undefined;
  let inFlight: Promise<void>[] = [];
  let lastDone = 0;
  /** Whose cost lies in each slot in use. */
  let slots: PendingCost[] = [];
  const waiting = new Set<Waiter>();

  /** Why nothing computed from now on counts. */
  const broken = () => stopped ?? failure();

  const explain = (error: unknown) => broken() ?? new Error('The graphics processor gave no answer.', { cause: error });

  /** Waits for what was copied, unless something broke meanwhile. */
  function receive(read: () => Promise<ArrayBuffer>, owners: readonly Waiter[], use: (bytes: ArrayBuffer) => void): void {
    read()
      .then((bytes) => {
        const error = broken();
        if (error) throw error;
        use(bytes);
      })
      .catch((error: unknown) => {
        const reason = explain(error);
        for (const owner of owners) {
          waiting.delete(owner);
          owner.reject(reason);
        }
      });
  }

  /** Takes the next request's turn, if jobs have had theirs. */
  function takeRequest(encoder: GPUCommandEncoder): ReadRequest | undefined {
    if (entries[0]?.kind !== 'read') return undefined;
    const request = entries.shift() as ReadRequest;
    if (request.input) record.input(encoder, request.input);
    return request;
  }

  /** Notes how long the submission takes. */
  function watch(jobs: readonly Job[]): void {
    const submitted = performance.now();
    const over = () => {
      const now = performance.now();
      const work = jobs.reduce((sum, job) => sum + job.work, 0);
      const steps = jobs.filter(({ kind }) => kind === 'step').length;
      // What a score takes is only estimated. Where steps are short, every full submission holds some.
      if (steps > 0 && 2 * steps >= work) pace.note(work, now - Math.max(submitted, lastDone));
      lastDone = now;
      inFlight = inFlight.filter((each) => each !== done);
    };
    const done = device.queue.onSubmittedWorkDone().then(over, over);
    inFlight.push(done);
  }

  function submit(): void {
    const encoder = device.createCommandEncoder();
    const jobs = takeJobs(entries, { steps: pace.steps, slots: SLOTS - slots.length });
    if (jobs.length > 0) record.jobs(encoder, jobs, (pending) => slots.push(pending) - 1);
    const request = jobs.length > 0 ? undefined : takeRequest(encoder);
    const reading = request && readback.copy(encoder, request.sources);
    // Costs wait until nothing else is to be done, or until there is no room for more.
    const costs = entries.length === 0 || slots.length === SLOTS ? slots : [];
    const sources = [{ buffer: network.buffers.results, bytes: 4 * PARTS * costs.length }];
    const readingCosts = costs.length > 0 ? readback.copy(encoder, sources) : undefined;
    if (readingCosts) slots = [];
    device.queue.submit([encoder.finish()]);
    sets.sweep();
    if (request && reading) {
      const { resolve } = request;
      receive(reading, [request], (bytes) => {
        // An answered request is let go of at once: kept, it would hold its rows, a megabyte a frame.
        waiting.delete(request);
        resolve(bytes);
      });
    }
    if (readingCosts) receive(readingCosts, costs, (bytes) => settleCosts(costs, bytes, (cost) => waiting.delete(cost)));
    watch(jobs);
  }

  async function pump(): Promise<void> {
    // Calls of the same turn come together.
    await Promise.resolve();
    try {
      while (entries.length > 0) {
        while (inFlight.length >= AHEAD) await finished(device.queue, inFlight[0]!);
        const error = broken();
        if (error) throw error;
        submit();
      }
    } catch (error) {
      stop(explain(error));
    } finally {
      pumping = false;
    }
  }

  function stop(error: Error): void {
    entries = [];
    slots = [];
    for (const { reject } of waiting) reject(error);
    waiting.clear();
  }

  return {
    add(more) {
      for (const entry of more) {
        const owner = entry.kind === 'read' ? entry : entry.pending;
        if (owner) waiting.add(owner);
      }
      entries.push(...more);
      if (pumping) return;
      pumping = true;
      void pump();
    },
    stop(error) {
      stopped = error;
      stop(error);
    },
  };
}
