// What a feature's case.ts exports: figures to compare with their snapshots, and to look at in the gallery.
import type { Mount } from '../draw/figure.ts';

/** A figure with made-up data: compared with a committed snapshot, and shown in the gallery. `options` and `data` fit `mount`. */
export interface Case {
  /** Unique among all features; also the name of the snapshot's file. */
  readonly name: string;
  readonly mount: Mount<object, unknown>;
  readonly options: { readonly width: number };
  readonly data: unknown;
}
