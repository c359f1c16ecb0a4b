// What the simd engine runs on: the browser, or Node.

export interface SimdRuntime {
  /** The kernels, compiled for shared memory where `shared` says so. */
  readonly module: WebAssembly.Module;
  readonly shared: boolean;
  readonly threads: number;
  /** Starts a worker that runs thread.ts. */
  readonly startWorker: () => Worker;
}
