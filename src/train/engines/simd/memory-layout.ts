// Where everything lies in the kernels' memory, and which rows each thread takes.
import { codeSize, layerShapes, parameterCount, PIXELS, variantOf, type ModelSpec, type TrainConfig } from '../../../model/spec.ts';
import { VARIANTS, type Variant } from '../../../model/variants/index.ts';
import { KIND, type Kernels } from './kernels.ts';

export interface LayerLayout {
  readonly inputs: number;
  readonly outputs: number;
  /** Number of the activation, and of the one below it (0 for the input). */
  readonly kind: number;
  readonly kindBelow: number;
  /** Place of weights and biases in the flat buffers, bytes from their start. */
  readonly weightsAt: number;
  readonly biasesAt: number;
  /** Addresses: the layer's input and output `[rows, units]`, and dCost/d(sum before the activation) of both. */
  readonly x: number;
  readonly y: number;
  readonly errorBelow: number;
  readonly error: number;
}

/** What lies between encoder and decoder (code-stage.ts). Addresses; z and its error are h and its error unless the variant makes a code of its own. */
export interface CodeLayout {
  readonly size: number;
  /** Number of the activation that h has gone through. */
  readonly kind: number;
  /** What the encoder puts out, `[rows, columns * size]`, and after it as many rows of twins where there are any. */
  readonly h: number;
  readonly hError: number;
  /** What the decoder takes, `[rows, size]`. */
  readonly z: number;
  readonly zError: number;
}

/** Plain data: sent to the threads as it is. */
export interface MemoryLayout {
  readonly layers: readonly LayerLayout[];
  /** Index into `layers` of the first one after the code. */
  readonly code: number;
  readonly variant: Variant;
  readonly stage: CodeLayout;
  /** Address of the images to be copied, `[rows, 784]`: what the encoder sees too, unless it sees noisy ones. */
  readonly clean: number;
  readonly adam: TrainConfig['adam'];
  /** Images of a step. The cost is a mean over batch times 784 numbers. */
  readonly batch: number;
  /** Rows that fit at once. */
  readonly rows: number;
  /** Parameters of the network. */
  readonly count: number;
  /** Addresses of flat buffers of `count` numbers. */
  readonly parameters: number;
  readonly gradient: number;
  readonly firstMoment: number;
  readonly secondMoment: number;
  /** Bytes of the images at hand `[rows, 784]`, and the sum of squared differences of each, float64 `[rows]`. */
  readonly bytes: number;
  readonly sums: number;
  /** Working space of each thread. */
  readonly scratch: readonly number[];
  /** Int32 and float32 `[16]`, the same memory: orders to the threads (pool-shared-memory.ts). */
  readonly orders: number;
  /** Bytes of all. */
  readonly total: number;
}

/** Images that are evaluated at a time, where the batch is smaller. */
const ROWS = 500;

/** @param threads how many share this memory */
export function layOutMemory(
  spec: ModelSpec,
  train: TrainConfig,
  threads: number,
  { scratchBytes }: Pick<Kernels, 'scratchBytes'>,
): MemoryLayout {
  let top = 1024;
  const take = (bytes: number) => {
    const at = top;
    // Cache lines are not shared between buffers.
    top = Math.ceil((top + bytes) / 64) * 64;
    return at;
  };
  const count = parameterCount(spec);
  const rows = Math.max(train.batch, ROWS);
  const flat = () => take(4 * count);
  const [parameters, gradient, firstMoment, secondMoment] = [flat(), flat(), flat(), flat()];
  const shapes = layerShapes(spec);
  const variant = variantOf(spec);
  const { encoderInput, stage } = VARIANTS[variant.kind];
  // An encoder with twins sees every image twice.
  const times = (k: number) => (encoderInput.kind === 'twins' && k <= spec.code ? 2 : 1);
  const widths = [PIXELS, ...shapes.map((shape) => shape.outputs)];
  const outputs = widths.map((width, k) => take(4 * times(k) * rows * width));
  // The input has no error: nothing is learned below it.
  const errors = widths.map((width, k) => (k === 0 ? 0 : take(4 * times(k) * train.batch * width)));
  const size = codeSize(spec);
  const [h, hError] = [outputs[spec.code]!, errors[spec.code]!];
  const [z, zError] = stage?.code ? [take(4 * rows * size), take(4 * train.batch * size)] : [h, hError];
  const kind = KIND[spec.activations[spec.code - 1]!];
  const layers = shapes.map((shape, k) => ({
    inputs: shape.inputs,
    outputs: shape.outputs,
    kind: KIND[shape.activation],
    // The slope at the code is the code stage's business, where it has any.
    kindBelow: k === 0 || (k === spec.code && stage) ? 0 : KIND[spec.activations[k - 1]!],
    weightsAt: 4 * shape.weightsAt,
    biasesAt: 4 * shape.biasesAt,
    x: k === spec.code ? z : outputs[k]!,
    y: outputs[k + 1]!,
    errorBelow: k === spec.code ? zError : errors[k]!,
    error: errors[k + 1]!,
  }));
  const clean = encoderInput.kind === 'noisy' ? take(4 * rows * PIXELS) : outputs[0]!;
  const bytes = take(rows * PIXELS);
  const sums = take(8 * rows);
  // A product has as many rows as the batch, or as the layer whose weights' gradient it is.
  const scratch = Array.from({ length: threads }, () => take(scratchBytes(Math.max(times(0) * rows, ...widths))));
  const orders = take(128);
  return {
    layers,
    code: spec.code,
    variant,
    stage: { size, kind, h, hError, z, zError },
    clean,
    adam: train.adam,
    batch: train.batch,
    rows,
    count,
    parameters,
    gradient,
    firstMoment,
    secondMoment,
    bytes,
    sums,
    scratch,
    orders,
    total: top,
  };
}

/** Rows of a tile of the matrix product: a thread's rows are whole tiles. */
const TILE = 6;

/** The part `[from, to)` of `count` rows that thread `thread` of `threads` takes. */
export function rowRange(count: number, threads: number, thread: number): readonly [from: number, to: number] {
  const tiles = Math.ceil(count / TILE);
  const at = (k: number) => Math.min(count, Math.round((tiles * k) / threads) * TILE);
  return [at(thread), at(thread + 1)];
}
