// What a variant of the autoencoder is: one file beside this one defines it for every engine, and one line of index.ts lists it.
import type * as tfjs from '@tensorflow/tfjs-core';

/** The kinds of variant: each declares its own in its file, and the table of index.ts must list them all. */
export interface VariantKinds {}
export type VariantKind = keyof VariantKinds;

/** The number that turns a variant up, `min` the lowest that a spec may ask for. `max` and `start` are for its slider. */
export interface Level {
  readonly name: string;
  readonly symbol: string;
  readonly min: number;
  readonly max: number;
  readonly start: number;
  readonly whole: boolean;
  /** Highest level that a spec may ask for: far beyond what trains well, and finite. */
  readonly limit: number;
  /** Where what the variant adds weighs as much in the gradient as the squared errors do, so that a fault in it shows. */
  readonly test: number;
}

/**
 * What the encoder sees of a batch x in a training step: x; x + sigma * noise; or x and, in rows of their own after it, x + sigma * noise.
 * Elsewhere it is x. Noise is drawn over the pixels, or with a clean input over the units of the code, if the variant wants it there.
 */
export type EncoderInput =
  | { readonly kind: 'clean'; readonly noisyCode: boolean }
  | { readonly kind: 'noisy'; readonly sigma: (level: number) => number }
  | { readonly kind: 'twins'; readonly sigma: (level: number) => number };

/** A step's noise by index, row by row of the batch: mean 0, variance 1. */
export type Noise = (index: number) => number;

type Numbers = Float32Array | Float64Array;

/** The numbers between encoder and decoder, one row an image: float32 in the simd engine, float64 in the reference. */
export interface CodeRows {
  /** What the encoder puts out, `[rows, columns * size]`. */
  readonly h: Numbers;
  /** What the decoder takes, `[rows, size]`: `h` itself where the variant makes no code of its own. */
  readonly z: Numbers;
  /** Units of the code. */
  readonly size: number;
  /** The twin of row n is row n + `twin` of `h`. */
  readonly twin: number;
  /** What `strength` of the variant gives. */
  readonly strength: number;
}

/** The same with the cost's derivatives by `h` and by `z`, laid out as they are. */
export interface CodeErrors extends CodeRows {
  readonly hError: Numbers;
  readonly zError: Numbers;
}

/**
 * The operations that a variant may use in TensorFlow.js. It reaches any other by its kernel, `tf.engine().runKernel('TopK', { x }, { k })`,
 * and gives it a gradient by `tf.engine().customGrad`.
 */
export type Ops = Pick<typeof tfjs, 'abs' | 'add' | 'div' | 'engine' | 'exp' | 'mean' | 'mul' | 'slice' | 'square' | 'sub' | 'sum'>;
export type Tensor = tfjs.Tensor;
export type Tensor2D = tfjs.Tensor2D;

/** What a variant goes by in TensorFlow.js. */
export interface TensorCode {
  /** What the encoder puts out for a batch, `[batch, columns * size]`, and for its twins. */
  readonly h: Tensor2D;
  readonly twins: Tensor2D | undefined;
  readonly size: number;
  readonly level: number;
}

/** Gives a code `[n, size]`; `noise` `[n, size]` in training steps alone. */
export type TensorMap = (tf: Ops, code: TensorCode, noise?: Tensor2D) => Tensor2D;
/** Gives what is added to the mean squared error. */
export type TensorPenalty = (tf: Ops, code: TensorCode) => Tensor;

/** What a variant does between encoder and decoder, and adds to the cost. */
export interface Stage {
  /** How the code is made of what the encoder puts out; null where it is just that. */
  readonly code: null | {
    /** Writes one row of `z`. Outside training steps there is no noise. */
    readonly row: (code: CodeRows, row: number, noise?: Noise) => void;
    /** `fn code(row: u32, unit: u32) -> f32`; see src/train/engines/wgsl/kernels/code.wgsl. */
    readonly wgsl: string;
    readonly tensor: TensorMap;
  };
  /** What is added to the mean squared error; null for nothing. */
  readonly penalty: null | {
    /** One row's part of it. */
    readonly row: (code: CodeRows, row: number) => number;
    readonly tensor: TensorPenalty;
  };
  readonly back: {
    /** Writes one row of `hError`, and its twin's, from one of `zError`: in the same place where `z` is `h`. */
    readonly row: (code: CodeErrors, row: number, noise: Noise) => void;
    /** `fn back(row: u32, unit: u32, error: f32)`; see src/train/engines/wgsl/kernels/code-error.wgsl. */
    readonly wgsl: string;
  };
}

export interface VariantDefinition {
  /** What training asks for, as a choice in a list. */
  readonly words: string;
  /** As in "what a sparse code changes". */
  readonly subject: string;
  /** Null where there is nothing to turn up. */
  readonly level: Level | null;
  readonly encoderInput: EncoderInput;
  /** Numbers that the encoder puts out for each unit of the code. */
  readonly columns: 1 | 2;
  /** What one image and unit count in the cost, or what else `stage` goes by. */
  readonly strength: (level: number, size: number, batch: number) => number;
  /** Null where the decoder takes what the encoder puts out, and nothing is added to the cost. */
  readonly stage: Stage | null;
}
