// What the simd engine runs on: the browser, or Node.

/** A thread that does the jobs it is sent (thread-jobs.ts). */
export interface Thread {
  onmessage: ((event: { readonly data: unknown }) => void) | null;
  /** It did not start, or threw. */
  onerror: (() => void) | null;
  postMessage(message: unknown, transfer?: readonly ArrayBuffer[]): void;
  terminate(): void;
}

export interface SimdRuntime {
  /** The kernels, compiled for shared memory where `shared` says so. */
  readonly module: WebAssembly.Module;
  readonly shared: boolean;
  readonly threads: number;
  readonly startThread: () => Thread;
}
