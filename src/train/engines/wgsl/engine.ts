// The engine of our own WebGPU kernels: a whole training step is prerecorded, and nothing but indices goes up.
import { sentence } from '../../../model/sentence.ts';
import { firstColumns } from '../../../model/forward.ts';
import { noiseKey } from '../../../model/random.ts';
import { codeSize, layerShapes, PIXELS } from '../../../model/spec.ts';
import type { Engine, EngineSetup, Snapshot } from '../../engine.ts';
import type { Gpu } from '../gpu.ts';
import { createImageSets, type ImageSets } from './image-sets.ts';
import { createLine, type Request } from './line.ts';
import { createNetwork, rowsFor, type Network } from './network.ts';
import { createPlan, type Answer, type Job, type Plan } from './plan.ts';
import { fastest } from './race.ts';
import { createReadback } from './readback.ts';
import { rowLength } from './products.ts';
import type { Variant } from './variants.ts';

/** How much of a training step its forward part is. */
const FORWARD = 0.4;

interface OnDevice {
  readonly network: Network;
  readonly sets: ImageSets;
}

/** Makes all that lies on the device, or throws a sentence. */
async function build({ device, failure }: Gpu, variant: Variant, setup: EngineSetup, rows: number, plan: Plan): Promise<OnDevice> {
  device.pushErrorScope('out-of-memory');
  device.pushErrorScope('validation');
  // All of it is asked for before the first await, so the scopes hold nothing of anybody else's.
  const making = createNetwork(device, variant, setup, rows, { record: plan.record, bytes: plan.bytes.byteLength });
  const complaints = Promise.all([device.popErrorScope(), device.popErrorScope()]);
  const [network, [refused, memory]] = await Promise.all([making, complaints]).catch((error: unknown) => {
    throw failure() ?? new Error(`The graphics processor compiles no such network: ${sentence(error)}`);
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

/**
 * The engine on a device. Throws a sentence where the network does not fit it.
 * @param forced a way to multiply matrices, in place of the fastest
 */
export async function createWgslEngine(gpu: Gpu, setup: EngineSetup, forced?: Variant): Promise<Engine> {
  const { spec, train, start, images, seed, batchAt } = setup;
  const variant = forced ?? (await fastest(gpu));
  const rows = rowsFor(train.batch);
  const plan = createPlan(rows, train);
  const { network, sets } = await build(gpu, variant, setup, rows, plan);
  const readback = createReadback(gpu.device);
  const line = createLine(gpu, network, plan, sets, readback);
  const output = spec.units.length - 1;
  const shapes = layerShapes(spec);
  let step = start.step;
  let over: Error | undefined;

  /** Asks for something whose answer comes with others'. */
  function ask<Value>(
    make: (resolve: (value: Value) => void, reject: (error: Error) => void) => readonly (Job | Request)[],
  ): Promise<Value> {
    return new Promise((resolve, reject) => {
      const error = over ?? gpu.failure();
      if (error) reject(error);
      else line.add(make(resolve, reject));
    });
  }

  function steps(count: number, learningRateAt: (step: number) => number): Promise<number> {
    return ask((resolve, reject) => {
      const answer: Answer = { jobs: 1, numbers: train.batch * PIXELS, sum: 0, resolve, reject };
      const from = step;
      step += count;
      return Array.from({ length: count }, (_, k): Job => ({
        kind: 'step',
        work: 1,
        indices: () => batchAt(from + k),
        images,
        learningRate: learningRateAt(from + k),
        update: from + k + 1,
        noise: noiseKey(seed, from + k),
        answer: k === count - 1 ? answer : undefined,
      }));
    });
  }

  function evaluate(bytes: Uint8Array): Promise<number> {
    if (bytes.length === 0) return Promise.resolve(NaN);
    return ask((resolve, reject) => {
      const count = bytes.length / PIXELS;
      const chunks = Math.ceil(count / rows);
      const answer: Answer = { jobs: chunks, numbers: bytes.length, sum: 0, resolve, reject };
      return Array.from({ length: chunks }, (_, k): Job => {
        const part = Math.min(rows, count - k * rows);
        const indices = () => Uint32Array.from({ length: part }, (_, n) => k * rows + n);
        return {
          kind: 'score',
          work: (FORWARD * part) / train.batch,
          indices,
          images: bytes,
          learningRate: 0,
          update: 1,
          noise: 0,
          answer,
        };
      });
    });
  }

  /** Sends `[n, units]` of layer `from` through the layers up to `to`, as many rows at a time as fit. */
  async function through(values: Float32Array, from: number, to: number): Promise<Float32Array> {
    const [{ inputs: width }, { outputs }] = [shapes[from]!, shapes[to - 1]!];
    const result = new Float32Array((values.length / width) * outputs);
    const chunks: Promise<void>[] = [];
    for (let at = 0; at * width < values.length; at += rows) {
      const part = values.subarray(at * width, (at + rows) * width);
      const count = part.length / width;
      const read = ask<ArrayBuffer>((resolve, reject) => {
        const sources = [{ buffer: network.outputs[to]!, bytes: 4 * count * rowLength(outputs) }];
        return [{ kind: 'read', input: { values: withOnes(part, width), rows: count, from, to }, sources, resolve, reject }];
      });
      chunks.push(read.then((bytes) => withoutOnes(new Float32Array(bytes), outputs, result, at * outputs)));
    }
    await Promise.all(chunks);
    return result;
  }

  async function snapshot(): Promise<Snapshot> {
    const at = step;
    const bytes = 4 * start.parameters.length;
    const sources = [network.parameters, network.first, network.second].map((buffer) => ({ buffer, bytes }));
    const all = await ask<ArrayBuffer>((resolve, reject) => [{ kind: 'read', sources, resolve, reject }]);
    const part = (k: number) => new Float32Array(all.slice(k * bytes, (k + 1) * bytes));
    return { step: at, parameters: part(0), first: part(1), second: part(2) };
  }

  return {
    name: 'wgsl',
    detail: variant.words,
    steps,
    encode: async (values) => firstColumns(await through(values, 0, spec.code), shapes[spec.code - 1]!.outputs, codeSize(spec)),
    decode: (codes) => through(codes, spec.code, output),
    evaluate,
    snapshot,
    dispose() {
      over ??= new Error('The engine is no longer in use.');
      line.stop(over);
      readback.destroy();
      sets.destroy();
      network.destroy();
    },
  };
}
