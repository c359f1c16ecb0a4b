// The states of a run that are kept: the last good one, the checkpoints to look back at, and the state that the page saves.
import { initialParameters } from '../model/init.ts';
import { isSound, type Snapshot } from '../model/snapshot.ts';
import type { RunConfig } from '../model/spec.ts';
import type { Post } from './protocol.ts';
import { createTimeline, type Timeline } from './timeline.ts';
import { isTestStep } from './trainer.ts';

/** Largest part of the time that reading states to go back to may take: on a graphics processor each is a readback of megabytes. */
const SHARE = 0.1;
/** Milliseconds between two states that are posted to the page: a crash may cost 5 s of training. */
const RESUME_INTERVAL = 4_000;

export interface Checkpointing {
  readonly timeline: Timeline;
  /** The last state whose numbers are all finite. */
  readonly good: Snapshot | undefined;
  /** Whether to keep the state after `step`; the last kept is that of step `keptAt`, and a step takes `each` milliseconds. */
  isDue(step: number, keptAt: number, each: number): boolean;
  /** Whether a state for the page is overdue. */
  isLate(): boolean;
  /** Keeps a state to go back to, unless some of its numbers are not finite. Rejects if the readback does. */
  keep(snapshot: Promise<Snapshot>): Promise<void>;
  /** Goes back to the last good state, if there is one: what came after it is void. */
  rewind(): void;
  /** Posts the last good state to the page, unless the page has it. */
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
  /** Milliseconds that reading a state takes; the least so far. */
  let takes = Infinity;
  let given = { at: performance.now(), step: -1 };

  const isLate = () => performance.now() - given.at >= RESUME_INTERVAL;

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
