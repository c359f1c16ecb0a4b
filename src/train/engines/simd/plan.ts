// Where everything lies in the kernels' memory, and which rows each thread takes.
import { layerShapes, parameterCount, PIXELS, type ModelSpec, type TrainConfig } from '../../../model/spec.ts';
import { KIND, type Kernels } from './kernels.ts';

export interface PlanLayer {
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

/** Plain data: sent to the threads as it is. */
export interface Plan {
  readonly layers: readonly PlanLayer[];
  /** Index into `layers` of the first one after the code. */
  readonly code: number;
  readonly adam: TrainConfig['adam'];
  /** Images of a step. The cost is a mean over batch times 784 numbers. */
  readonly batch: number;
  /** Rows that fit at once. */
  readonly rows: number;
  readonly count: number;
  /** Addresses of flat buffers of `count` numbers. */
  readonly parameters: number;
  readonly gradient: number;
  readonly first: number;
  readonly second: number;
  /** Bytes of the images at hand `[rows, 784]`, and the sum of squared differences of each, float64 `[rows]`. */
  readonly bytes: number;
  readonly sums: number;
  /** Working space of each thread. */
  readonly scratch: readonly number[];
  /** Int32 and float32 `[16]` each, through which threads are told what to do (crew-shared.ts). */
  readonly orders: number;
  readonly total: number;
}

/** Images that are evaluated at a time, where the batch is smaller. */
const ROWS = 500;

/** @param lanes how many threads share this memory */
export function planMemory(spec: ModelSpec, train: TrainConfig, lanes: number, kernels: Pick<Kernels, 'scratchBytes'>): Plan {
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
  const [parameters, gradient, first, second] = [flat(), flat(), flat(), flat()];
  const outputs = spec.units.map((units) => take(4 * rows * units));
  // The input has no error: nothing is learned below it.
  const errors = spec.units.map((units, k) => (k === 0 ? 0 : take(4 * train.batch * units)));
  const layers = layerShapes(spec).map((shape, k) => ({
    inputs: shape.inputs,
    outputs: shape.outputs,
    kind: KIND[shape.activation],
    kindBelow: k === 0 ? 0 : KIND[spec.activations[k - 1]!],
    weightsAt: 4 * shape.weightsAt,
    biasesAt: 4 * shape.biasesAt,
    x: outputs[k]!,
    y: outputs[k + 1]!,
    errorBelow: errors[k]!,
    error: errors[k + 1]!,
  }));
  const bytes = take(rows * PIXELS);
  const sums = take(8 * rows);
  // A product has as many rows as the batch, or as the layer whose weights' gradient it is.
  const scratch = Array.from({ length: lanes }, () => take(kernels.scratchBytes(Math.max(rows, ...spec.units))));
  const orders = take(128);
  return {
    layers,
    code: spec.code,
    adam: train.adam,
    batch: train.batch,
    rows,
    count,
    parameters,
    gradient,
    first,
    second,
    bytes,
    sums,
    scratch,
    orders,
    total: top,
  };
}

/** Rows of a tile of the matrix product: shares are whole tiles. */
const TILE = 6;

/** The part `[from, to)` of `count` rows that thread `lane` of `lanes` takes. */
export function share(count: number, lanes: number, lane: number): readonly [from: number, to: number] {
  const tiles = Math.ceil(count / TILE);
  const at = (k: number) => Math.min(count, Math.round((tiles * k) / lanes) * TILE);
  return [at(lane), at(lane + 1)];
}
