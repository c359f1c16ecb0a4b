// Kernels that go by the record of a job: bind group 1 is the record, bind group 0 the kernel's own buffers.
import { RECORD } from './job-buffer.ts';
import jobCode from './kernels/job.wgsl?raw';

/** Records one dispatch of `x` by `y` workgroups. */
export type Dispatch = (pass: GPUComputePassEncoder, x: number, y?: number) => void;

export interface JobKernels {
  /** What is recorded after this goes by the record that begins at byte `offset`. */
  select(pass: GPUComputePassEncoder, offset: number): void;
  /**
   * A kernel and its buffers: all but the last `writes` are only read. Rejects where the driver does not compile it.
   * @param code WGSL, put behind kernels/job.wgsl
   * @param constants of its overrides
   */
  create(code: string, constants: Readonly<Record<string, number>>, buffers: readonly GPUBuffer[], writes?: number): Promise<Dispatch>;
  /** A kernel whose first buffer is another each time: `bind` puts it before `rest`, of which the last is written. */
  createUnbound(
    code: string,
    constants: Readonly<Record<string, number>>,
    ...rest: readonly GPUBuffer[]
  ): { readonly bind: (first: GPUBuffer) => GPUBindGroup; readonly run: Promise<(group: GPUBindGroup) => Dispatch> };
}

/** @param jobs records of jobs (job-buffer.ts) */
export function createJobKernels(device: GPUDevice, jobs: GPUBuffer): JobKernels {
  const entry = (binding: number, type: GPUBufferBindingType, hasDynamicOffset = false): GPUBindGroupLayoutEntry => ({
    binding,
    visibility: GPUShaderStage.COMPUTE,
    buffer: { type, hasDynamicOffset },
  });
  const layoutOf = (reads: number, writes: number) =>
    device.createBindGroupLayout({
      entries: Array.from({ length: reads + writes }, (_, k) => entry(k, k < reads ? 'read-only-storage' : 'storage')),
    });
  const bind = (layout: GPUBindGroupLayout, buffers: readonly GPUBuffer[]) =>
    device.createBindGroup({ layout, entries: buffers.map((buffer, binding) => ({ binding, resource: { buffer } })) });
  const jobLayout = device.createBindGroupLayout({ entries: [entry(0, 'read-only-storage', true)] });
  const jobGroup = device.createBindGroup({ layout: jobLayout, entries: [{ binding: 0, resource: { buffer: jobs, size: RECORD } }] });

  async function dispatching(layout: GPUBindGroupLayout, code: string, constants: Readonly<Record<string, number>>) {
    const pipeline = await device.createComputePipelineAsync({
      layout: device.createPipelineLayout({ bindGroupLayouts: [layout, jobLayout] }),
      compute: { module: device.createShaderModule({ code: jobCode + code }), constants },
    });
    return (group: GPUBindGroup): Dispatch =>
      (pass, x, y = 1) => {
        pass.setPipeline(pipeline);
        pass.setBindGroup(0, group);
        pass.dispatchWorkgroups(x, y);
      };
  }

  return {
    select: (pass, offset) => pass.setBindGroup(1, jobGroup, [offset]),
    async create(code, constants, buffers, writes = 1) {
      const layout = layoutOf(buffers.length - writes, writes);
      const group = bind(layout, buffers);
      return (await dispatching(layout, code, constants))(group);
    },
    createUnbound(code, constants, ...rest) {
      const layout = layoutOf(rest.length, 1);
      return { bind: (first) => bind(layout, [first, ...rest]), run: dispatching(layout, code, constants) };
    },
  };
}
