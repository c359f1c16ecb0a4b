// Picks the fastest matrix kernel by timing them all on the reader's device, once for each kind of device.
import { isSoftware, nameOf, type Gpu } from '../gpu.ts';
import { finished } from './firefox-poll.ts';
import { createMatmulPipeline, MATMUL_KERNELS, matmulLayout, workgroups, type MatmulKernel } from './matmul-kernels.ts';
import { forwardProduct, gradientProduct } from './products.ts';

/** Rows, columns and length of the sums of the products to time: about those of the notebook's large layers. */
const SIZE = 512;
/** Rows of the first try, an eighth of that. A device that takes longer than SLOW milliseconds for it is judged by the first try alone. */
const FIRST_TRY = 64;
const SLOW = 10;
const REPEATS = 16;

interface Contender {
  readonly kernel: MatmulKernel;
  /** Times one forward and one gradient product of `rows` rows, `repeats` times. Milliseconds for all of them. */
  time(rows: number, repeats: number): Promise<number>;
}

/** Rejects where the driver does not compile the kernel. */
async function createContender(device: GPUDevice, kernel: MatmulKernel, buffers: readonly GPUBuffer[]): Promise<Contender> {
  const shape = { inputs: SIZE - 1, outputs: SIZE, activation: 'tanh', weightsAt: 0, biasesAt: SIZE * (SIZE - 1) } as const;
  const products = [forwardProduct(shape, false, SIZE), gradientProduct(shape, SIZE)];
  const layout = matmulLayout(device);
  const module = device.createShaderModule({ label: kernel.name, code: kernel.code });
  const pipelines = await Promise.all(products.map((product) => createMatmulPipeline(device, layout, module, kernel, product)));
  const group = device.createBindGroup({ layout, entries: buffers.map((buffer, binding) => ({ binding, resource: { buffer } })) });
  return {
    kernel,
    async time(rows, repeats) {
      const encoder = device.createCommandEncoder();
      const pass = encoder.beginComputePass();
      pass.setBindGroup(0, group);
      for (let k = 0; k < repeats; k++) {
        products.forEach(({ columns }, p) => {
          pass.setPipeline(pipelines[p]!);
          pass.dispatchWorkgroups(...workgroups(kernel, rows, columns));
        });
      }
      pass.end();
      const before = performance.now();
      device.queue.submit([encoder.finish()]);
      await finished(device.queue, device.queue.onSubmittedWorkDone());
      return performance.now() - before;
    },
  };
}

/** The best time of each contender so far is kept in `times`. */
async function timeAll(contenders: readonly Contender[]): Promise<number[]> {
  const times = contenders.map(() => Infinity);
  const round = async (rows: number, repeats: number) => {
    for (const [k, contender] of contenders.entries()) times[k] = Math.min(times[k]!, await contender.time(rows, repeats));
  };
  await round(FIRST_TRY, 1);
  if (Math.min(...times) >= SLOW) return times;
  times.fill(Infinity);
  // Twice: the clock of a graphics processor rises with its work.
  await round(SIZE, REPEATS);
  await round(SIZE, REPEATS);
  return times;
}

async function autotune({ device, info }: Gpu): Promise<MatmulKernel> {
  // Software gains nothing from tiles, and SwiftShader takes seconds to compile them.
  if (isSoftware(info)) return MATMUL_KERNELS.find(({ name }) => name === 'registers')!;
  const usage = GPUBufferUsage.STORAGE;
  const matrix = 4 * SIZE * (SIZE + 1);
  const buffers = [matrix, matrix, 4, matrix, 4].map((size) => device.createBuffer({ label: 'autotune', size, usage }));
  try {
    const tried = await Promise.allSettled(MATMUL_KERNELS.map((kernel) => createContender(device, kernel, buffers)));
    const contenders = tried.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
    if (contenders.length === 0) throw new Error('The graphics processor compiles none of our matrix products.');
    const times = await timeAll(contenders);
    return contenders[times.indexOf(Math.min(...times))]!.kernel;
  } finally {
    for (const buffer of buffers) buffer.destroy();
  }
}

const tuned = new Map<string, Promise<MatmulKernel>>();

/** The fastest kernel on this kind of device. Rejects with a sentence where none compiles. */
export function fastestKernel(gpu: Gpu): Promise<MatmulKernel> {
  const key = nameOf(gpu.info);
  const kernel = tuned.get(key) ?? autotune(gpu);
  tuned.set(key, kernel);
  kernel.catch(() => tuned.delete(key));
  return kernel;
}
