// How long an engine is waited for, as its own answers tell: a slow one is not a dead one, and one that hangs is given up.
import type { CreateEngine, Engine } from './engine.ts';
import { within } from './within.ts';

/**
 * Milliseconds. The first answer of each kind compiles; after it, an answer may take `times` the longest so far, test costs and states to
 * keep among them, or of what so many images, steps or codes should take, but `least` in any case: the machine may be busy from one moment
 * to the next. None takes more than `most`.
 */
const PATIENCE = { first: 120_000, times: 20, least: 5_000, most: 600_000 };

type Kind = 'steps' | 'evaluate' | 'encode' | 'decode' | 'snapshot' | 'parameters';

const unanswered = (patience: number) => `The engine has not answered for ${Math.round(patience / 1_000)} seconds.`;

/** The same engine; its answers reject with a LateError if it hangs. Answers come in the order of the questions, and are waited for in turn. */
function patient(engine: Engine): Engine {
  /** The longest answer so far but for the first of each kind, milliseconds. */
  let longest = 0;
  /** Of each kind the answer about the most items, the latest of those: milliseconds, compiling included where it was the first. */
  const largest = new Map<Kind, { readonly items: number; readonly took: number }>();
  let before: Promise<unknown> = Promise.resolve();

  function waitFor<Value>(kind: Kind, items: number, answer: Promise<Value>): Promise<Value> {
    // If it fails while others are waited for, its own turn tells.
    answer.catch(() => {});
    const settled = before.then(async () => {
      const from = performance.now();
      const known = largest.get(kind);
      const expected = known ? (known.took * items) / known.items : 0;
      const least = known ? PATIENCE.least : PATIENCE.first;
      const patience = Math.min(Math.max(PATIENCE.times * Math.max(longest, expected), least), PATIENCE.most);
      const value = await within(answer, patience, unanswered(patience));
      const took = performance.now() - from;
      if (known) longest = Math.max(longest, took);
      if (!known || items >= known.items) largest.set(kind, { items, took });
      return value;
    });
    before = settled.catch(() => {});
    return settled;
  }

  return {
    ...engine,
    steps: (count, learningRateAt) => waitFor('steps', count, engine.steps(count, learningRateAt)),
    evaluate: (bytes) => waitFor('evaluate', bytes.length, engine.evaluate(bytes)),
    encode: (values) => waitFor('encode', values.length, engine.encode(values)),
    decode: (codes) => waitFor('decode', codes.length, engine.decode(codes)),
    snapshot: () => waitFor('snapshot', 1, engine.snapshot()),
    parameters: (use) => waitFor('parameters', 1, engine.parameters(use)),
  };
}

/** The same maker of engines, neither of which, nor whose answers, are waited for for ever. */
export const patiently =
  (createEngine: CreateEngine): CreateEngine =>
  async (setup) =>
    patient(await within(createEngine(setup), PATIENCE.first, unanswered(PATIENCE.first)));
