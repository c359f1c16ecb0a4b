// What a variant adds to a training step on the graphics processor: noise before the encoder, a stage between encoder and decoder.
import { codeSize, CONTRACTIVE_STEP, PIXELS, variantOf, type ModelSpec, type TrainConfig, type Variant } from '../../../model/spec.ts';
import activationCode from './kernels/activation.wgsl?raw';
import codeErrorCode from './kernels/code-error.wgsl?raw';
import disturbCode from './kernels/disturb.wgsl?raw';
import noiseCode from './kernels/noise.wgsl?raw';
import sampleCode from './kernels/sample.wgsl?raw';
import { ACTIVATION, rowLength } from './products.ts';

/** How the network makes what it needs. */
export interface Maker {
  /** A buffer of rows that end in a 1. */
  rowsOf(rows: number, units: number): GPUBuffer;
  buffer(label: string, size: number): GPUBuffer;
  /** A pass over the records of jobs; its buffers but the last are only read. */
  pass(
    code: string,
    constants: Record<string, number>,
    ...buffers: GPUBuffer[]
  ): Promise<(pass: GPUComputePassEncoder, x: number, y?: number) => void>;
}

export interface Objective {
  /** What the encoder reads, and what the decoder reads; d cost / d of the latter. */
  readonly input: GPUBuffer;
  readonly code: GPUBuffer;
  readonly codeError: GPUBuffer;
  /** The slope at the code is in `back`, not in the product that gives `codeError`. */
  readonly ownSlope: boolean;
  /** Recorded after the images are in place, between encoder and decoder, and between their errors. */
  before(pass: GPUComputePassEncoder, images: number): void;
  between(pass: GPUComputePassEncoder, images: number): void;
  back(pass: GPUComputePassEncoder, images: number): void;
}

/** How often every image goes through the encoder in a training step. */
export const encoderTimes = ({ kind }: Variant): 1 | 2 => (kind === 'contractive' ? 2 : 1);

/** What `share` is in kernels/code-error.wgsl. */
function shareOf(variant: Variant, size: number, batch: number): number {
  if (variant.kind === 'sparse') return variant.weight / (batch * size);
  if (variant.kind === 'contractive') return (2 * variant.weight) / (batch * CONTRACTIVE_STEP ** 2);
  return variant.kind === 'variational' ? variant.beta / (PIXELS * batch) : 0;
}

/**
 * @param images the images to be copied; @param h what the encoder puts out, with its error
 * @param rows of images, and of encoder rows
 */
export async function createObjective(
  make: Maker,
  spec: ModelSpec,
  { batch }: TrainConfig,
  { images, h, hError }: { readonly images: GPUBuffer; readonly h: GPUBuffer; readonly hError: GPUBuffer },
  rows: { readonly images: number; readonly encoder: number },
): Promise<Objective> {
  const variant = variantOf(spec);
  const size = codeSize(spec);
  const none = () => {};
  const plain: Objective = { input: images, code: h, codeError: hError, ownSlope: false, before: none, between: none, back: none };

  const disturbed = async (sigma: number, twice: boolean) => {
    const input = make.rowsOf(rows.encoder, PIXELS);
    const constants = { xRow: rowLength(PIXELS), sigma, twice: Number(twice) };
    const run = await make.pass(noiseCode + disturbCode, constants, images, input);
    return { input, before: (pass: GPUComputePassEncoder, count: number) => run(pass, Math.ceil(PIXELS / 64), count) };
  };
  const staged = async (kind: number) => {
    const codeError = make.buffer('code error', 4 * rows.images * size);
    const activation = ACTIVATION[spec.activations[spec.code - 1]!];
    const constants = { size, kind, share: shareOf(variant, size, batch), activation };
    const run = await make.pass(activationCode + noiseCode + codeErrorCode, constants, h, codeError, hError);
    const back = (pass: GPUComputePassEncoder, count: number) => run(pass, Math.ceil((count * size) / 64));
    return { codeError, ownSlope: true, back };
  };

  switch (variant.kind) {
    case 'plain':
      return plain;
    case 'denoising':
      return { ...plain, ...(await disturbed(variant.sigma, false)) };
    case 'sparse':
      return { ...plain, ...(await staged(0)) };
    case 'contractive':
      return { ...plain, ...(await disturbed(CONTRACTIVE_STEP, true)), ...(await staged(1)) };
    case 'variational': {
      const code = make.rowsOf(rows.images, size);
      const run = await make.pass(noiseCode + sampleCode, { size }, h, code);
      const between = (pass: GPUComputePassEncoder, count: number) => run(pass, Math.ceil((count * size) / 64));
      return { ...plain, ...(await staged(2)), code, between };
    }
  }
}
