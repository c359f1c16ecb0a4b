// What the figure of the units asks of the worker.
import type { ModelSpec } from '../../model/spec.ts';

declare module '../../train/protocol.ts' {
  interface Questions {
    /**
     * Weights of some first-layer units as images `[n, 784]`; the length of the weights of every unit of the layer; 99 % of its weights
     * are smaller than `scale`.
     */
    readonly 'units:weights': {
      readonly query: { readonly units: readonly number[] };
      readonly answer: {
        readonly spec: ModelSpec;
        readonly units: readonly number[];
        readonly images: Float32Array;
        readonly norms: Float32Array;
        readonly scale: number;
      };
    };
    /**
     * One unit of layer `layer` (1: the first hidden one), on every watch digit, `digits` `[watched]`, and, in the decoder, on points
     * `[n, 2]`, `plane` `[n]`. `top`: the nine digits that excite it most, with their images `[9, 784]`.
     */
    readonly 'units:activations': {
      readonly query: { readonly layer: number; readonly unit: number; readonly points: Float32Array };
      readonly answer: {
        readonly layer: number;
        readonly unit: number;
        readonly digits: Float32Array;
        readonly top: readonly number[];
        readonly images: Float32Array;
        readonly points: Float32Array;
        readonly plane?: Float32Array;
      };
    };
  }
}
