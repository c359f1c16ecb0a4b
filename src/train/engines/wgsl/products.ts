// The matrix products of a training step, as constants for the product kernels (kernels/epilogue.wgsl names them).
import { PIXELS, type Activation, type LayerShape } from '../../../model/spec.ts';

/**
 * Layers' outputs lie in rows of `units + 1`, and the last number of a row is 1. So biases are one more row of the weights,
 * which is where `layerShapes` has them, and their gradient is one more row of the weights' gradient: no kernel knows of them.
 */
export const rowLength = (units: number) => units + 1;

export interface Product {
  /** Rows of the result; undefined where it has one for every image. */
  readonly rows: number | undefined;
  readonly columns: number;
  readonly constants: Readonly<Record<string, number>>;
}

export const ACTIVATION: Readonly<Record<Activation, number>> = { linear: 0, tanh: 1, relu: 2, sigmoid: 3 };
const STORE = 0;
const ACTIVATE = 1;
const ERROR = 2;
const SLOPE = 3;

/** Rows beyond the images at hand are computed like others: buffers have room for whole tiles. */
const EVERY_ROW = 0xffff_ffff;

const REST = { aInner: 1, bAt: 0, bColumn: 1, cAt: 0, yRow: 0, activation: 0, scale: 0, aInnerFirst: 0, bInnerFirst: 0 };

/** outputs [n, outputs + 1] = activation(inputs [n, inputs + 1] * weights and biases). The last layer also gives its error. */
export function forwardProduct({ inputs, outputs, activation, weightsAt }: LayerShape, last: boolean, batch: number): Product {
  const constants = {
    ...REST,
    rows: EVERY_ROW,
    columns: outputs,
    inner: inputs + 1,
    aRow: rowLength(inputs),
    aInnerFirst: 1,
    bAt: weightsAt,
    bInner: outputs,
    cRow: rowLength(outputs),
    yRow: rowLength(PIXELS),
    epilogue: last ? ERROR : ACTIVATE,
    activation: ACTIVATION[activation],
    scale: 2 / (batch * PIXELS),
  };
  return { rows: undefined, columns: outputs, constants };
}

/** error of the layer below [n, inputs] = (error [n, outputs] * weights transposed) * slope of the layer below. */
export function errorProduct({ inputs, outputs, weightsAt }: LayerShape, below: Activation): Product {
  const constants = {
    ...REST,
    rows: EVERY_ROW,
    columns: inputs,
    inner: outputs,
    aRow: outputs,
    aInnerFirst: 1,
    bAt: weightsAt,
    bInner: 1,
    bColumn: outputs,
    bInnerFirst: 1,
    cRow: inputs,
    yRow: rowLength(inputs),
    epilogue: SLOPE,
    activation: ACTIVATION[below],
  };
  return { rows: undefined, columns: inputs, constants };
}

/** gradient of weights and biases [inputs + 1, outputs] = inputs [rows, inputs + 1] transposed * error [rows, outputs]. */
export function gradientProduct({ inputs, outputs, weightsAt }: LayerShape, rows: number): Product {
  const constants = {
    ...REST,
    rows: inputs + 1,
    columns: outputs,
    inner: rows,
    aRow: 1,
    aInner: rowLength(inputs),
    bInner: outputs,
    cAt: weightsAt,
    cRow: outputs,
    epilogue: STORE,
  };
  return { rows: inputs + 1, columns: outputs, constants };
}
