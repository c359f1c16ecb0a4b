// The network on the graphics processor: its buffers, pipelines and bind groups, all made once, and how a step runs through them.
import { batchesKey } from '../../../model/batches.ts';
import { layerShapes, parameterCount, PIXELS, type ModelSpec, type TrainConfig } from '../../../model/spec.ts';
import type { EngineSetup } from '../../engine.ts';
import { createJobKernels, type JobKernels } from './job-kernels.ts';
import adamCode from './kernels/adam.wgsl?raw';
import costCode from './kernels/cost.wgsl?raw';
import drawCode from './kernels/draw.wgsl?raw';
import gatherCode from './kernels/gather.wgsl?raw';
import mixCode from './kernels/mix.wgsl?raw';
import { createMatmulPipeline, matmulLayout, workgroups, type MatmulKernel } from './matmul-kernels.ts';
import { createBuffers, encoderTimes, PARTS, type NetworkBuffers } from './network-buffers.ts';
import { createObjective, type Objective } from './objective.ts';
import { errorProduct, forwardProduct, gradientProduct, rowLength, type Product } from './products.ts';

export interface Network {
  readonly buffers: NetworkBuffers;
  /** What dense layer k reads: that of layer k of `spec.units`, but for what a variant lays between. */
  readonly inputs: readonly GPUBuffer[];
  /** A set of images, bytes `[n, 784]`, as jobs need it. */
  bindImages(bytes: GPUBuffer): GPUBindGroup;
  /** Records layers `from` to `to`, counted as in `spec.units`. */
  forward(pass: GPUComputePassEncoder, rows: number, from: number, to: number): void;
  /** Records the drawing of the batches of a submission's steps, which are among its first `jobs` records. */
  draw(pass: GPUComputePassEncoder, jobs: number): void;
  /**
   * Records a job, whose record begins at byte `offset`: its images through the network; for a step back again and into the parameters.
   * @param cost whether its cost is wanted
   */
  job(pass: GPUComputePassEncoder, rows: number, images: GPUBindGroup, offset: number, update: boolean, cost: boolean): void;
  destroy(): void;
}

/** Records a matrix product; `images` rows where it has one for every image. */
type Multiply = (pass: GPUComputePassEncoder, images: number) => void;

interface Products {
  readonly forward: readonly Multiply[];
  /** Gradients and errors of the decoder's layers, last first, then those of the encoder's. */
  readonly decoderBack: readonly Multiply[];
  readonly encoderBack: readonly Multiply[];
}

/** All matrix products of a step. */
async function createProducts(
  device: GPUDevice,
  kernel: MatmulKernel,
  spec: ModelSpec,
  { batch }: TrainConfig,
  { parameters, gradient, outputs, errors, spare }: NetworkBuffers,
  inputs: readonly GPUBuffer[],
  objective: Objective,
): Promise<Products> {
  const layout = matmulLayout(device);
  const module = device.createShaderModule({ label: kernel.name, code: kernel.code });
  /** c = a * b; see kernels/epilogue.wgsl for `y` and `error`. */
  async function multiply(product: Product, a: GPUBuffer, b: GPUBuffer, y: GPUBuffer, c: GPUBuffer, error = spare): Promise<Multiply> {
    const entries = [a, b, y, c, error].map((buffer, binding) => ({ binding, resource: { buffer } }));
    const group = device.createBindGroup({ layout, entries });
    const pipeline = await createMatmulPipeline(device, layout, module, kernel, product);
    return (pass, images) => {
      pass.setPipeline(pipeline);
      pass.setBindGroup(0, group);
      pass.dispatchWorkgroups(...workgroups(kernel, product.rows ?? images, product.columns));
    };
  }
  const shapes = layerShapes(spec);
  const last = shapes.length - 1;
  const forward = shapes.map((shape, k) => {
    const product = forwardProduct(shape, k === last, batch);
    return multiply(product, inputs[k]!, parameters, outputs[0]!, outputs[k + 1]!, k === last ? errors[k + 1] : spare);
  });
  /** The gradient of layer k's parameters, then the error of the layer below. */
  function back(k: number): Promise<Multiply>[] {
    const shape = shapes[k]!;
    const times = k < spec.code ? encoderTimes(spec) : 1;
    const gradients = multiply(gradientProduct(shape, times * batch), inputs[k]!, errors[k + 1]!, inputs[k]!, gradient);
    if (k === 0) return [gradients];
    const atCode = k === spec.code;
    const below = errorProduct(shape, atCode && objective.ownSlope ? 'linear' : shapes[k - 1]!.activation);
    return [gradients, multiply(below, errors[k + 1]!, parameters, inputs[k]!, atCode ? objective.codeError : errors[k]!)];
  }
  const layers = [...shapes.keys()].reverse();
  const [forwards, decoderBack, encoderBack] = await Promise.all([
    Promise.all(forward),
    Promise.all(layers.filter((k) => k >= spec.code).flatMap(back)),
    Promise.all(layers.filter((k) => k < spec.code).flatMap(back)),
  ]);
  return { forward: forwards, decoderBack, encoderBack };
}

/** The kernels of every job: its images drawn and fetched, its cost, and Adam's update. */
async function createJobs(
  kernels: JobKernels,
  count: number,
  { train, seed }: EngineSetup,
  { outputs, results, jobs, drawn, gradient, parameters, firstMoment, secondMoment }: NetworkBuffers,
) {
  const {
    batch,
    adam: { beta1, beta2, epsilon },
  } = train;
  const xRow = rowLength(PIXELS);
  const gathering = kernels.createUnbound(gatherCode, { xRow }, drawn, outputs[0]!);
  const [draw, gather, cost, adam] = await Promise.all([
    kernels.create(mixCode + drawCode, { key: batchesKey(seed), batch }, [jobs, drawn]),
    gathering.run,
    kernels.create(costCode, { xRow }, [outputs[0]!, outputs.at(-1)!, results]),
    kernels.create(
      adamCode,
      { count, beta1, rest1: 1 - beta1, beta2, rest2: 1 - beta2, epsilon },
      [gradient, parameters, firstMoment, secondMoment],
      3,
    ),
  ]);
  return { bindImages: gathering.bind, draw, gather, cost, adam };
}

/**
 * The network with the parameters and moments of `setup.start`. Rejects if the driver does not compile a kernel; the message is the
 * driver's.
 * @param rows what `rowsFor` gives for the batch
 */
export async function createNetwork(device: GPUDevice, kernel: MatmulKernel, setup: EngineSetup, rows: number): Promise<Network> {
  const { spec, train } = setup;
  const count = parameterCount(spec);
  const buffers = createBuffers(device, setup, rows);
  const kernels = createJobKernels(device, buffers.jobs);
  async function createParts() {
    const [objective, jobKernels] = await Promise.all([
      createObjective(kernels, spec, train, buffers, rows),
      createJobs(kernels, count, setup, buffers),
    ]);
    const inputs = buffers.outputs.with(0, objective.input).with(spec.code, objective.code);
    return { objective, inputs, ...jobKernels, products: await createProducts(device, kernel, spec, train, buffers, inputs, objective) };
  }
  const { objective, inputs, bindImages, draw, gather, cost, adam, products } = await createParts().catch((error: unknown) => {
    buffers.destroy();
    throw error;
  });

  function forward(pass: GPUComputePassEncoder, images: number, from: number, to: number): void {
    for (let k = from; k < to; k++) products.forward[k]!(pass, images);
  }
  // One dimension holds 65,535 workgroups, too few for the largest networks.
  const adamGroups = Math.ceil(count / 256);
  const adamDown = Math.ceil(adamGroups / 32_768);

  return {
    buffers,
    inputs,
    bindImages,
    forward,
    draw(pass, jobs) {
      kernels.select(pass, 0);
      draw(pass, jobs);
    },
    job(pass, images, set, offset, update, wanted) {
      kernels.select(pass, offset);
      gather(set)(pass, Math.ceil(PIXELS / 4 / 64), images);
      objective.before(pass, images);
      const encoded = update ? encoderTimes(spec) * images : images;
      forward(pass, encoded, 0, spec.code);
      objective.between(pass, images);
      forward(pass, images, spec.code, products.forward.length);
      if (wanted) cost(pass, PARTS);
      if (!update) return;
      for (const each of products.decoderBack) each(pass, images);
      objective.back(pass, images);
      for (const each of products.encoderBack) each(pass, encoded);
      adam(pass, Math.ceil(adamGroups / adamDown), adamDown);
    },
    destroy: buffers.destroy,
  };
}
