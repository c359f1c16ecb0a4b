// What the figure of the held-out digit asks of the worker.
export {};

declare module '../../train/protocol.ts' {
  interface Questions {
    /**
     * Mean squared errors `[n]` and labels `[n]` of the first 500 test images of each of these digits, some of which the run need not have
     * been trained on: digit by digit, each in the order of the test set. `odd` of the answer: rows of the watch digits with the largest
     * errors, then rows of digits that the run was not trained on with the smallest, as many of either as were asked for; their images and
     * reconstructions `[odd, 784]`.
     */
    readonly 'held-out:scores': {
      readonly query: { readonly digits: readonly number[]; readonly odd: number };
      readonly answer: {
        readonly errors: Float32Array;
        readonly labels: Uint8Array;
        readonly odd: readonly number[];
        readonly images: Float32Array;
        readonly reconstructions: Float32Array;
      };
    };
  }
}
