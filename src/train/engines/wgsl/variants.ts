// The ways to multiply matrices, and which of them is the fastest on this machine.
import activation from './kernels/activation.wgsl?raw';
import epilogue from './kernels/epilogue.wgsl?raw';
import registers from './kernels/registers.wgsl?raw';
import tiles from './kernels/tiles.wgsl?raw';
import type { Product } from './products.ts';

export interface Variant {
  readonly name: string;
  /** For the reader. */
  readonly words: string;
  readonly code: string;
  /** Beside the product's own constants. */
  readonly constants: Readonly<Record<string, number>>;
  /** Numbers of the result that one workgroup makes. */
  readonly tileRows: number;
  readonly tileColumns: number;
}

const tiled = (side: number, depth: number): Variant => ({
  name: `tiles-${4 * side}`,
  words: `matrices in tiles of ${4 * side} by ${4 * side}`,
  code: activation + epilogue + tiles,
  constants: { side, depth },
  tileRows: 4 * side,
  tileColumns: 4 * side,
});

export const VARIANTS: readonly Variant[] = [
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

export function workgroups({ tileRows, tileColumns }: Variant, rows: number, columns: number): [number, number] {
  return [Math.ceil(columns / tileColumns), Math.ceil(rows / tileRows)];
}

export function productLayout(device: GPUDevice): GPUBindGroupLayout {
  return device.createBindGroupLayout({
    entries: [0, 1, 2, 3, 4].map((binding) => ({
      binding,
      visibility: GPUShaderStage.COMPUTE,
      buffer: { type: binding < 3 ? 'read-only-storage' : 'storage' },
    })),
  });
}

export function productPipeline(
  device: GPUDevice,
  bindings: GPUBindGroupLayout,
  module: GPUShaderModule,
  variant: Variant,
  { constants }: Product,
): Promise<GPUComputePipeline> {
  // A constant that a module does not name is an error.
  const own = Object.entries({ ...constants, ...variant.constants }).filter(([name]) => variant.code.includes(`override ${name}:`));
  return device.createComputePipelineAsync({
    layout: device.createPipelineLayout({ bindGroupLayouts: [bindings] }),
    compute: { module, constants: Object.fromEntries(own) },
  });
}
