// The states of a run that are kept: the last good one, the checkpoints to look back at, and the state that the page saves.
import { areFinite, toHalves } from '../model/half.ts';
import { isOutOfBounds, isTestStep, type CostPoint } from '../model/cost.ts';
import { initialParameters } from '../model/init.ts';
import { isSound, type Snapshot } from '../model/snapshot.ts';
import type { RunConfig } from '../model/spec.ts';
import type { Post } from './protocol.ts';
import { createTimeline, type Timeline } from './timeline.ts';

/** Largest part of the time that reading states to go back to may take: on a graphics processor each is a readback of megabytes. */
const SHARE = 0.1;
/**
 * Most milliseconds between two states that are posted to the page, and no more than the run has taken so far: a crash, or a page that is
 * left, may cost 5 s of training, and half of a shorter one.
 */
const RESUME_INTERVAL = 4_000;

/** How many times the least cost so far is still near it: batches differ by so much. */
const NEAR = 2;

export interface Checkpointing {
  readonly timeline: Timeline;
  /** The last state whose numbers are all finite. */
  readonly good: Snapshot | undefined;
  /** Takes notice of a cost, before the state that it is the cost of is kept. */
  note(point: CostPoint): void;
  /** Whether to keep the state after `step`; the last kept is that of step `keptAt`, and a step takes `each` milliseconds. */
  isDue(step: number, keptAt: number, each: number): boolean;
  /** Whether a state for the page is overdue. */
  isLate(): boolean;
  /** Keeps the state that training begins with. */
  begin(origin: Snapshot): void;
  /** Keeps a state to go back to, unless some of its numbers are not finite. Rejects if the readback does. */
  keep(snapshot: Promise<Snapshot>): Promise<void>;
  /** Keeps the network of a step to look back at, as 16-bit floats, unless some of them are not finite. */
  keepMoment(step: number, halves: Uint16Array): void;
  /** Goes back to the last good state, if there is one: what came after it is void. */
  rewind(): void;
  /** Makes the last state whose cost was near the least the last good one. */
  recover(): void;
  /** Posts the last state whose cost was within bounds to the page, unless the page has it. */
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
    timeline.keep(0, toHalves(initialParameters(spec, train, seed)));
    if (good.step > 0) timeline.keep(good.step, toHalves(good.parameters));
  }
  let least = Infinity;
  let [outOfBounds, calm] = [false, true];
  /** The last state whose cost was near the least: the one to go back to from a cost that rises. */
  let sane: Snapshot | undefined;
  /** Milliseconds that reading a state takes, the least so far; undefined before the first. */
  let takes: number | undefined;
  const began = performance.now();
  let given = { at: began, step: -1 };

  function isLate(): boolean {
    const soon = takes === undefined ? RESUME_INTERVAL : Math.max(given.at - began, takes / SHARE);
    return performance.now() - given.at >= Math.min(RESUME_INTERVAL, soon);
  }

  function give(): void {
    const state = outOfBounds ? (sane ?? good) : good;
    if (!state || state.step === given.step) return;
    given = { at: performance.now(), step: state.step };
    // The arrays stay here, too: this is what the reader goes back to after the cost has left the finite numbers.
    const { step, parameters, firstMoment, secondMoment } = state;
    const copy = { step, parameters: parameters.slice(), firstMoment: firstMoment.slice(), secondMoment: secondMoment.slice() };
    const rate = learningRate();
    post(
      { type: 'resumePoint', snapshot: copy, ...(rate !== undefined && { learningRate: rate }) },
      [copy.parameters, copy.firstMoment, copy.secondMoment].map(({ buffer }) => buffer),
    );
  }

  function keepMoment(step: number, halves: Uint16Array): void {
    if (!areFinite(halves)) return;
    timeline.keep(step, halves);
    post({ type: 'checkpoints', steps: timeline.steps });
  }

  function hold(state: Snapshot): void {
    if (!isSound(state)) return;
    good = state;
    if (calm) sane = state;
    if (isLate()) give();
    if (timeline.wants(good.step)) keepMoment(good.step, toHalves(good.parameters));
  }

  return {
    timeline,
    get good() {
      return good;
    },
    isDue: (step, keptAt, each) => isTestStep(step, train.steps) && (step - keptAt) * each * SHARE >= (takes ?? 0),
    isLate,
    note({ cost, testCost }) {
      const last = testCost ?? cost;
      if (last === undefined) return;
      least = Math.min(least, cost ?? Infinity, testCost ?? Infinity);
      outOfBounds = isOutOfBounds(last, least);
      calm = last <= NEAR * least;
    },
    begin: hold,
    async keep(snapshot) {
      const before = performance.now();
      const taken = await snapshot;
      takes = Math.min(takes ?? Infinity, performance.now() - before);
      hold(taken);
    },
    keepMoment,
    rewind() {
      if (!good) return;
      timeline.rewind(good.step);
      post({ type: 'rewound', step: good.step });
      post({ type: 'checkpoints', steps: timeline.steps });
    },
    recover() {
      good = sane ?? good;
      outOfBounds = false;
    },
    give,
  };
}
