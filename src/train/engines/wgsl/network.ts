// The network on the graphics processor: its buffers, pipelines and bind groups, all made once, and how a step runs through them.
import { layerShapes, parameterCount, PIXELS, variantOf } from '../../../model/spec.ts';
import type { EngineSetup } from '../../engine.ts';
import adamCode from './kernels/adam.wgsl?raw';
import costCode from './kernels/cost.wgsl?raw';
import gatherCode from './kernels/gather.wgsl?raw';
import jobCode from './kernels/job.wgsl?raw';
import { createObjective, encoderTimes } from './objective.ts';
import { errorProduct, forwardProduct, gradientProduct, rowLength, type Product } from './products.ts';
import { productLayout, productPipeline, WHOLE_ROWS, workgroups, type Variant } from './variants.ts';

/** A cost comes in this many parts (kernels/cost.wgsl). */
export const PARTS = 64;
/** Costs that can wait to be read. */
export const SLOTS = 1_024;
/** Images that go through the network at a time: those of a batch, and at least so many. */
const ROWS = 512;

interface Dispatch {
  readonly pipeline: GPUComputePipeline;
  readonly group: GPUBindGroup;
  readonly product: Product;
}

export interface Network {
  /** Images that fit at a time. */
  readonly rows: number;
  readonly plan: GPUBuffer;
  readonly results: GPUBuffer;
  readonly parameters: GPUBuffer;
  readonly first: GPUBuffer;
  readonly second: GPUBuffer;
  /** What layer k of `spec.units` puts out, `[rows, units + 1]`; the last column is 1. A variational code has means and log variances. */
  readonly outputs: readonly GPUBuffer[];
  /** What dense layer k reads: that of layer k of `spec.units`, but for what a variant lays between. */
  readonly inputs: readonly GPUBuffer[];
  bindImages(bytes: GPUBuffer): GPUBindGroup;
  /** Records layers `from` to `to`, counted as in `spec.units`. */
  forward(pass: GPUComputePassEncoder, rows: number, from: number, to: number): void;
  /** Records a job: its images through the network, and for a step back again and into the parameters. */
  job(pass: GPUComputePassEncoder, rows: number, images: GPUBindGroup, offset: number, update: boolean, cost: boolean): void;
  destroy(): void;
}

/**
 * Gives the network with the parameters and moments of `setup.start` in it. Throws what the device has against it.
 * @param plan bytes of a record of the plan, and of all
 */
export async function createNetwork(
  device: GPUDevice,
  variant: Variant,
  { spec, train, start }: EngineSetup,
  rows: number,
  plan: { readonly record: number; readonly bytes: number },
): Promise<Network> {
  const { STORAGE, COPY_SRC, COPY_DST } = GPUBufferUsage;
  const made: GPUBuffer[] = [];
  function buffer(label: string, size: number, content?: Float32Array): GPUBuffer {
    const one = device.createBuffer({ label, size, usage: STORAGE | COPY_SRC | COPY_DST });
    made.push(one);
    if (content) device.queue.writeBuffer(one, 0, content as Float32Array<ArrayBuffer>);
    return one;
  }
  const destroy = () => made.forEach((each) => each.destroy());
  const count = parameterCount(spec);
  const [parameters, first, second] = (['parameters', 'first', 'second'] as const).map((name) => buffer(name, 4 * count, start[name])) as [
    GPUBuffer,
    GPUBuffer,
    GPUBuffer,
  ];
  const gradient = buffer('gradient', 4 * count);
  const shapes = layerShapes(spec);
  const times = encoderTimes(variantOf(spec));
  /** Rows that the encoder has room for. */
  const encoderRows = Math.max(rows, rowsFor(times * train.batch));
  const rowsOf = (room: number, units: number) => {
    const ones = new Float32Array(room * rowLength(units)).fill(1);
    return buffer('outputs', ones.byteLength, ones);
  };
  const widths = [PIXELS, ...shapes.map((shape) => shape.outputs)];
  const room = (k: number) => (k <= spec.code ? encoderRows : rows);
  const outputs = widths.map((units, k) => rowsOf(room(k), units));
  const spare = buffer('spare', 4);
  // d cost / d sum of each layer, [rows, units]; the images themselves have none.
  const errors = widths.map((units, k) => (k === 0 ? spare : buffer('errors', 4 * room(k) * units)));
  const results = buffer('results', 4 * PARTS * SLOTS);
  const planned = buffer('plan', plan.bytes);

  const storage = (binding: number, type: GPUBufferBindingType, hasDynamicOffset = false): GPUBindGroupLayoutEntry => ({
    binding,
    visibility: GPUShaderStage.COMPUTE,
    buffer: { type, hasDynamicOffset },
  });
  /** A layout whose first `reads` bindings are only read. */
  const layout = (reads: number, writes: number) =>
    device.createBindGroupLayout({
      entries: Array.from({ length: reads + writes }, (_, k) => storage(k, k < reads ? 'read-only-storage' : 'storage')),
    });
  const bind = (to: GPUBindGroupLayout, ...buffers: GPUBuffer[]) =>
    device.createBindGroup({ layout: to, entries: buffers.map((each, binding) => ({ binding, resource: { buffer: each } })) });

  const jobLayout = device.createBindGroupLayout({ entries: [storage(0, 'read-only-storage', true)] });
  const jobGroup = device.createBindGroup({
    layout: jobLayout,
    entries: [{ binding: 0, resource: { buffer: planned, size: plan.record } }],
  });
  function jobPipeline(code: string, bindings: GPUBindGroupLayout, constants: Record<string, number>): Promise<GPUComputePipeline> {
    return device.createComputePipelineAsync({
      layout: device.createPipelineLayout({ bindGroupLayouts: [bindings, jobLayout] }),
      compute: { module: device.createShaderModule({ code: jobCode + code }), constants },
    });
  }
  const objective = await createObjective(
    {
      rowsOf,
      buffer,
      async pass(code, constants, ...buffers) {
        const bindings = layout(buffers.length - 1, 1);
        const [pipeline, group] = [await jobPipeline(code, bindings, constants), bind(bindings, ...buffers)];
        return (pass, x, y) => runJob(pass, pipeline, group, x, y);
      },
    },
    spec,
    train,
    { images: outputs[0]!, h: outputs[spec.code]!, hError: errors[spec.code]! },
    { images: rows, encoder: encoderRows },
  ).catch((error: unknown) => {
    destroy();
    throw error;
  });
  const inputs = outputs.with(0, objective.input).with(spec.code, objective.code);

  const [gatherLayout, costLayout, adamLayout] = [layout(1, 1), layout(2, 1), layout(1, 3)] as const;
  const xRow = rowLength(PIXELS);
  const { beta1, beta2, epsilon } = train.adam;
  const jobPipelines = Promise.all([
    jobPipeline(gatherCode, gatherLayout, { xRow }),
    jobPipeline(costCode, costLayout, { xRow }),
    jobPipeline(adamCode, adamLayout, { count, beta1, rest1: 1 - beta1, beta2, rest2: 1 - beta2, epsilon }),
  ]);
  const costGroup = bind(costLayout, outputs[0]!, outputs.at(-1)!, results);
  const adamGroup = bind(adamLayout, gradient, parameters, first, second);

  const bindings = productLayout(device);
  const module = device.createShaderModule({ label: variant.name, code: variant.code });
  async function dispatch(product: Product, a: GPUBuffer, b: GPUBuffer, y: GPUBuffer, c: GPUBuffer, error = spare): Promise<Dispatch> {
    const group = bind(bindings, a, b, y, c, error);
    return { pipeline: await productPipeline(device, bindings, module, variant, product), group, product };
  }
  const last = shapes.length - 1;
  const forwards = Promise.all(
    shapes.map((shape, k) => {
      const product = forwardProduct(shape, k === last, train.batch);
      return dispatch(product, inputs[k]!, parameters, outputs[0]!, outputs[k + 1]!, k === last ? errors[k + 1] : spare);
    }),
  );
  const backwards = Promise.all(
    [...shapes.entries()].reverse().flatMap(([k, shape]) => {
      const encodes = k < spec.code;
      const product = gradientProduct(shape, encodes ? times * train.batch : train.batch);
      const gradients = dispatch(product, inputs[k]!, errors[k + 1]!, inputs[k]!, gradient);
      if (k === 0) return [gradients];
      const atCode = k === spec.code;
      const below = errorProduct(shape, atCode && objective.ownSlope ? 'linear' : shapes[k - 1]!.activation);
      return [gradients, dispatch(below, errors[k + 1]!, parameters, inputs[k]!, atCode ? objective.codeError : errors[k]!)];
    }),
  );
  const [[gatherPipeline, costPipeline, adamPipeline], forwardPass, backwardPass] = await Promise.all([
    jobPipelines,
    forwards,
    backwards,
  ]).catch((error: unknown) => {
    destroy();
    throw error;
  });

  function run(pass: GPUComputePassEncoder, { pipeline, group, product }: Dispatch, images: number): void {
    pass.setPipeline(pipeline);
    pass.setBindGroup(0, group);
    pass.dispatchWorkgroups(...workgroups(variant, product.rows ?? images, product.columns));
  }
  function runJob(pass: GPUComputePassEncoder, pipeline: GPUComputePipeline, group: GPUBindGroup, x: number, y = 1): void {
    pass.setPipeline(pipeline);
    pass.setBindGroup(0, group);
    pass.dispatchWorkgroups(x, y);
  }
  function forward(pass: GPUComputePassEncoder, images: number, from: number, to: number): void {
    for (let k = from; k < to; k++) run(pass, forwardPass[k]!, images);
  }
  const decoderDispatches = 2 * (shapes.length - spec.code);
  // One dimension holds 65,535 workgroups, too few for the largest networks.
  const adamGroups = Math.ceil(count / 256);
  const adamDown = Math.ceil(adamGroups / 32_768);

  return {
    rows,
    plan: planned,
    results,
    parameters,
    first,
    second,
    outputs,
    inputs,
    bindImages: (bytes) => bind(gatherLayout, bytes, outputs[0]!),
    forward,
    job(pass, images, set, offset, update, cost) {
      pass.setBindGroup(1, jobGroup, [offset]);
      runJob(pass, gatherPipeline, set, Math.ceil(PIXELS / 4 / 64), images);
      objective.before(pass, images);
      const encoded = update ? times * images : images;
      forward(pass, encoded, 0, spec.code);
      objective.between(pass, images);
      forward(pass, images, spec.code, shapes.length);
      if (cost) runJob(pass, costPipeline, costGroup, PARTS);
      if (!update) return;
      for (const each of backwardPass.slice(0, decoderDispatches)) run(pass, each, images);
      objective.back(pass, images);
      for (const each of backwardPass.slice(decoderDispatches)) run(pass, each, encoded);
      runJob(pass, adamPipeline, adamGroup, Math.ceil(adamGroups / adamDown), adamDown);
    },
    destroy,
  };
}

/** Images that go through the network at a time. */
export const rowsFor = (batch: number) => Math.ceil(Math.max(batch, ROWS) / WHOLE_ROWS) * WHOLE_ROWS;
