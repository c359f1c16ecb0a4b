// What the figure of the samples asks of the worker.
export {};

declare module '../../train/protocol.ts' {
  interface Questions {
    /** Codes drawn from N(0, 1), `count` of them, decoded to images `[count, 784]`. */
    readonly 'prior-samples:decoded': {
      readonly query: { readonly count: number; readonly seed: number };
      readonly answer: { readonly images: Float32Array };
    };
  }
}
