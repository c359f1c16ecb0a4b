// The engine of our own WebGPU kernels: the device draws its own batches, and a few numbers a step go up, those of many steps at a time.
import { poolAt } from '../../../model/batches.ts';
import { codeOf } from '../../../model/code-stage.ts';
import { noiseKey } from '../../../model/random.ts';
import { errorMessage } from '../../../model/error-message.ts';
import { layerShapes, PIXELS, type ModelSpec } from '../../../model/spec.ts';
import type { Engine, EngineSetup, Snapshot } from '../../engine.ts';
import type { Gpu } from '../gpu.ts';
import { fastestKernel } from './autotune.ts';
import { createImageSets, type ImageSets } from './image-sets.ts';
import { createJobBuffer, type Job, type PendingCost } from './job-buffer.ts';
import type { MatmulKernel } from './matmul-kernels.ts';
import { rowsFor } from './network-buffers.ts';
import { createNetwork, type Network } from './network.ts';
import { rowLength } from './products.ts';
import { createReadback } from './readback.ts';
import { createSubmissionQueue, type ReadRequest } from './submission-queue.ts';

declare module '../../engine.ts' {
  interface EngineNames {
    wgsl: true;
  }
}

/** How much of a training step its forward part is. */
const FORWARD = 0.4;

interface OnDevice {
  readonly network: Network;
  readonly sets: ImageSets;
}

/** Makes all that lies on the device. Rejects with a sentence if the network does not fit, or the driver refuses it. */
async function build({ device, failure }: Gpu, kernel: MatmulKernel, setup: EngineSetup, rows: number): Promise<OnDevice> {
  device.pushErrorScope('out-of-memory');
  device.pushErrorScope('validation');
  // Every buffer is asked for before the first await, so the scopes hold nothing of anybody else's.
  const making = createNetwork(device, kernel, setup, rows);
  const complaints = Promise.all([device.popErrorScope(), device.popErrorScope()]);
  const [network, [refused, memory]] = await Promise.all([making, complaints]).catch((error: unknown) => {
    throw failure() ?? new Error(`The graphics processor compiles no such network: ${errorMessage(error)}`);
  });
  const { images, head = images.length / PIXELS } = setup;
  const error = refused ?? memory;
  const lost = failure();
  if (!error && !lost) return { network, sets: createImageSets(device, images, head, network.bindImages) };
  network.destroy();
  if (lost) throw lost;
  throw new Error(
    memory ? 'This network is too large for the graphics processor.' : `The graphics processor refused the network: ${error!.message}`,
  );
}

/** Values `[n, width]` as rows of `width + 1` that end in 1. */
function withOnes(values: Float32Array, width: number): Float32Array<ArrayBuffer> {
  const rows = new Float32Array((values.length / width) * rowLength(width)).fill(1);
  for (let n = 0; n * width < values.length; n++) rows.set(values.subarray(n * width, (n + 1) * width), n * rowLength(width));
  return rows;
}

/** The reverse of `withOnes`, into `to` from its number `at` on. */
function withoutOnes(rows: Float32Array, width: number, to: Float32Array, at: number): void {
  for (let n = 0; n * rowLength(width) < rows.length; n++) {
    const from = n * rowLength(width);
    to.set(rows.subarray(from, from + width), at + n * width);
  }
}

/** Queues what `make` makes of the callbacks of a promise; gives the promise. */
type Ask = <Value>(
  make: (resolve: (value: Value) => void, reject: (error: Error) => void) => readonly (Job | ReadRequest)[],
) => Promise<Value>;

/** Mean squared error of the images' reconstructions (bytes `[n, 784]`), `rows` images at a time. */
function score(ask: Ask, bytes: Uint8Array, rows: number, batch: number): Promise<number> {
  if (bytes.length === 0) return Promise.resolve(NaN);
  return ask((resolve, reject) => {
    const count = bytes.length / PIXELS;
    const chunks = Math.ceil(count / rows);
    const pending: PendingCost = { jobs: chunks, numbers: bytes.length, sum: 0, resolve, reject };
    return Array.from({ length: chunks }, (_, k): Job => {
      const part = Math.min(rows, count - k * rows);
      return { kind: 'score', work: (FORWARD * part) / batch, rows: part, first: k * rows, images: bytes, pending };
    });
  });
}

/** Sends `[n, units]` of layer `from` through the layers up to `to`, `rows` at a time. */
async function through(
  ask: Ask,
  network: Network,
  spec: ModelSpec,
  rows: number,
  values: Float32Array,
  from: number,
  to: number,
): Promise<Float32Array> {
  const shapes = layerShapes(spec);
  const [{ inputs: width }, { outputs }] = [shapes[from]!, shapes[to - 1]!];
  const result = new Float32Array((values.length / width) * outputs);
  const chunks: Promise<void>[] = [];
  for (let at = 0; at * width < values.length; at += rows) {
    const part = values.subarray(at * width, (at + rows) * width);
    const count = part.length / width;
    const read = ask<ArrayBuffer>((resolve, reject) => {
      const sources = [{ buffer: network.buffers.outputs[to]!, bytes: 4 * count * rowLength(outputs) }];
      return [{ kind: 'read', input: { values: withOnes(part, width), rows: count, from, to }, sources, resolve, reject }];
    });
    chunks.push(read.then((bytes) => withoutOnes(new Float32Array(bytes), outputs, result, at * outputs)));
  }
  await Promise.all(chunks);
  return result;
}

/**
 * The engine on a device. Throws a sentence where the network does not fit it.
 * @param forced a kernel to multiply matrices with, in place of the fastest
 */
export async function createWgslEngine(gpu: Gpu, setup: EngineSetup, forced?: MatmulKernel): Promise<Engine> {
  const { spec, train, start, images, seed } = setup;
  const total = images.length / PIXELS;
  const kernel = forced ?? (await fastestKernel(gpu));
  const rows = rowsFor(train.batch);
  const { network, sets } = await build(gpu, kernel, setup, rows);
  const readback = createReadback(gpu.device);
  const queue = createSubmissionQueue(gpu, network, createJobBuffer(train), sets, readback);
  let step = start.step;
  let over: Error | undefined;

  const ask: Ask = (make) =>
    new Promise((resolve, reject) => {
      const error = over ?? gpu.failure();
      if (error) reject(error);
      else queue.add(make(resolve, reject));
    });

  function steps(count: number, learningRateAt: (step: number) => number): Promise<number> {
    return ask((resolve, reject) => {
      const last: PendingCost = { jobs: 1, numbers: train.batch * PIXELS, sum: 0, resolve, reject };
      const from = step;
      step += count;
      return Array.from({ length: count }, (_, k): Job => ({
        kind: 'step',
        work: 1,
        rows: train.batch,
        images,
        step: from + k,
        pool: poolAt(from + k, setup.head ?? total, total),
        learningRate: learningRateAt(from + k),
        noise: noiseKey(seed, from + k),
        pending: k === count - 1 ? last : undefined,
      }));
    });
  }

  const bytes = 4 * start.parameters.length;
  /** The contents of buffers as long as the parameters, one after the other. */
  function read(...buffers: GPUBuffer[]): Promise<ArrayBuffer> {
    const sources = buffers.map((buffer) => ({ buffer, bytes }));
    return ask<ArrayBuffer>((resolve, reject) => [{ kind: 'read', sources, resolve, reject }]);
  }

  async function snapshot(): Promise<Snapshot> {
    const at = step;
    const { parameters, firstMoment, secondMoment } = network.buffers;
    const all = await read(parameters, firstMoment, secondMoment);
    const part = (k: number) => new Float32Array(all.slice(k * bytes, (k + 1) * bytes));
    return { step: at, parameters: part(0), firstMoment: part(1), secondMoment: part(2) };
  }

  return {
    name: 'wgsl',
    detail: kernel.words,
    steps,
    encode: async (values) => codeOf(spec, await through(ask, network, spec, rows, values, 0, spec.code)),
    decode: (codes) => through(ask, network, spec, rows, codes, spec.code, spec.units.length - 1),
    evaluate: (bytes) => score(ask, bytes, rows, train.batch),
    snapshot,
    parameters: async (use) => use(new Float32Array(await read(network.buffers.parameters))),
    dispose() {
      over ??= new Error('The engine is no longer in use.');
      queue.stop(over);
      readback.destroy();
      sets.destroy();
      network.destroy();
    },
  };
}
