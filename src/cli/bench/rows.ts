// What the bench measures: its rows, and what it says to whoever runs one of them.
import type { TrainConfig } from '../../model/spec.ts';
import type { EngineName } from '../../train/engine.ts';
import { ENGINE_NAMES, ENGINES } from '../../train/engines/index.ts';
import type { Counts } from './counts.ts';

/** The site's engines; `tfjs-wasm` is stock tfjs here and `-repaired` the one with our gradient; and jax-js, a peer. */
export type RowName = EngineName | 'tfjs-wasm-repaired' | 'jax-wasm' | 'jax-webgpu';

export interface Row {
  readonly name: RowName;
  /** Threads that compute; null where that is the graphics processor's business. */
  readonly threads: number | null;
  /** Runs in a cross-origin isolated page, which has shared memory and with it threads. GitHub Pages' are not isolated. */
  readonly isolated: boolean;
  /** How the notebook's network is trained: its batch and its optimizer decide what a step costs. */
  readonly train: TrainConfig;
}

export const ROW_NAMES: readonly RowName[] = [...ENGINE_NAMES, 'tfjs-wasm-repaired', 'jax-wasm', 'jax-webgpu'];

/** Those that need nothing of a browser but WebGPU. */
export const GPU_NAMES: readonly RowName[] = ENGINE_NAMES.filter((name) => ENGINES[name].graphics === 'webgpu');

/** Those that compute on one thread of the main processor. */
const CPU_NAMES: readonly RowName[] = [
  ...ENGINE_NAMES.filter((name) => !ENGINES[name].graphics && !ENGINES[name].threads),
  'tfjs-wasm-repaired',
];

const hasThreads = (name: RowName) => name === 'jax-wasm' || ENGINE_NAMES.some((each) => each === name && ENGINES[each].threads);

/** Threads of `simd` beside one. */
export const OUR_THREADS = 2;

/** @param cores threads that jax-js starts in an isolated page: one for each core, whatever is asked */
export function rowsOf(names: readonly RowName[], cores: number, train: TrainConfig): Row[] {
  return ROW_NAMES.filter((name) => names.includes(name)).flatMap((name): Row[] => {
    const plain: Row = { name, threads: CPU_NAMES.includes(name) ? 1 : null, isolated: false, train };
    if (!hasThreads(name)) return [plain];
    const ours = name !== 'jax-wasm';
    const many = ours ? OUR_THREADS : cores;
    const alone = { ...plain, threads: 1 };
    if (many === 1) return [alone];
    const sharing = { ...plain, threads: many, isolated: true };
    // Without isolation our threads exchange messages; jax-js then has none.
    return ours ? [alone, sharing, { ...sharing, isolated: false }] : [alone, sharing];
  });
}

export function labelOf({ name, threads, isolated }: Omit<Row, 'train'>): string {
  if (!hasThreads(name)) return name;
  return `${name} x${threads}${threads !== 1 && !isolated ? ', messages' : ''}`;
}

export interface Started {
  /** Mean squared error on 500 test images after three steps: the same for every engine, or one of them computes something else. */
  readonly cost: number;
  readonly msPerStep: number;
}

export interface Block {
  readonly steps: number;
  readonly milliseconds: number;
}

export interface Finished {
  /** What the timed steps did on a WebGPU device; null for engines that use none. */
  readonly counts: Counts | null;
  readonly peakBytes: number | null;
}

/** In this order: start, any number of blocks, finish. */
export type Command = { readonly do: 'start'; readonly row: Row } | { readonly do: 'block' } | { readonly do: 'finish' };

export type Reply = { readonly done: Started | Block | Finished } | { readonly error: string };
