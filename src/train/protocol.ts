// What page and worker say to each other. Types only: the one file both sides know.
import type { Baselines, CostPoint } from '../model/cost.ts';
import type { Pace } from '../model/pace.ts';
import type { Projection } from '../model/projection.ts';
import type { ModelSpec, RunConfig } from '../model/spec.ts';
import type { RunRecord } from '../model/record.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { StepReport } from '../model/step-report.ts';

/** Which network answers a question: the run's own, exact PCA-2 of the same training data, or the run before, kept as a ghost. */
export type Which = 'network' | 'pca' | 'ghost';

/** A question that says nothing but its kind. */
export type NoDetails = Readonly<Record<never, never>>;

/**
 * Questions by kind: what is asked beside `which`, and what is answered. These may be put by every figure; a feature adds its own in
 * `features/NAME/question.ts`, by declaration merging, under kinds `NAME:…`, and answers them in `answer.ts` beside it.
 * Codes are points of the plane `[n, 2]`, whatever size the network's own codes have (model/projection.ts).
 */
export interface Questions {
  /** Codes of the watch digits (the first 500 test digits), `[watched, 2]`, and their labels `[watched]`. */
  readonly codes: {
    readonly query: NoDetails;
    readonly answer: { readonly codes: Float32Array; readonly labels: Uint8Array; readonly projection: Projection };
  };
  /**
   * Watch digits by index: images `[n, 784]` in 0..1, codes `[n, 2]`, reconstructions `[n, 784]`; `at` one of `checkpoints`, where not
   * at the one that is looked at.
   */
  readonly reconstruct: {
    readonly query: { readonly indices: readonly number[]; readonly at?: number };
    readonly answer: {
      readonly indices: readonly number[];
      readonly images: Float32Array;
      readonly codes: Float32Array;
      readonly reconstructions: Float32Array;
    };
  };
  /** Points `[n, 2]` to images `[n, 784]`, whose values may leave 0..1. */
  readonly decode: {
    readonly query: { readonly codes: Float32Array };
    readonly answer: { readonly codes: Float32Array; readonly images: Float32Array };
  };
  /** Any images `[n, 784]` in 0..1: their codes `[n, 2]` and reconstructions `[n, 784]`. */
  readonly encode: {
    readonly query: { readonly images: Float32Array };
    readonly answer: { readonly images: Float32Array; readonly codes: Float32Array; readonly reconstructions: Float32Array };
  };
  /** Mean squared errors of all watch digits, `[watched]`. */
  readonly errors: { readonly query: NoDetails; readonly answer: { readonly errors: Float32Array } };
  /** The network itself, laid out as `layerShapes(spec)` says. Megabytes: to be asked for once. */
  readonly parameters: {
    readonly query: NoDetails;
    readonly answer: { readonly spec: ModelSpec; readonly parameters: Float32Array };
  };
}

export type Kind = keyof Questions;

/** A standing question. The worker answers it at once, and again in every frame while the network trains. */
export type QueryOf<K extends Kind> = K extends Kind ? { readonly kind: K; readonly which: Which } & Questions[K]['query'] : never;
export type Query = QueryOf<Kind>;

/** Answers carry the step of the network that gave them. Buffers are transferred, never shared. */
export type AnswerOf<K extends Kind> = K extends Kind ? { readonly kind: K; readonly step: number } & Questions[K]['answer'] : never;
export type Answer = AnswerOf<Kind>;

/** What came of trying an engine. */
export interface Trial {
  readonly name: string;
  readonly threads: number;
  readonly verdict: 'chosen' | 'right' | 'wrong' | 'unavailable';
  /** One step of the network it was tried for; only of an engine that is right and was timed. */
  readonly msPerStep?: number;
  /** What it chose for this machine, or what is wrong with it, in words. */
  readonly why: string;
}

/** An engine chosen at an earlier visit, and the circumstances it was chosen in. The page keeps it, the worker judges it. */
export interface Remembered {
  readonly key: string;
  readonly name: string;
  readonly threads: number;
  /** How fast it was; absent where it was not timed. */
  readonly pace?: Pace;
}

/** The engine that trains, in a sentence why this one, and all that were tried. */
export interface EngineReport {
  readonly engine: string;
  readonly why: string;
  readonly trials: readonly Trial[];
  /** For the next visit; absent where the engine was asked for, which need not be the fastest. */
  readonly remember?: Remembered;
}

/** Of a run that was told to train: it fetches data and an engine; it trains; it waits; it has taken its last step. */
export type Phase = 'starting' | 'training' | 'paused' | 'done';

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
  /** This one, if there is one of that name and it works at all. */
  readonly engine?: string;
  /** On so many threads, if `engine` takes several and the machine has them; else on as many as are fastest. */
  readonly threads?: number;
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
    /** Fetch the data and choose the engine for a run of this config, which the reader may ask for next. */
    | ({ readonly type: 'prepare'; readonly config: RunConfig } & EnginePreference)
    /** Train until told otherwise; any other run pauses. */
    | ({ readonly type: 'train' } & EnginePreference)
    | { readonly type: 'pause' }
    /** One step, then pause. */
    | ({ readonly type: 'step' } & EnginePreference)
    /** One step, told about in full (`magnified`), then pause. */
    | ({ readonly type: 'magnify' } & EnginePreference)
    /** Takes effect at the next step. */
    | { readonly type: 'learningRate'; readonly value: number }
    /** Back to the last state whose cost was near the least so far. */
    | { readonly type: 'restore' }
    /** From now on questions are answered by the network of that step, one of `checkpoints`; null: of the latest. Training goes on. */
    | { readonly type: 'look'; readonly step: number | null }
    /** Ask, change or (null) drop the standing question `key`. `ticket` comes back with the answer. */
    | { readonly type: 'ask'; readonly key: string; readonly ticket: number; readonly query: Query | null }
    /** The page has drawn the last frame: the next may come. */
    | { readonly type: 'drawn' }
  );

/** How far a slow answer is: `doing` says, in words, what with item `item` of `of`. */
export interface AnswerProgress {
  readonly doing: string;
  readonly item: number;
  readonly of: number;
}

/** What is known of an engine's failure. One that is late may still be at work: nothing has been lost. */
export interface EngineFailure {
  readonly onGraphics: boolean;
  readonly late: boolean;
}

export type Event = { readonly run: number } &
  /** A command has come in: said at once, whatever it takes. */
  (
    | { readonly type: 'heard' }
    /** What `prepare` asked for is there, or could not be had: that is told when it is needed. */
    | { readonly type: 'prepared' }
    /** How fast the engine is that `prepare` chose: told once the engines have been timed. */
    | ({ readonly type: 'pace' } & Pace)
    /** What the run is: sent once after open or configure. `record` only for recorded runs. */
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
    /** The engine failed during `action`, or (`late`) did not answer. The run waits at its last good state. */
    | ({ readonly type: 'broken'; readonly action: TrainAction; readonly message: string } & EngineFailure)
    /** Another tab of this site trains now: this one has paused. */
    | { readonly type: 'yielded' }
    /** The run went back to this step: costs after it are void. */
    | { readonly type: 'rewound'; readonly step: number }
    | { readonly type: 'answer'; readonly key: string; readonly ticket: number; readonly answer: Answer }
    | ({ readonly type: 'answering'; readonly key: string; readonly ticket: number } & AnswerProgress)
    /** A question that could not be answered, in a sentence. */
    | { readonly type: 'refused'; readonly key: string; readonly ticket: number; readonly message: string }
    /** The run stopped for a reason the reader can act on. `retry`: what to offer. */
    | { readonly type: 'failed'; readonly message: string; readonly retry: 'open' | 'train' | 'restore' }
  );

type WithoutRun<Message> = Message extends { readonly run: number } ? Omit<Message, 'run'> : never;
/** Messages as their senders write them; the run's number is added on the way. */
export type OwnCommand = WithoutRun<Command>;
export type OwnEvent = WithoutRun<Event>;
/** Sends an event about the run at hand. Buffers in `transfer` are given away. */
export type Post = (event: OwnEvent, transfer?: Transferable[]) => void;

/**
 * Beside its events, the worker asks its page for threads, which take their jobs from `jobs`. By `control` the page says that one has failed,
 * and is told to end it.
 */
export interface ThreadRequest {
  readonly startThread: { readonly jobs: MessagePort; readonly control: MessagePort };
}
