// The batches that the wgsl engine draws on its device, beside those that every other engine draws.
import { batchIndices, HEAD_STEPS, poolAt } from '../../../src/model/batches.ts';
import { initialParameters } from '../../../src/model/init.ts';
import { PIXELS, type ModelSpec, type TrainConfig } from '../../../src/model/spec.ts';
import { freshSnapshot } from '../../../src/train/engine.ts';
import { openGpu } from '../../../src/train/engines/gpu.ts';
import { createJobBuffer } from '../../../src/train/engines/wgsl/job-buffer.ts';
import { MATMUL_KERNELS } from '../../../src/train/engines/wgsl/matmul-kernels.ts';
import { rowsFor } from '../../../src/train/engines/wgsl/network-buffers.ts';
import { createNetwork } from '../../../src/train/engines/wgsl/network.ts';
import { createReadback } from '../../../src/train/engines/wgsl/readback.ts';
import type { Draws } from '../protocol.ts';

const SPEC: ModelSpec = { units: [PIXELS, 2, PIXELS], activations: ['tanh', 'linear'], code: 1 };
/** Seeds beyond 32 bits are mixed from both of their halves. */
const RUNS = [
  { seed: 0, batch: 64 },
  { seed: 5, batch: 1 },
  { seed: 2 ** 31 - 1, batch: 37 },
  { seed: 2 ** 40 + 12_345, batch: 500 },
] as const;
/** Every number of digits, and both sides of where a digit more or the whole set begins. */
const STEPS = [0, 1, 9, 10, HEAD_STEPS - 1, HEAD_STEPS, 99, 100, 999, 1_000, 12_345, 987_654, 1_000_000, 123_456_789, 2 ** 32 - 1];
/** Images that arrive first, and all: none to choose from, powers of two, the notebook's, all of MNIST, more than 16 bits hold. */
const SETS = [
  [1, 2],
  [64, 64],
  [1_500, 16_583],
  [5_000, 60_000],
  [65_537, 1_000_003],
] as const;

/** @param train of the small networks here; its batch is not used */
export async function draws(train: TrainConfig): Promise<Draws> {
  const { device } = await openGpu(true);
  const cases = SETS.flatMap(([head, total]) => STEPS.map((step) => ({ head, total, step })));
  const different: string[] = [];
  for (const { seed, batch } of RUNS) {
    const each = { ...train, batch };
    const start = freshSnapshot(initialParameters(SPEC, each, 0));
    const setup = { spec: SPEC, train: each, start, images: new Uint8Array(PIXELS), seed };
    const network = await createNetwork(device, MATMUL_KERNELS.at(-1)!, setup, rowsFor(batch));
    const records = createJobBuffer(each);
    const readback = createReadback(device);
    cases.forEach(({ head, total, step }, k) => {
      const pool = poolAt(step, head, total);
      const job = { kind: 'step', work: 1, rows: batch, images: setup.images, step, pool, learningRate: 0, noise: 0 } as const;
      records.write(k, { ...job, pending: undefined }, 0);
    });
    device.queue.writeBuffer(network.buffers.jobs, 0, records.bytes);
    const encoder = device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    network.draw(pass, cases.length);
    pass.end();
    const read = readback.copy(encoder, [{ buffer: network.buffers.drawn, bytes: 4 * cases.length * batch }]);
    device.queue.submit([encoder.finish()]);
    const drawn = new Int32Array(await read());
    cases.forEach(({ head, total, step }, k) => {
      const expected = batchIndices(seed, step, batch, head, total);
      if (expected.some((index, n) => drawn[k * batch + n] !== index)) different.push(`seed ${seed}, step ${step}, ${head} of ${total}`);
    });
    readback.destroy();
    network.destroy();
  }
  return { batches: RUNS.length * cases.length, different };
}
