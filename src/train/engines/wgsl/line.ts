// Work for the graphics processor in the order it was asked for: many jobs a submission, many answers a readback.
import type { Gpu } from '../gpu.ts';
import type { ImageSets } from './image-sets.ts';
import { PARTS, SLOTS, type Network } from './network.ts';
import { finished } from './nudge.ts';
import { createPace } from './pace.ts';
import type { Answer, Job, Plan } from './plan.ts';
import type { Readback, Source } from './readback.ts';

/** Something to read out as it is after all that was asked for before. */
export interface Request {
  readonly kind: 'read';
  /** Written first, `[rows, units + 1]`, then sent through the layers. */
  readonly input?: { readonly values: Float32Array<ArrayBuffer>; readonly rows: number; readonly from: number; readonly to: number };
  readonly sources: readonly Source[];
  readonly resolve: (bytes: ArrayBuffer) => void;
  readonly reject: (error: Error) => void;
}

export interface Line {
  add(entries: readonly (Job | Request)[]): void;
  /** Everything not yet answered is answered with this. */
  stop(error: Error): void;
}

/** Submissions that the graphics processor may have before it: one to work on, one to go on with. */
const AHEAD = 2;

export function createLine({ device, failure }: Gpu, network: Network, plan: Plan, sets: ImageSets, readback: Readback): Line {
  const pace = createPace(plan.jobs);
  let line: (Job | Request)[] = [];
  let pumping = false;
  let stopped: Error | undefined;
  let inFlight: Promise<void>[] = [];
  let lastDone = 0;
  /** Whose cost lies in each slot in use. */
  let slots: Answer[] = [];
  const waiting = new Set<{ readonly reject: (error: Error) => void }>();

  /** What nobody may build on any more. */
  const broken = () => stopped ?? failure();

  function explain(error: unknown): Error {
    return broken() ?? new Error('The graphics processor gave no answer.', { cause: error });
  }

  /** Jobs for one submission: as much work as it may hold, as many answers as there are slots. */
  function takeJobs(): Job[] {
    const jobs: Job[] = [];
    let work = 0;
    let free = SLOTS - slots.length;
    for (const entry of line) {
      if (entry.kind === 'read' || jobs.length === plan.jobs) break;
      work += entry.work;
      if (jobs.length > 0 && work > pace.steps) break;
      if (entry.answer && free-- === 0) break;
      jobs.push(entry);
    }
    line.splice(0, jobs.length);
    return jobs;
  }

  function recordJobs(encoder: GPUCommandEncoder, jobs: readonly Job[]): void {
    const prepared = jobs.map((job, k) => {
      const indices = plan.write(k, job, job.answer ? slots.push(job.answer) - 1 : 0);
      let last = 0;
      for (let n = 0; n < indices.length; n++) last = Math.max(last, indices[n]!);
      return { job, rows: indices.length, group: sets.group(job.images, last) };
    });
    device.queue.writeBuffer(network.plan, 0, plan.bytes, 0, plan.record * jobs.length);
    const pass = encoder.beginComputePass();
    prepared.forEach(({ job, rows, group }, k) =>
      network.job(pass, rows, group, k * plan.record, job.kind === 'step', job.answer !== undefined),
    );
    pass.end();
  }

  function recordInput(encoder: GPUCommandEncoder, { values, rows, from, to }: NonNullable<Request['input']>): void {
    device.queue.writeBuffer(network.inputs[from]!, 0, values);
    const pass = encoder.beginComputePass();
    network.forward(pass, rows, from, to);
    pass.end();
  }

  /** Sums the costs that lie in the slots, and tells those that have all of theirs. */
  function settleCosts(answers: readonly Answer[], bytes: ArrayBuffer): void {
    const parts = new Float32Array(bytes);
    answers.forEach((answer, slot) => {
      for (let k = 0; k < PARTS; k++) answer.sum += parts[slot * PARTS + k]!;
      answer.jobs--;
      if (answer.jobs > 0) return;
      waiting.delete(answer);
      answer.resolve(answer.sum / answer.numbers);
    });
  }

  /** Waits for what was copied, unless something broke meanwhile. */
  function receive(
    read: () => Promise<ArrayBuffer>,
    owners: readonly { readonly reject: (error: Error) => void }[],
    use: (bytes: ArrayBuffer) => void,
  ) {
    read()
      .then((bytes) => {
        const error = broken();
        if (error) throw error;
        use(bytes);
      })
      .catch((error: unknown) => {
        const told = explain(error);
        for (const owner of owners) {
          waiting.delete(owner);
          owner.reject(told);
        }
      });
  }

  function submit(): void {
    const encoder = device.createCommandEncoder();
    const jobs = takeJobs();
    let request: Request | undefined;
    if (jobs.length > 0) recordJobs(encoder, jobs);
    else if (line[0]?.kind === 'read') {
      request = line.shift() as Request;
      if (request.input) recordInput(encoder, request.input);
    }
    const reading = request && readback.copy(encoder, request.sources);
    // Costs wait until nothing else is to be done, or until there is no room for more.
    const answers = line.length === 0 || slots.length === SLOTS ? slots : [];
    const readingCosts =
      answers.length > 0 ? readback.copy(encoder, [{ buffer: network.results, bytes: 4 * PARTS * answers.length }]) : undefined;
    if (readingCosts) slots = [];
    device.queue.submit([encoder.finish()]);
    sets.sweep();
    if (request && reading) {
      const { resolve } = request;
      receive(reading, [request], (bytes) => {
        // Who has been answered waits no more: it would be held with its rows, a megabyte a frame.
        waiting.delete(request);
        resolve(bytes);
      });
    }
    if (readingCosts) receive(readingCosts, answers, (bytes) => settleCosts(answers, bytes));
    const submitted = performance.now();
    const over = () => {
      const now = performance.now();
      // Scores would only blur how long a step takes.
      if (jobs.length > 0 && jobs.every(({ kind }) => kind === 'step')) pace.note(jobs.length, now - Math.max(submitted, lastDone));
      lastDone = now;
      inFlight = inFlight.filter((each) => each !== done);
    };
    const done = device.queue.onSubmittedWorkDone().then(over, over);
    inFlight.push(done);
  }

  async function pump(): Promise<void> {
    // Calls of the same turn come together.
    await Promise.resolve();
    try {
      while (line.length > 0) {
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
    line = [];
    slots = [];
    for (const { reject } of waiting) reject(error);
    waiting.clear();
  }

  return {
    add(entries) {
      for (const entry of entries) {
        const owner = entry.kind === 'read' ? entry : entry.answer;
        if (owner) waiting.add(owner);
      }
      line.push(...entries);
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
