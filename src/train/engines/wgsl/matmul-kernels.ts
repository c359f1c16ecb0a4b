// The kernels that multiply matrices; autotune.ts finds the fastest on the reader's device.
import activation from './kernels/activation.wgsl?raw';
import epilogue from './kernels/epilogue.wgsl?raw';
import registers from './kernels/registers.wgsl?raw';
import tiles from './kernels/tiles.wgsl?raw';
import type { Product } from './products.ts';

export interface MatmulKernel {
  readonly name: string;
  /** For the reader. */
  readonly words: string;
  readonly code: string;
  /** Override constants beside the product's own. */
  readonly constants: Readonly<Record<string, number>>;
  /** Numbers of the result that one workgroup computes. */
  readonly tileRows: number;
  readonly tileColumns: number;
}

/** @param side invocations along a tile, each for 4 x 4 numbers; @param depth of the strips in workgroup memory */
const tiled = (side: number, depth: number): MatmulKernel => ({
  name: `tiles-${4 * side}`,
  words: `matrices in tiles of ${4 * side} by ${4 * side}`,
  code: activation + epilogue + tiles,
  constants: { side, depth },
  tileRows: 4 * side,
  tileColumns: 4 * side,
});

export const MATMUL_KERNELS: readonly MatmulKernel[] = [
  tiled(8, 32),
  tiled(16, 16),
  {
    name: 'registers',
    words: 'matrices 8 by 16 numbers at a time',
    code: activation + epilogue + registers,
    constants: {},
    tileRows: 64,
    tileColumns: 64,
  },
];

/** A buffer that a product writes rows of images to has room for a multiple of this. */
export const WHOLE_ROWS = 64;

/** Workgroups across and down for a result `[rows, columns]`. */
export function workgroups({ tileRows, tileColumns }: MatmulKernel, rows: number, columns: number): [number, number] {
  return [Math.ceil(columns / tileColumns), Math.ceil(rows / tileRows)];
}

/** The bindings that kernels/epilogue.wgsl declares. */
export function matmulLayout(device: GPUDevice): GPUBindGroupLayout {
  return device.createBindGroupLayout({
    entries: [0, 1, 2, 3, 4].map((binding) => ({
      binding,
      visibility: GPUShaderStage.COMPUTE,
      buffer: { type: binding < 3 ? 'read-only-storage' : 'storage' },
    })),
  });
}

/** Rejects where the driver does not compile the kernel. */
export function createMatmulPipeline(
  device: GPUDevice,
  bindings: GPUBindGroupLayout,
  module: GPUShaderModule,
  kernel: MatmulKernel,
  { constants }: Product,
): Promise<GPUComputePipeline> {
  // A constant that a module does not declare is an error.
  const own = Object.entries({ ...constants, ...kernel.constants }).filter(([name]) => kernel.code.includes(`override ${name}:`));
  return device.createComputePipelineAsync({
    layout: device.createPipelineLayout({ bindGroupLayouts: [bindings] }),
    compute: { module, constants: Object.fromEntries(own) },
  });
}
