// What a variant adds to a training step on the graphics processor: noise before the encoder, a stage between encoder and decoder.
import { codeSize, PIXELS, variantOf, type ModelSpec, type TrainConfig } from '../../../model/spec.ts';
import { VARIANTS } from '../../../model/variants/index.ts';
import type { JobKernels } from './job-kernels.ts';
import activationCode from './kernels/activation.wgsl?raw';
import codeCode from './kernels/code.wgsl?raw';
import codeErrorCode from './kernels/code-error.wgsl?raw';
import codeRowsCode from './kernels/code-rows.wgsl?raw';
import disturbCode from './kernels/disturb.wgsl?raw';
import mixCode from './kernels/mix.wgsl?raw';
import noiseCode from './kernels/noise.wgsl?raw';
import type { NetworkBuffers } from './network-buffers.ts';
import { ACTIVATION, rowLength } from './products.ts';

/** Records a pass over so many images. */
type Stretch = (pass: GPUComputePassEncoder, images: number) => void;

export interface Objective {
  /** What the encoder reads, and what the decoder reads; d cost / d of the latter. */
  readonly input: GPUBuffer;
  readonly code: GPUBuffer;
  readonly codeError: GPUBuffer;
  /** The slope at the code is in `back`, not in the product that gives `codeError`. */
  readonly ownSlope: boolean;
  /** Recorded after the images are in place, between encoder and decoder, and between their errors. */
  readonly before: Stretch;
  readonly between: Stretch;
  readonly back: Stretch;
}

/** @param rows images that the decoder has room for */
export async function createObjective(
  kernels: JobKernels,
  spec: ModelSpec,
  { batch }: TrainConfig,
  { outputs, errors, encoderRows, make, makeRows }: NetworkBuffers,
  rows: number,
): Promise<Objective> {
  const { kind, level } = variantOf(spec);
  const { encoderInput, stage, columns, strength } = VARIANTS[kind];
  const [images, h, hError] = [outputs[0]!, outputs[spec.code]!, errors[spec.code]!];
  const size = codeSize(spec);
  const activation = ACTIVATION[spec.activations[spec.code - 1]!];
  const constants = { size, columns: columns * size, strength: strength(level, size, batch), activation };
  const shared = activationCode + mixCode + noiseCode + codeRowsCode;
  const none = () => {};

  async function disturbed(): Promise<Pick<Objective, 'input' | 'before'>> {
    if (encoderInput.kind === 'clean') return { input: images, before: none };
    const input = makeRows(encoderRows, PIXELS);
    const twins = Number(encoderInput.kind === 'twins');
    const disturb = { xRow: rowLength(PIXELS), sigma: encoderInput.sigma(level), twins };
    const run = await kernels.create(mixCode + noiseCode + disturbCode, disturb, [images, input]);
    return { input, before: (pass, count) => run(pass, Math.ceil(PIXELS / 64), count) };
  }
  async function coded(): Promise<Pick<Objective, 'code' | 'between'>> {
    if (!stage?.code) return { code: h, between: none };
    const code = makeRows(rows, size);
    const run = await kernels.create(shared + codeCode + stage.code.wgsl, constants, [h, code]);
    return { code, between: (pass, count) => run(pass, Math.ceil((count * size) / 64)) };
  }
  async function staged(): Promise<Pick<Objective, 'codeError' | 'ownSlope' | 'back'>> {
    if (!stage) return { codeError: hError, ownSlope: false, back: none };
    const codeError = make('code error', 4 * rows * size);
    const run = await kernels.create(shared + codeErrorCode + stage.back.wgsl, constants, [h, codeError, hError]);
    return { codeError, ownSlope: true, back: (pass, count) => run(pass, Math.ceil((count * size) / 64)) };
  }
  const [before, between, back] = await Promise.all([disturbed(), coded(), staged()]);
  return { ...before, ...between, ...back };
}
