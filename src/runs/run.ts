// A run as the page sees it: stores that say what is, commands that change it. The worker does the work.
import type { ReadableAtom, WritableAtom } from 'nanostores';
import type { SetName } from '../data/sets/index.ts';
import type { RunConfig } from '../model/spec.ts';
import type { RunRecord } from '../model/record.ts';
import type { Pace } from '../model/pace.ts';
import type { Rates } from '../model/roc.ts';
import type { SavedRun } from '../model/saved-run.ts';
import type { StepReport } from '../model/step-report.ts';
import type { RecipeName } from '../model/recipes.ts';
import type { Baselines, CostPoint } from '../model/cost.ts';
import type { EngineReport, Progress, Trial } from '../train/protocol.ts';
import type { Question } from './question.ts';
import type { Transport } from './transport.ts';

export type { Baselines, CostPoint, EngineReport, Progress, Question, StepReport, Trial, RunConfig, RunRecord, RecipeName };

/** An earlier run, kept to compare with. Questions `which: 'ghost'` are answered by its network. */
export interface Ghost {
  readonly label: string;
  readonly costs: readonly CostPoint[];
  readonly config: RunConfig;
}

/** What the browser has saved for the next visit: nothing; this run; nothing, for it refused this run. */
export type Persisted = 'nothing' | 'run' | 'refused';

/** A digit described by hand: the error of the reader's two numbers, and of the encoder's. */
export interface Attempt {
  readonly error: number;
  readonly encoder: number;
}

export interface Run {
  readonly name: string;
  /** What the run does. */
  readonly $transport: ReadableAtom<Transport>;
  /** Null until the run has opened. */
  readonly $config: ReadableAtom<RunConfig | null>;
  /** The recording being shown; null once the reader trains. */
  readonly $record: ReadableAtom<RunRecord | null>;
  /** Labels of the watch digits, `[500]`; empty until opened. */
  readonly $labels: ReadableAtom<Uint8Array>;
  readonly $baselines: ReadableAtom<Baselines | null>;
  readonly $engine: ReadableAtom<EngineReport | null>;
  /** How fast this machine trains, from a test in this visit or the last one; null where it is not known. */
  readonly $pace: ReadableAtom<Pace | null>;
  /** Every cost reported so far, in order of steps. */
  readonly $costs: ReadableAtom<readonly CostPoint[]>;
  readonly $ghost: ReadableAtom<Ghost | null>;
  /** What failed last in this run and how it went on, in a sentence; null where nothing failed. */
  readonly $recoveryNotice: ReadableAtom<string | null>;
  readonly $persisted: ReadableAtom<Persisted>;
  /** Whether a run of the reader's is shown, and no recording. Can be listened to without opening the run. */
  readonly $own: ReadableAtom<boolean>;
  /** The step that it has come to. Can be listened to likewise. */
  readonly $step: ReadableAtom<number>;
  /** The reader's run that was put aside for another or for the recording, as far as the page has it; null where there is none. */
  readonly $aside: ReadableAtom<SavedRun | null>;
  /** The learning rate was set by hand: the config alone does not replay the run. */
  readonly $byHand: ReadableAtom<boolean>;
  /** The run that Train begins in place of the recording's while that is shown: a link's; null where there is none. */
  readonly $proposed: ReadableAtom<RunConfig | null>;
  /** Steps whose networks are kept to look back at, ascending. */
  readonly $checkpoints: ReadableAtom<readonly number[]>;
  /** The step whose network all figures show; null for the latest. */
  readonly $shownStep: ReadableAtom<number | null>;
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
  /**
   * Has data fetched, and engines tested and timed, for the run that a press of Train would begin; not where the reader saves data.
   * @param recipe what a recorded run would be trained by, if not by its own
   */
  prepare(recipe?: RecipeName): void;
  /** Does what the run's button says: pauses, tries again, or trains; a finished run begins again at step 0. */
  press(): void;
  train(): void;
  pause(): void;
  step(): void;
  /** One step, whose report goes to `$report`. */
  magnify(): void;
  /** Same seed, same start, same batches. Leaves the costs so far as the ghost. */
  reset(): void;
  newSeed(): void;
  setLearningRate(value: number): void;
  /** Back to the last state whose cost was near the least so far, to wait there with a lower learning rate. */
  restore(): void;
  /** Shows the network of a step, one of `$checkpoints`, in every figure; null: the latest. Training goes on. */
  look(step: number | null): void;
  /** While the recording is shown, Train and Step begin a run of this config in place of the recording's: a link's. */
  propose(config: RunConfig): void;
  /** A new run; what was there stays as the ghost. */
  configure(config: RunConfig): void;
  /** Another recipe for the same network, data and seed. */
  chooseRecipe(recipe: RecipeName): void;
  /** Opens the recorded run on another data set, or an untrained one where none is recorded. */
  switchData(data: SetName): void;
  /** A run that waits where `saved` left off; what was there stays as the ghost. */
  resume(saved: SavedRun): void;
  /** Shows the recording; the reader's run is put aside. */
  showRecording(): void;
  /** Goes back to the run that was put aside, paused; what was there is put aside in its place. */
  takeUp(): void;
  /** Deletes what the browser keeps of the reader's run, and shows the recording again. */
  forget(): void;
  /** Tries again what failed. */
  retry(): void;
  /** A new standing question; `purpose` is the readable part of its key. */
  question(purpose: string): Question;
}
