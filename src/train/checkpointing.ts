// The states of a run that are kept: the last good one, the moments to look back at, and what the page is given in case all this ends.
import { initialParameters } from '../model/init.ts';
import { isSound, type Snapshot } from '../model/snapshot.ts';
import type { RunConfig } from '../model/spec.ts';
import type { Post } from './protocol.ts';
import { createTimeline, type Timeline } from './timeline.ts';
import { isTestStep } from './trainer.ts';

/** A state to go back to may take this part of the time, not more: on a graphics processor it is a readback of megabytes. */
const SHARE = 0.1;
/** Milliseconds between two states that the page is given: a crash may cost 5 s. */
const CHECKPOINT = 4_000;

export interface Checkpointing {
  readonly timeline: Timeline;
  /** The last state whose numbers are all finite. */
  readonly good: Snapshot | undefined;
  /** Whether the state after `step` is to be kept, where the last one is of `keptAt` and a step takes `each` milliseconds. */
  isDue(step: number, keptAt: number, each: number): boolean;
  /** Whether the page has waited for a state long enough. */
  isLate(): boolean;
  /** Takes a state to go back to, if it is one. */
  keep(snapshot: Promise<Snapshot>): Promise<void>;
  /** Goes back to the last good state, if there is one: what came after it is void. */
  rewind(): void;
  /** Gives the page the last good state, unless it has it. */
  give(): void;
}

export function createCheckpointing(
  { spec, train, seed }: RunConfig,
  resume: Snapshot | undefined,
  post: Post,
  learningRate: () => number | undefined,
): Checkpointing {
  const timeline = createTimeline(spec, train.steps);
  let good = resume;
  if (good) {
    timeline.keep(0, initialParameters(spec, train, seed));
    if (good.step > 0) timeline.keep(good.step, good.parameters);
  }
  /** Milliseconds that checkpointing a state takes, the least there ever were. */
  let takes = Infinity;
  let given = { at: performance.now(), step: -1 };

  const isLate = () => performance.now() - given.at >= CHECKPOINT;

  function give(): void {
    if (!good || good.step === given.step) return;
    given = { at: performance.now(), step: good.step };
    // The arrays stay here, too: this is what the reader goes back to after the cost has left the finite numbers.
    const { step, parameters, firstMoment, secondMoment } = good;
    const copy = { step, parameters: parameters.slice(), firstMoment: firstMoment.slice(), secondMoment: secondMoment.slice() };
    const rate = learningRate();
    post(
      { type: 'resumePoint', snapshot: copy, ...(rate !== undefined && { learningRate: rate }) },
      [copy.parameters, copy.firstMoment, copy.secondMoment].map(({ buffer }) => buffer),
    );
  }

  return {
    timeline,
    get good() {
      return good;
    },
    isDue: (step, keptAt, each) => (isTestStep(step, train.steps) && (step - keptAt) * each * SHARE >= takes) || timeline.wants(step),
    isLate,
    async keep(snapshot) {
      const before = performance.now();
      const taken = await snapshot;
      takes = Math.min(takes, performance.now() - before);
      if (!isSound(taken)) return;
      good = taken;
      if (isLate()) give();
      if (!timeline.wants(good.step)) return;
      timeline.keep(good.step, good.parameters);
      post({ type: 'checkpoints', steps: timeline.steps });
    },
    rewind() {
      if (!good) return;
      timeline.rewind(good.step);
      post({ type: 'rewound', step: good.step });
      post({ type: 'checkpoints', steps: timeline.steps });
    },
    give,
  };
}
