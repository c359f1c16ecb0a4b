// The WebAssembly kernels as TypeScript sees them. Addresses are bytes in their memory, counts are numbers.
import type { Activation } from '../../../model/spec.ts';

/** See assembly/index.ts for what each computes. */
export interface Kernels {
  scratchBytes(rows: number): number;
  intensities(bytes: number, to: number, count: number): void;
  noisy(x: number, to: number, count: number, sigma: number, key: number, first: number): void;
  forward(x: number, w: number, b: number, y: number, rows: number, inputs: number, outputs: number, kind: number, scratch: number): void;
  backward(
    error: number,
    w: number,
    x: number,
    below: number,
    rows: number,
    inputs: number,
    outputs: number,
    kind: number,
    scratch: number,
  ): void;
  weightGradient(
    x: number,
    error: number,
    gradient: number,
    rows: number,
    inputs: number,
    outputs: number,
    from: number,
    to: number,
    scratch: number,
  ): void;
  biasGradient(error: number, gradient: number, rows: number, outputs: number): void;
  squaredError(y: number, x: number, sums: number, error: number, rows: number, width: number, kind: number, scale: number): void;
  adam(
    parameters: number,
    gradient: number,
    first: number,
    second: number,
    count: number,
    mean: number,
    ahead: number,
    square: number,
    beta1: number,
    beta2: number,
    epsilon: number,
  ): void;
}

/** How the kernels number the activations. */
export const KIND: Readonly<Record<Activation, number>> = { linear: 0, tanh: 1, relu: 2, sigmoid: 3 };

export function instantiate(module: WebAssembly.Module, memory: WebAssembly.Memory): Kernels {
  return new WebAssembly.Instance(module, { env: { memory } }).exports as unknown as Kernels;
}

const PAGE = 65_536;

/** A memory of `bytes` and not a page more. Throws where the browser has not that much to give. */
export function memoryOf(bytes: number, shared: boolean): WebAssembly.Memory {
  const pages = Math.ceil(bytes / PAGE);
  try {
    return new WebAssembly.Memory({ initial: pages, maximum: pages, shared });
  } catch {
    throw new Error(`There is not enough memory for this network: it needs ${Math.ceil(bytes / 1e6)} MB.`);
  }
}
