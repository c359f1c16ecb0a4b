// What the numerics page reports: plain numbers, which tests/numerics/engines.spec.ts holds to its limits.
import type { Counts } from '../../src/cli/bench/counts.ts';
import type { VariantKind } from '../../src/model/variants/index.ts';
import type { EngineName } from '../../src/train/engine.ts';

/** Networks small enough for every backend, chosen to reach every activation and widths that fill no tile. */
export type CaseName = 'notebook-like' | 'relu-sigmoid' | 'odd' | 'narrow' | 'one image' | 'wide' | 'tile edges' | VariantKind;

export interface Started {
  readonly started: boolean;
  /** Why not. */
  readonly reason: string;
}

export interface Report {
  /** Relative L2 distance of each tensor's gradient from the oracle's, weights and biases of layer 0, of layer 1, ... */
  readonly gradients: readonly number[];
  /** Cost of the first batch: relative difference. */
  readonly cost: number;
  /** Relative L2 distance, by tensor, of what three Adam steps changed. */
  readonly updates: readonly number[];
  /** Relative L2 distance of all parameters after three steps. */
  readonly parameters: number;
  /** Largest difference in step 4 of an engine restored from the snapshot of step 3, from the one that just went on. */
  readonly restored: number;
  /** Largest differences from the plain forward pass. */
  readonly encode: number;
  readonly decode: number;
  readonly evaluate: number;
  /** Of the cost on all images after 100 steps from the oracle's, relative; only where so many are taken. */
  readonly hundred?: number;
  /** What the engine holds: before it is made, after 5 steps, after some more, after dispose. */
  readonly held: readonly [before: number, first: number, later: number, after: number];
}

/** A network with as many layers as the notebook's, on WebGPU. */
export interface Economy {
  /** 100 steps and a score, asked for together. */
  readonly steps: Counts;
  /** That these took. */
  readonly milliseconds: number;
  /** Three times both, asked for without waiting in between. */
  readonly together: Counts;
  /** Largest difference of the parameters after the same from the same start, relative to the largest parameter. */
  readonly repeated: number;
  /** The same calls one after another, relative to the same calls together: costs and scores. */
  readonly order: number;
}

/** What an engine holds after 50 steps of a small network, and after many more. */
export interface Soak {
  readonly early: number;
  readonly late: number;
}

/** A run of 100 steps that moves three times between two engines, beside the oracle's: relative differences. */
export interface HandOver {
  readonly steps: number;
  /** Of the last step's batch, before its update. */
  readonly cost: number;
  /** L2 distance, by tensor, of what all steps together changed. */
  readonly updates: readonly number[];
  /** L2 distances of Adam's memory. */
  readonly firstMoment: number;
  readonly secondMoment: number;
  /** On all images. */
  readonly costAfter: number;
}

/** Batches drawn on the device. */
export interface Draws {
  readonly batches: number;
  /** Those that are not, number for number, what `batchIndices` gives. */
  readonly different: readonly string[];
}

/** What an engine says whose device is taken away, and whether the next one works. */
export interface Loss {
  /** Of calls that were waiting for their answer, and of one made later. */
  readonly pending: readonly string[];
  readonly later: string;
  /** Cost of a step of a new engine. */
  readonly next: number;
}

/** `kernel` is the one that the wgsl engine multiplies matrices with, in place of the fastest. */
export type Command =
  | { readonly start: EngineName; readonly kernel?: string; readonly threads?: number }
  | { readonly check: CaseName }
  | { readonly handOver: CaseName }
  | { readonly draws: true }
  | { readonly soak: number }
  | { readonly economy: true }
  | { readonly lose: true };
export type Reply = { readonly done: Started | Report | HandOver | Draws | Economy | Soak | Loss } | { readonly error: string };
