// What the figure of the reader's own digit asks of the worker.
export {};

declare module '../../train/protocol.ts' {
  interface Questions {
    /** An image file as a digit `[784]` in 0..1, normalised as MNIST is. Has nothing to do with the network: to be asked for once. */
    readonly 'draw-digit:picture': {
      readonly query: { readonly name: string; readonly file: Blob };
      readonly answer: { readonly image: Float32Array };
    };
  }
}
