// Picks the way to multiply matrices by timing them all on the reader's device, once for each kind of device.
import { isSoftware, nameOf, type Gpu } from '../gpu.ts';
import { finished } from './nudge.ts';
import { forwardProduct, gradientProduct, type Product } from './products.ts';
import { productLayout, productPipeline, VARIANTS, workgroups, type Variant } from './variants.ts';

/** Rows, columns and length of the products to time: about those of the notebook's large layers. */
const SIZE = 512;
/** A first try is an eighth of that. A device that takes longer for it, in milliseconds, is told by the first try alone. */
const FIRST_TRY = 64;
const SLOW = 10;
const REPEATS = 16;

interface Runner {
  readonly variant: Variant;
  /** Milliseconds for so many rows, so many times. */
  time(rows: number, repeats: number): Promise<number>;
}

async function createRunner(device: GPUDevice, variant: Variant, buffers: readonly GPUBuffer[]): Promise<Runner> {
  const shape = { inputs: SIZE - 1, outputs: SIZE, activation: 'tanh', weightsAt: 0, biasesAt: SIZE * (SIZE - 1) } as const;
  const products = [forwardProduct(shape, false, SIZE), gradientProduct(shape, SIZE)];
  const layout = productLayout(device);
  const module = device.createShaderModule({ label: variant.name, code: variant.code });
  const pipelines = await Promise.all(products.map((product) => productPipeline(device, layout, module, variant, product)));
  const group = device.createBindGroup({ layout, entries: buffers.map((buffer, binding) => ({ binding, resource: { buffer } })) });
  return {
    variant,
    async time(rows, repeats) {
      const encoder = device.createCommandEncoder();
      const pass = encoder.beginComputePass();
      pass.setBindGroup(0, group);
      for (let k = 0; k < repeats; k++) {
        products.forEach(({ columns }: Product, p) => {
          pass.setPipeline(pipelines[p]!);
          pass.dispatchWorkgroups(...workgroups(variant, rows, columns));
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

async function race({ device, info }: Gpu): Promise<Variant> {
  // Software gains nothing from tiles, and SwiftShader compiles them for seconds.
  if (isSoftware(info)) return VARIANTS.find(({ name }) => name === 'registers')!;
  const usage = GPUBufferUsage.STORAGE;
  const matrix = 4 * SIZE * (SIZE + 1);
  const buffers = [matrix, matrix, 4, matrix, 4].map((size) => device.createBuffer({ label: 'race', size, usage }));
  try {
    const tried = await Promise.allSettled(VARIANTS.map((variant) => createRunner(device, variant, buffers)));
    // One that a driver does not compile is out of the race.
    const runners = tried.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
    if (runners.length === 0) throw new Error('The graphics processor compiles none of our matrix products.');
    const times = runners.map(() => Infinity);
    const lap = async (rows: number, repeats: number) => {
      for (const [k, runner] of runners.entries()) times[k] = Math.min(times[k]!, await runner.time(rows, repeats));
    };
    await lap(FIRST_TRY, 1);
    if (Math.min(...times) < SLOW) {
      times.fill(Infinity);
      // Twice: clocks of a graphics processor rise with its work.
      await lap(SIZE, REPEATS);
      await lap(SIZE, REPEATS);
    }
    return runners[times.indexOf(Math.min(...times))]!.variant;
  } finally {
    for (const buffer of buffers) buffer.destroy();
  }
}

const winners = new Map<string, Promise<Variant>>();

/** The fastest variant on this kind of device. */
export function fastest(gpu: Gpu): Promise<Variant> {
  const key = nameOf(gpu.info);
  const winner = winners.get(key) ?? race(gpu);
  winners.set(key, winner);
  winner.catch(() => winners.delete(key));
  return winner;
}
