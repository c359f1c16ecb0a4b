// What page and worker say to each other. Types only: the one file both sides know.
import type { Projection } from '../model/projection.ts';
import type { ModelSpec, OwnName, RunConfig } from '../model/spec.ts';
import type { RunRecord } from '../model/record.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { WeightsFile } from '../model/weights-file.ts';
import type { StepReport } from '../model/step-report.ts';

/** Which network answers a question: the run's own, exact PCA-2 of the same training data, or the run before, kept as a ghost. */
export type Which = 'network' | 'pca' | 'ghost';

/**
 * A standing question. The worker answers it at once, and again in every frame while the network trains.
 * Codes are points of the plane `[n, 2]`, whatever size the network's own codes have (model/projection.ts).
 */
export type Query = { readonly which: Which } &
  /** Codes of the watch digits (the first 500 test digits). */
  (
    | { readonly kind: 'codes' }
    /** Watch digits by index: input, code and reconstruction; `at` one of `checkpoints`, where not at the one that is looked at. */
    | { readonly kind: 'reconstruct'; readonly indices: readonly number[]; readonly at?: number }
    /** Points `[n, 2]` to images. */
    | { readonly kind: 'decode'; readonly codes: Float32Array }
    /** Any images `[n, 784]` in 0..1: their codes and reconstructions. */
    | { readonly kind: 'encode'; readonly images: Float32Array }
    /** Points `[n, 2]`, decoded and encoded again: where do they come back? */
    | { readonly kind: 'roundTrip'; readonly codes: Float32Array }
    /** Weights of some first-layer units as images. */
    | { readonly kind: 'weights'; readonly units: readonly number[] }
    /** One unit of layer `layer` (1: the first hidden one), on every watch digit and, in the decoder, on points `[n, 2]`. */
    | { readonly kind: 'activations'; readonly layer: number; readonly unit: number; readonly points: Float32Array }
    /** Codes drawn from N(0, 1), `count` of them, and what they decode to. */
    | { readonly kind: 'samples'; readonly count: number; readonly seed: number }
    /** The network itself. Megabytes: to be asked for once. */
    | { readonly kind: 'parameters' }
    /** Errors of all watch digits. */
    | { readonly kind: 'errors' }
    /** Of a linear decoder with a code of two numbers: the plane of its copies beside that of PCA. */
    | { readonly kind: 'subspace' }
    /**
     * Errors of the first 500 test images of each of these digits, some of which the run need not have been trained on. `odd`: how
     * many images to show of either kind, see the answer.
     */
    | { readonly kind: 'scores'; readonly digits: readonly number[]; readonly odd: number }
    /** An image file as a digit, normalised as MNIST is. Has nothing to do with the network: to be asked for once. */
    | { readonly kind: 'picture'; readonly name: string; readonly file: Blob }
    /** A weights' file that this page once saved. The same holds. */
    | { readonly kind: 'weightsFile'; readonly name: string; readonly file: Blob }
    /** Files as data of the reader's own, kept for a run on them. The same holds. */
    | { readonly kind: 'own'; readonly files: readonly { readonly path: string; readonly blob: Blob }[] }
  );

/** Answers carry the step of the network that gave them. Buffers are transferred, never shared. */
export type Answer = { readonly step: number } &
  /** codes `[watched, 2]`, labels `[watched]` */
  (
    | { readonly kind: 'codes'; readonly codes: Float32Array; readonly labels: Uint8Array; readonly projection: Projection }
    /** images `[n, 784]` in 0..1, codes `[n, 2]`, reconstructions `[n, 784]` */
    | {
        readonly kind: 'reconstruct';
        readonly indices: readonly number[];
        readonly images: Float32Array;
        readonly codes: Float32Array;
        readonly reconstructions: Float32Array;
      }
    /** images `[n, 784]`, values may leave 0..1 */
    | { readonly kind: 'decode'; readonly codes: Float32Array; readonly images: Float32Array }
    /** images `[n, 784]` as asked, codes `[n, 2]`, reconstructions `[n, 784]` */
    | { readonly kind: 'encode'; readonly images: Float32Array; readonly codes: Float32Array; readonly reconstructions: Float32Array }
    /** codes `[n, 2]` as asked, and where they come back, `[n, 2]` */
    | { readonly kind: 'roundTrip'; readonly codes: Float32Array; readonly back: Float32Array }
    /** images `[n, 784]` of `units`; length of the weights of every unit of the layer; 99 % of its weights are smaller than `scale` */
    | {
        readonly kind: 'weights';
        readonly spec: ModelSpec;
        readonly units: readonly number[];
        readonly images: Float32Array;
        readonly norms: Float32Array;
        readonly scale: number;
      }
    /**
     * digits `[watched]`: the unit on each watch digit. `top`: the nine that excite it most, with their images `[9, 784]`. plane
     * `[n]`: the unit on each point asked about, for units of the decoder.
     */
    | {
        readonly kind: 'activations';
        readonly layer: number;
        readonly unit: number;
        readonly digits: Float32Array;
        readonly top: readonly number[];
        readonly images: Float32Array;
        readonly points: Float32Array;
        readonly plane?: Float32Array;
      }
    /** images `[count, 784]` */
    | { readonly kind: 'samples'; readonly images: Float32Array }
    /** parameters as `layerShapes(spec)` lays them out */
    | { readonly kind: 'parameters'; readonly spec: ModelSpec; readonly parameters: Float32Array }
    /** errors `[watched]`, mean squared */
    | { readonly kind: 'errors'; readonly errors: Float32Array }
    /** angles: the two principal angles between the planes, in degrees, ascending; path: the same at the run's checkpoints, and now */
    | {
        readonly kind: 'subspace';
        readonly angles: readonly number[];
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
      }
    /**
     * errors `[n]`, mean squared, and labels `[n]`, digit by digit, each in the order of the test set. odd: rows of the watch digits with
     * the largest errors, then rows of digits that the run was not trained on with the smallest; their images and reconstructions `[odd, 784]`
     */
    | {
        readonly kind: 'scores';
        readonly errors: Float32Array;
        readonly labels: Uint8Array;
        readonly odd: readonly number[];
        readonly images: Float32Array;
        readonly reconstructions: Float32Array;
      }
    /** The run that a weights' file is of. */
    | ({ readonly kind: 'weightsFile' } & WeightsFile)
    /** image `[784]` in 0..1 */
    | { readonly kind: 'picture'; readonly image: Float32Array }
    | ({ readonly kind: 'own' } & OwnReport)
  );

/** What the reader's own files turned out to be. */
export interface OwnReport {
  /** What a run on them has as its data. */
  readonly name: OwnName;
  /** Images of each label, 0 to 9. */
  readonly counts: readonly number[];
  /** How many of all are test images. */
  readonly test: number;
  readonly unlabelled: boolean;
  /** They were dark on light, and have been turned over. */
  readonly turned: boolean;
  /** How many were not 28 x 28 and have been scaled. */
  readonly fitted: number;
  /** Some of them from first to last, `[n, 784]` in 0..1, n at most 20. */
  readonly preview: Float32Array;
}

/** Ours on the graphics processor and in WebAssembly, and TensorFlow.js on its four backends. */
export type EngineName = 'wgsl' | 'simd' | 'tfjs-webgpu' | 'tfjs-wasm' | 'tfjs-webgl' | 'tfjs-cpu';

/** What came of trying an engine. */
export interface Trial {
  readonly name: EngineName;
  readonly threads: number;
  readonly verdict: 'chosen' | 'right' | 'wrong' | 'unavailable';
  /** One step of the reader's network; only of an engine of ours that is right. */
  readonly msPerStep?: number;
  /** What it chose for this machine, or what is wrong with it, in words. */
  readonly why: string;
}

/** An engine chosen at an earlier visit, and the circumstances it was chosen in. */
export interface Remembered {
  readonly key: string;
  readonly name: EngineName;
  readonly threads: number;
}

/** The engine that trains, in a sentence why this one, and all that were tried. */
export interface EngineReport {
  readonly engine: EngineName;
  readonly why: string;
  readonly trials: readonly Trial[];
  readonly remember: Remembered;
}

/** Of a run that was told to train: it fetches data and an engine; it trains; it waits; it has taken its last step. */
export type Phase = 'starting' | 'training' | 'paused' | 'done';

/** Costs of doing without a network, on the test digits in use. */
export interface Baselines {
  /** Always answering black. */
  readonly zero: number;
  /** Always answering the mean training image. */
  readonly mean: number;
  /** Exact PCA with one number, and with two. */
  readonly pca1: number;
  readonly pca2: number;
}

export interface CostPoint {
  readonly step: number;
  /** Cost of the step's own batch, before its update. */
  readonly cost: number;
  /** Cost on all test digits, where it was computed at this step. */
  readonly testCost?: number;
}

export interface Progress {
  readonly step: number;
  readonly stepsPerSecond: number;
  readonly secondsLeft: number;
  readonly learningRate: number;
}

/** Train on; or take one step, or one that is looked at closely, and pause. */
export type TrainAction = 'train' | 'step' | 'magnify';

/** Which engine to train with. */
export interface EnginePreference {
  /** This one, if it works at all. */
  readonly engine?: EngineName;
  /** This one, if nothing has changed since. */
  readonly remembered?: Remembered;
  /** None on graphics: they were lost too often. */
  readonly withoutGraphics?: boolean;
}

/** A state that the page saves, for the run to go on from when its worker, or the page, is gone. */
export interface ResumePoint {
  readonly snapshot: Snapshot;
  /** Where the reader set it by hand. */
  readonly learningRate?: number;
}

/**
 * Every command names the run it is for. A run is one opening or one config: Reset and New seed make new runs, so that
 * nothing meant for the old one can reach the new. The worker drops commands for runs it does not know.
 */
export type Command = { readonly run: number } &
  /** A new run that shows the recording `runs/<name>/`. */
  (
    | { readonly type: 'open'; readonly name: string }
    /**
     * A new run at step 0. It waits untrained until told to train. Its ghost is the run `from` with `keep`, else the ghost that
     * `from` had. Sent before `from` is closed. With `resume` it waits at that step.
     */
    | {
        readonly type: 'configure';
        readonly config: RunConfig;
        readonly from: number;
        readonly keep: boolean;
        readonly resume?: ResumePoint;
      }
    /** The run is over: nothing more is said about it. */
    | { readonly type: 'close' }
    /** Train until told otherwise; any other run pauses. */
    | ({ readonly type: 'train' } & EnginePreference)
    | { readonly type: 'pause' }
    /** One step, then pause. */
    | ({ readonly type: 'step' } & EnginePreference)
    /** One step, told about in full (`magnified`), then pause. */
    | ({ readonly type: 'magnify' } & EnginePreference)
    /** Takes effect at the next step. */
    | { readonly type: 'learningRate'; readonly value: number }
    /** Back to the last state whose cost was finite. */
    | { readonly type: 'restore' }
    /** From now on questions are answered by the network of that step, one of `checkpoints`; null: of the latest. Training goes on. */
    | { readonly type: 'look'; readonly step: number | null }
    /** Ask, change or (null) drop the standing question `key`. `ticket` comes back with the answer. */
    | { readonly type: 'ask'; readonly key: string; readonly ticket: number; readonly query: Query | null }
    /** The page has drawn the last frame: the next may come. */
    | { readonly type: 'drawn' }
  );

export type Event = { readonly run: number } &
  /** What the run is: sent once after open or configure. `record` only for recorded runs. */
  (
    | { readonly type: 'opened'; readonly config: RunConfig; readonly record?: RunRecord; readonly labels: Uint8Array }
    | { readonly type: 'phase'; readonly phase: Phase }
    /** Data or engine being fetched; fraction in 0..1 */
    | { readonly type: 'loading'; readonly what: string; readonly fraction: number }
    | { readonly type: 'baselines'; readonly baselines: Baselines }
    | ({ readonly type: 'engine' } & EngineReport)
    /** New costs since the last frame, with the standing questions answered. Acknowledge with `drawn`. */
    | { readonly type: 'frame'; readonly progress: Progress; readonly costs: readonly CostPoint[] }
    | { readonly type: 'magnified'; readonly report: StepReport }
    /** Steps that can be looked back at, ascending. */
    | { readonly type: 'checkpoints'; readonly steps: readonly number[] }
    /** The state of a few seconds ago at most; always that of a run which has paused. */
    | ({ readonly type: 'resumePoint' } & ResumePoint)
    /** The engine failed during `action`. The run waits at its last good state. */
    | { readonly type: 'broken'; readonly engine: EngineName | undefined; readonly action: TrainAction; readonly message: string }
    /** Another tab of this site trains now: this one has paused. */
    | { readonly type: 'yielded' }
    /** The run went back to this step: costs after it are void. */
    | { readonly type: 'rewound'; readonly step: number }
    | { readonly type: 'answer'; readonly key: string; readonly ticket: number; readonly answer: Answer }
    /** A question that could not be answered, in a sentence. */
    | { readonly type: 'refused'; readonly key: string; readonly ticket: number; readonly message: string }
    /** The run stopped for a reason the reader can act on. `retry`: what to offer. */
    | { readonly type: 'failed'; readonly message: string; readonly retry: 'open' | 'train' | 'restore' }
  );
