// What the trainer asks of an engine: training steps and the network's answers, whatever computes them.
import type { Autoencoder } from '../model/autoencoder.ts';
import { batchIndices } from '../model/batches.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { PIXELS, type ModelSpec, type TrainConfig } from '../model/spec.ts';

export type { Snapshot };

/** The engines: each declares its name in its folder, and the table of engines/index.ts must list them all. */
export interface EngineNames {}
export type EngineName = keyof EngineNames;

export interface EngineSetup {
  readonly spec: ModelSpec;
  readonly train: TrainConfig;
  readonly start: Snapshot;
  /** Training images `[n, 784]`, bytes, kept where they are. */
  readonly images: Uint8Array;
  /**
   * How many of them are in place already, all where absent. The first steps draw from these alone (model/batches.ts), and the others are
   * there before any step draws one of them.
   */
  readonly head?: number;
  /** Of the batches, and of the noise that some variants train with (model/random.ts, `noiseKey`). */
  readonly seed: number;
}

/** Indices `[batch]` of the images that an engine trains on in a step, counted from 0. */
export function batchAt({ seed, train, images, head }: Omit<EngineSetup, 'spec' | 'start'>, step: number): Int32Array {
  const total = images.length / PIXELS;
  return batchIndices(seed, step, train.batch, head ?? total, total);
}

/** Calls are carried out in the order they are made; the next may be made before the last has answered. */
export interface Engine extends Pick<Autoencoder, 'encode' | 'decode'> {
  readonly name: EngineName;
  /** What it chose for this machine (threads, kernels), in words for the reader. */
  readonly detail?: string;
  /** Takes `count` steps; gives the cost of the last one's batch before its update. One readback at most, however many steps. */
  steps(count: number, learningRateAt: (step: number) => number): Promise<number>;
  /** Mean squared error of the reconstructions of images given as bytes `[n, 784]`. */
  evaluate(bytes: Uint8Array): Promise<number>;
  snapshot(): Promise<Snapshot>;
  /** What `use` makes of the parameters of now, which it is lent: they may change once it has returned. */
  parameters<Made>(use: (parameters: Float32Array) => Made): Promise<Made>;
  dispose(): void;
}

export type CreateEngine = (setup: EngineSetup) => Promise<Engine>;

/** A snapshot at step 0: parameters `[n]` as given, Adam's two moments `[n]` zero. */
export function freshSnapshot(parameters: Float32Array): Snapshot {
  return { step: 0, parameters, firstMoment: new Float32Array(parameters.length), secondMoment: new Float32Array(parameters.length) };
}
