// What the support map asks of the worker.
export {};

declare module '../../train/protocol.ts' {
  interface Questions {
    /** Points `[n, 2]`, decoded and encoded again: where they come back, `back` `[n, 2]`. */
    readonly 'support-map:roundTrip': {
      readonly query: { readonly codes: Float32Array };
      readonly answer: { readonly codes: Float32Array; readonly back: Float32Array };
    };
  }
}
