// The checkpoints of a run that can be looked back at: the network's parameters, as 16-bit floats, at log-spaced steps.
import { fromHalves } from '../model/half.ts';
import { parameterCount, type ModelSpec } from '../model/spec.ts';
import { isTestStep } from '../model/cost.ts';

/** Bytes that all checkpoints of a run may take. */
const LIMIT = 40e6;
/** Most checkpoints of a run. */
const MOST = 30;

export interface Timeline {
  /** Whether the parameters of this step are to be kept. */
  wants(step: number): boolean;
  /** Keeps them as 16-bit floats (model/half.ts). */
  keep(step: number, halves: Uint16Array): void;
  /** Steps kept so far, ascending. */
  readonly steps: readonly number[];
  /** Parameters of a step that was kept: the same array for as long as they are the same, if no other step was asked for. */
  at(step: number): Float32Array | undefined;
  /** Forgets the checkpoints after `step`: the run went back to it. */
  rewind(step: number): void;
}

/** Up to `count` of the test steps from 0 to `last`, spaced as evenly as they allow in the logarithm; the first 0, the last `last`. */
export function checkpointSteps(last: number, count: number): number[] {
  const steps = Array.from({ length: last + 1 }, (_, step) => step).filter((step) => step > 0 && isTestStep(step, last));
  const chosen = new Set([0, last]);
  for (let k = 0; k < count - 1; k++) {
    const target = last ** (k / Math.max(1, count - 2));
    chosen.add(steps.reduce((best, step) => (Math.abs(step - target) < Math.abs(best - target) ? step : best), last));
  }
  return [...chosen].sort((a, b) => a - b).slice(-count);
}

export function createTimeline(spec: ModelSpec, last: number): Timeline {
  const count = Math.min(MOST, Math.floor(LIMIT / (2 * parameterCount(spec))));
  // A network so large that hardly two checkpoints fit is not looked back at.
  const wanted = new Set(count >= 2 ? checkpointSteps(last, count) : []);
  const kept = new Map<number, Uint16Array>();
  let latest: { readonly halves: Uint16Array; readonly parameters: Float32Array } | undefined;
  return {
    wants: (step) => wanted.has(step) && !kept.has(step),
    keep: (step, halves) => void kept.set(step, halves),
    get steps() {
      return [...kept.keys()].sort((a, b) => a - b);
    },
    at(step) {
      const halves = kept.get(step);
      if (halves && latest?.halves !== halves) latest = { halves, parameters: fromHalves(halves) };
      return halves && latest?.parameters;
    },
    rewind(step) {
      for (const each of kept.keys()) if (each > step) kept.delete(each);
    },
  };
}
