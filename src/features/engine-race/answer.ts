// The race's part in the worker: tries one engine as the page does before it trains, but on the notebook's recipe, and each that is right.
import { initialParameters } from '../../model/init.ts';
import { NOTEBOOK_SPEC, RECIPES } from '../../model/recipes.ts';
import type { AnswersOf, Context } from '../../train/answers.ts';
import { freshSnapshot, type EngineSetup } from '../../train/engine.ts';
import type { Entrant } from './question.ts';

/** Milliseconds between two looks whether the race still goes on. */
const LOOK = 100;

/** The notebook's recipe on the images at hand, `[n, 784]` in 0..1: which they are does not change how long a step takes. */
function setupOn(watched: Float32Array): EngineSetup {
  const { train, spec, seed } = { train: RECIPES.notebook, spec: NOTEBOOK_SPEC, seed: 0 };
  return {
    spec,
    train,
    seed,
    start: freshSnapshot(initialParameters(spec, train, seed)),
    images: Uint8Array.from(watched, (value) => Math.round(255 * value)),
  };
}

type Result = Awaited<ReturnType<Context['resources']['tryEngine']>>;

async function race({ name, threads }: Entrant, { resources, watched, dropped, tell }: Context): Promise<Result> {
  const control = new AbortController();
  const looking = setInterval(() => {
    if (dropped()) control.abort();
    // The page takes a silent worker for lost.
    else tell({ doing: 'Timing', item: 1, of: 1 });
  }, LOOK);
  try {
    return await resources.tryEngine(name, threads, setupOn(await watched()), control.signal);
  } finally {
    clearInterval(looking);
  }
}

/** A standing question comes up again when the reader looks back at another step; its engine is timed once. */
const racing = new WeakMap<Entrant, Promise<Result>>();

export const answers: AnswersOf<'engine-race'> = {
  async 'engine-race:trial'({ entrant }, context) {
    const result = racing.get(entrant) ?? race(entrant, context);
    racing.set(entrant, result);
    return result;
  },
};
