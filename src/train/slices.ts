// Slices of training: as many steps as fit between two looks at the messages, asked of the engine all at once.
import { HEAD_STEPS } from '../model/batches.ts';
import type { CostPoint } from '../model/cost.ts';
import { toHalves } from '../model/half.ts';
import type { Checkpointing } from './checkpointing.ts';
import type { Snapshot } from './engine.ts';
import type { Trainer } from './trainer.ts';

/** Milliseconds of steps between two looks at the messages, and so between two readbacks: fewer than ten a second. */
const SLICE = 120;

export interface Slices {
  /** Milliseconds of a step, smoothed; Infinity until it is known. */
  readonly msPerStep: number;
  /**
   * Trains to the end of a slice, at most `steps` in all; `single`: one step. Test costs and states to keep in between are asked for
   * with the steps: an engine on the graphics processor answers everything with one readback. Throws what the engine does, or
   * DivergedError.
   */
  take(trainer: Trainer, steps: number, single: boolean, onCost: (point: CostPoint) => void): Promise<void>;
}

interface Asked {
  readonly point: Promise<CostPoint>;
  readonly snapshot: Promise<Snapshot> | undefined;
  readonly moment: Promise<Uint16Array> | undefined;
}

export function createSlices(checkpointing: Checkpointing): Slices {
  /** The trainer of the last slice, and milliseconds of a step in it; Infinity until they are measured. */
  let known: Trainer | undefined;
  let last = Infinity;
  let smoothed = Infinity;

  /** Asks for all steps up to `until`, and for the states that are due on the way. */
  function ask(trainer: Trainer, until: number): Asked[] {
    const from = trainer.step;
    const each = Math.min(last, SLICE);
    const asked: Asked[] = [];
    let keptAt = checkpointing.good?.step ?? 0;
    while (trainer.step < until) {
      const point = trainer.advance(until - trainer.step);
      const { step } = trainer;
      const due = checkpointing.isDue(step, keptAt, each) || (keptAt <= from && checkpointing.isLate());
      const snapshot = due ? trainer.engine.snapshot() : undefined;
      if (due) keptAt = step;
      const moment = !due && checkpointing.timeline.wants(step) ? trainer.engine.parameters(toHalves) : undefined;
      // The first failure is thrown by `take`; those that follow from it need not be.
      point.catch(() => {});
      snapshot?.catch(() => {});
      moment?.catch(() => {});
      asked.push({ point, snapshot, moment });
    }
    return asked;
  }

  return {
    get msPerStep() {
      return smoothed;
    },
    async take(trainer, steps, single, onCost) {
      const { step: from, spent } = trainer;
      const isNew = trainer !== known;
      if (isNew) [known, last] = [trainer, Infinity];
      const count = single ? 1 : Math.max(1, Math.round(SLICE / Math.min(last, SLICE)));
      const until = Math.min(from + count, steps, from < HEAD_STEPS ? HEAD_STEPS : Infinity);
      for (const { point, snapshot, moment } of ask(trainer, until)) {
        const cost = await point;
        onCost(cost);
        if (snapshot) await checkpointing.keep(snapshot);
        if (moment) checkpointing.keepMoment(cost.step, await moment);
      }
      // An engine's first step compiles: it does not tell how fast the run is.
      if (isNew) return;
      const each = (trainer.spent - spent) / (trainer.step - from);
      smoothed = Number.isFinite(last) ? 0.9 * smoothed + 0.1 * each : each;
      last = each;
    },
  };
}
