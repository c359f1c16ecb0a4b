// A run as the page sees it: stores that say what is, commands that change it. The worker does the work.
import type { ReadableAtom, WritableAtom } from 'nanostores';
import type { DataName, RunConfig } from '../model/spec.ts';
import type { RunRecord } from '../model/record.ts';
import type { Rates } from '../model/roc.ts';
import type { SavedRun } from '../model/saved-run.ts';
import type { StepReport } from '../model/step-report.ts';
import { RECIPE_NAMES, recipeRun, type RecipeName } from '../model/recipes.ts';
import type { Answer, Baselines, CostPoint, EngineReport, Phase, Progress, Query, Trial } from '../train/protocol.ts';

export type { Answer, Baselines, CostPoint, EngineReport, Phase, Progress, Query, StepReport, Trial, RunConfig, RunRecord, RecipeName };

/** A standing question about the run: asked again by itself whenever the network changes. */
export interface Question {
  readonly $answer: ReadableAtom<Answer | null>;
  /** Why the latest question could not be answered, in a sentence; null where it was. */
  readonly $refusal: ReadableAtom<string | null>;
  /** Asks, or changes, the question; null drops it. While an answer is under way only the latest change is kept. */
  ask(query: Query | null): void;
}

export interface Failure {
  readonly message: string;
  readonly retry: 'open' | 'train' | 'restore';
}

/** An earlier run, kept to compare with. Questions `which: 'ghost'` are answered by its network. */
export interface Ghost {
  readonly label: string;
  readonly costs: readonly CostPoint[];
  readonly config: RunConfig;
}

/** Whether the browser keeps the run for the next visit: it holds none; this one; it cannot keep this one. */
export type Kept = 'nothing' | 'run' | 'refused';

/** A digit described by hand: the error of the reader's two numbers, and of the encoder's. */
export interface Attempt {
  readonly error: number;
  readonly encoder: number;
}

export interface Run {
  readonly name: string;
  readonly $phase: ReadableAtom<Phase>;
  /** What is being fetched, with the fraction done; null when nothing is. */
  readonly $loading: ReadableAtom<{ readonly what: string; readonly fraction: number } | null>;
  readonly $failure: ReadableAtom<Failure | null>;
  /** Null until the run has opened. */
  readonly $config: ReadableAtom<RunConfig | null>;
  /** The recording being shown; null once the reader trains. */
  readonly $record: ReadableAtom<RunRecord | null>;
  /** Labels of the watch digits, `[500]`; empty until opened. */
  readonly $labels: ReadableAtom<Uint8Array>;
  readonly $baselines: ReadableAtom<Baselines | null>;
  readonly $engine: ReadableAtom<EngineReport | null>;
  readonly $progress: ReadableAtom<Progress>;
  /** Every cost reported so far, in order of steps. */
  readonly $costs: ReadableAtom<readonly CostPoint[]>;
  readonly $ghost: ReadableAtom<Ghost | null>;
  /** What broke last in this run, and what came of it, in a sentence; null where nothing did. */
  readonly $mishap: ReadableAtom<string | null>;
  readonly $kept: ReadableAtom<Kept>;
  /** The learning rate was set by hand: the config alone does not replay the run. */
  readonly $byHand: ReadableAtom<boolean>;
  /** Steps that can be looked back at, ascending. */
  readonly $moments: ReadableAtom<readonly number[]>;
  /** The step that all figures show; null for the latest. */
  readonly $moment: ReadableAtom<number | null>;
  /** The last step that was looked at closely; null in a run that has none. */
  readonly $report: ReadableAtom<StepReport | null>;
  /** The watch digit marked in every view. */
  readonly $picked: WritableAtom<number>;
  /** The point of the latent plane that the generator decodes; null until somebody chose one. */
  readonly $point: WritableAtom<readonly [number, number] | null>;
  /** What the reader's numbers came to in the figure by hand; null until they move something. */
  readonly $attempt: WritableAtom<Attempt | null>;
  /** What the threshold that the reader set calls strange; null before there is one. */
  readonly $rates: WritableAtom<Rates | null>;
  /** Which data sets this site has; the reader can switch between them. */
  readonly dataChoices: readonly DataName[];
  train(): void;
  pause(): void;
  step(): void;
  /** One step, whose report goes to `$report`. */
  magnify(): void;
  /** Same seed, same start, same batches. Leaves the costs so far as the ghost. */
  reset(): void;
  newSeed(): void;
  setLearningRate(value: number): void;
  /** Back to the last state with a finite cost. */
  restore(): void;
  /** Shows the network of a step, one of `$moments`, in every figure; null: the latest. Training goes on. */
  look(step: number | null): void;
  /** A new run; what was there stays as the ghost. */
  configure(config: RunConfig): void;
  /** Another recipe for the same network, data and seed. */
  chooseRecipe(recipe: RecipeName): void;
  /** Opens the recorded run on other data. */
  switchData(data: DataName): void;
  /** A run that waits where `saved` left off; what was there stays as the ghost. */
  resume(saved: SavedRun): void;
  /** Deletes what the browser keeps of the reader's run, and shows the recording again. */
  forget(): void;
  /** Tries again what failed. */
  retry(): void;
  question(key: string): Question;
}

/** Which recipe a config follows, or undefined where the reader changed something else. */
export function recipeOf(config: RunConfig): RecipeName | undefined {
  return RECIPE_NAMES.find((name) => JSON.stringify(recipeRun(name, config.data, config.seed).train) === JSON.stringify(config.train));
}
