// What the figure of the linear twin asks of the worker.
export {};

declare module '../../train/protocol.ts' {
  interface Questions {
    /** Of a linear decoder with a code of two numbers: the plane of its copies beside that of PCA. */
    readonly 'linear-twin:subspace': {
      readonly query: NoDetails;
      readonly answer: {
        /** The two principal angles between the planes, in degrees, ascending. */
        readonly angles: readonly number[];
        /** The same at the run's checkpoints, and now. */
        readonly path: readonly { readonly step: number; readonly angles: readonly number[] }[];
        /** PCA's two directions `[2, 784]`, of length 1. */
        readonly components: Float32Array;
        /** What one unit of z₁ and one of z₂ add to a copy, `[2, 784]`. */
        readonly columns: Float32Array;
        /** The mixtures of `columns` nearest to `components`, `[2, 784]`, and how they are mixed, `[2, 2]`. */
        readonly fitted: Float32Array;
        readonly weights: readonly number[];
        /** Degrees between the two columns, and between the first of them and PCA's first direction. At most 90. */
        readonly between: number;
        readonly off: number;
        /** What the best copy of the mean image costs in this plane; PCA's plane goes through it. */
        readonly meanCost: number;
      };
    };
  }
}
