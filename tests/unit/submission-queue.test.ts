// What the wgsl engine submits, on a graphics processor that is told how long its work takes.
import { afterEach, describe, expect, test, vi } from 'vitest';
import { RECIPES } from '../../src/model/recipes.ts';
import { PIXELS } from '../../src/model/spec.ts';
import { createJobBuffer, JOBS, type Job } from '../../src/train/engines/wgsl/job-buffer.ts';
import type { Network } from '../../src/train/engines/wgsl/network.ts';
import { createSubmissionQueue } from '../../src/train/engines/wgsl/submission-queue.ts';

const TRAIN = RECIPES.fast;
const IMAGES = new Uint8Array(2 * PIXELS);

interface Submission {
  steps: number;
  scores: number;
  draws: number;
  uploads: number;
  milliseconds: number;
}

/** A queue on a device that takes so many milliseconds a step and a score; its clock moves when its work is waited for. */
function queueOn({ step, score }: { readonly step: number; readonly score: number }) {
  const submissions: Submission[] = [];
  const none = (): Submission => ({ steps: 0, scores: 0, draws: 0, uploads: 0, milliseconds: 0 });
  let next = none();
  let [clock, busyUntil] = [0, 0];
  vi.spyOn(performance, 'now').mockImplementation(() => clock);
  const until = (time: number) =>
    new Promise<void>((resolve) => {
      setImmediate(() => {
        clock = Math.max(clock, time);
        resolve();
      });
    });
  const queue = {
    writeBuffer: () => void next.uploads++,
    submit() {
      next.milliseconds = step * next.steps + score * next.scores;
      busyUntil = Math.max(clock, busyUntil) + next.milliseconds;
      submissions.push(next);
      next = none();
    },
    onSubmittedWorkDone: () => until(busyUntil),
  };
  const encoder = { beginComputePass: () => ({ end() {} }), finish() {} };
  const device = { queue, createCommandEncoder: () => encoder } as unknown as GPUDevice;
  const network = {
    buffers: {},
    draw: () => void next.draws++,
    job: (...[, , , , update]: Parameters<Network['job']>) => void (update ? next.steps++ : next.scores++),
  } as unknown as Network;
  const made = createSubmissionQueue(
    { device, info: {} as GPUAdapterInfo, failure: () => undefined },
    network,
    createJobBuffer(TRAIN),
    { group: () => ({}) as GPUBindGroup, sweep() {}, destroy() {} },
    {
      copy: (_, sources) => async () => {
        await until(busyUntil);
        return new ArrayBuffer(sources.reduce((sum, { bytes }) => sum + bytes, 0));
      },
      destroy() {},
    },
  );
  /** Trains as the loop does: `count` steps, and after every fifty the cost of some images, all asked for at once. */
  async function train(count: number, scores: number, work: number): Promise<Submission[]> {
    const before = submissions.length;
    const answers: Promise<number>[] = [];
    for (let taken = 0; taken < count; taken += 50) {
      const steps = Math.min(50, count - taken);
      const asked = (jobs: number, entries: (resolve: (cost: number) => void) => readonly Job[]) =>
        jobs > 0 && answers.push(new Promise<number>((resolve) => made.add(entries(resolve))));
      asked(steps, (resolve) =>
        Array.from({ length: steps }, (_, k): Job => {
          const pending = { jobs: 1, numbers: 1, sum: 0, resolve, reject() {} };
          const place = { step: taken + k, pool: 2, learningRate: 1e-3, noise: 0 };
          return { kind: 'step', work: 1, rows: TRAIN.batch, images: IMAGES, pending: k === steps - 1 ? pending : undefined, ...place };
        }),
      );
      asked(scores, (resolve) => {
        const pending = { jobs: scores, numbers: 1, sum: 0, resolve, reject() {} };
        return Array.from({ length: scores }, (): Job => ({ kind: 'score', work, rows: 2, first: 0, images: IMAGES, pending }));
      });
    }
    await Promise.all(answers);
    return submissions.slice(before);
  }
  return { train };
}

afterEach(() => vi.restoreAllMocks());

describe('submissions of small batches', () => {
  test('come to hold all the steps that fit in 50 ms, and as many scores as they meet', async () => {
    // As the test images of the notebook's digits are to a batch of 64: six scores, each estimated at 3.2 steps and in truth 2.
    const { train } = queueOn({ step: 0.25, score: 0.5 });
    for (let slice = 0; slice < 6; slice++) await train(500, 6, 3.2);
    const made = await train(1_000, 6, 3.2);
    // 1,000 steps and 120 scores are 310 ms of work.
    expect(made.length).toBeLessThanOrEqual(9);
    for (const { milliseconds } of made) expect(milliseconds).toBeLessThanOrEqual(60);
    expect(made.reduce((sum, { steps }) => sum + steps, 0)).toBe(1_000);
  });

  test('send up their records at once, and draw all their batches in one dispatch', async () => {
    const { train } = queueOn({ step: 0.25, score: 0.5 });
    for (const { steps, draws, uploads } of await train(1_000, 6, 3.2)) {
      expect(uploads).toBe(1);
      expect(draws).toBe(steps > 0 ? 1 : 0);
    }
  });

  test('never hold more than there are records', async () => {
    const { train } = queueOn({ step: 0, score: 0 });
    const made = await train(5_000, 0, 0);
    expect(Math.max(...made.map(({ steps }) => steps))).toBe(JOBS);
  });
});

test('a step longer than 50 ms is submitted alone', async () => {
  const { train } = queueOn({ step: 80, score: 10 });
  for (const { steps } of await train(20, 0, 0)) expect(steps).toBe(1);
});
