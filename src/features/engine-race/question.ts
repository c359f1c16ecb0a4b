// What the race asks of the worker. It has nothing to do with the run's network.

/** A way to train: an engine, on a number of threads. */
export interface Entrant {
  readonly name: string;
  readonly threads: number;
}

declare module '../../train/protocol.ts' {
  interface Questions {
    /**
     * An engine started, tested, and timed on the notebook's network and recipe. May take minutes; dropped, it ends after the step at
     * hand. `inSoftware`: it computes on graphics that are none.
     */
    readonly 'engine-race:trial': {
      readonly query: { readonly entrant: Entrant };
      readonly answer: { readonly trial: Trial; readonly inSoftware: boolean };
    };
  }
}
