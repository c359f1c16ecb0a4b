// Numbers for the prose, by path: from recorded runs, from the reference, from the model. Nothing is typed in.
import { readFileSync } from 'node:fs';
import { DATA_SETS, DEFAULT_SET } from '../data/sets/index.ts';
import { pageIndices } from '../features/reconstruction/figure.ts';
import { mapWidth, pcaSaves, stepBelow } from '../kit/draw/run-numbers.ts';
import { recordedCosts } from '../model/cost.ts';
import { meanSquaredError } from '../model/forward.ts';
import { median } from '../model/median.ts';
import type { Ablation } from '../model/ablation.ts';
import { NOTEBOOK_DIGITS, NOTEBOOK_SPEC, RECIPE_NAMES, RECIPES } from '../model/recipes.ts';
import { REFERENCE } from '../model/reference.ts';
import { shifted } from '../model/normalise.ts';
import { specOf } from '../model/layers.ts';
import { gflopPerStep, layerShapes, parameterCount, PIXELS } from '../model/spec.ts';
import { heldOutNumbers } from '../features/held-out/still.ts';
import { ask } from './ask.ts';
import { once } from './once.ts';
import { recordedRun, RUN_NAMES } from './recorded.ts';
import { typicalDigits } from '../features/by-hand/still.ts';

const total = (counts: readonly number[]) => NOTEBOOK_DIGITS.reduce((sum, digit) => sum + counts[digit]!, 0);

/** Hidden layers of networks that the exercises speak of. */
const SMALLER = [
  [60, 30],
  [34, 34],
] as const;

function parametersWith(encoder: readonly number[]): number {
  return parameterCount(specOf({ encoder, code: 2, decoder: encoder.toReversed() }, 'tanh', 'linear'));
}

function model() {
  const shapes = layerShapes(NOTEBOOK_SPEC);
  const encoderParameters = shapes[NOTEBOOK_SPEC.code]!.weightsAt;
  const parameters = parameterCount(NOTEBOOK_SPEC);
  return {
    units: NOTEBOOK_SPEC.units,
    layers: shapes.map(({ inputs, outputs }) => ({ weights: inputs * outputs, biases: outputs, parameters: (inputs + 1) * outputs })),
    parameters,
    encoderParameters,
    decoderParameters: parameters - encoderParameters,
    /** Of the notebook's network, by recipe. */
    gflopPerStep: Object.fromEntries(RECIPE_NAMES.map((name) => [name, gflopPerStep(NOTEBOOK_SPEC, RECIPES[name].batch)])),
    compression: PIXELS / 2,
    /** Parameters of smaller networks with a code of two numbers, by their hidden layers. */
    parametersOf: Object.fromEntries(SMALLER.map((layers) => [layers.join('-'), parametersWith(layers)])),
    pixels: PIXELS,
  };
}

/** Mean error of a recorded network on its watch digits when each is moved two pixels to the right. */
async function movedError(run: string, images: Float32Array): Promise<number> {
  const moved = new Float32Array(images.length);
  for (let at = 0; at < images.length; at += PIXELS) moved.set(shifted(images.subarray(at, at + PIXELS), 2, 0), at);
  const { reconstructions } = await ask(run, { kind: 'encode', which: 'network', images: moved });
  return meanSquaredError(moved, reconstructions);
}

/** The median test cost of each row of the ablation. */
function ablationNumbers(): Readonly<Record<string, number>> {
  const rows = JSON.parse(readFileSync('src/build/ablation.json', 'utf8')) as Ablation;
  return Object.fromEntries(Object.entries(rows).map(([row, { testCosts }]) => [row, median(testCosts.map((cost) => cost ?? Infinity))]));
}

/** Errors that figures show. */
async function shownErrors(run: string, labels: Uint8Array) {
  const { images } = await recordedRun(run);
  const { errors } = await ask(run, { kind: 'errors', which: 'network' });
  return {
    /** The largest error among the twelve digits that Reconstruction opens with. */
    largestError: Math.max(...pageIndices(labels, 0).map((index) => errors[index]!)),
    /** Error of the encoder's two numbers on the digit that ByHand opens with. */
    byHandError: errors[(await typicalDigits(run))[0]!]!,
    /** Mean error of the watch digits, as they are and moved two pixels to the right. */
    watchError: errors.reduce((sum, error) => sum + error, 0) / errors.length,
    movedError: await movedError(run, images),
    /** Pixels of the first watch digit that carry ink: DigitPixels opens with it. */
    inkPixels: images.subarray(0, PIXELS).reduce((count, value) => count + (value > 0 ? 1 : 0), 0),
  };
}

/** A recorded run's fields, and some that follow from them; computed once for all the numbers of the prose. */
const runNumbers = once(async (name) => {
  const { record } = await recordedRun(name);
  const { codes, labels } = await ask(name, { kind: 'codes', which: 'network' });
  const cheapest = Math.min(...record.testCostByDigit);
  const { digits } = record.config;
  return {
    ...record,
    testCostByDigit: Object.fromEntries(digits.map((digit, k) => [digit, record.testCostByDigit[k]!])),
    /** Cost on all test digits by step. */
    testCostAt: Object.fromEntries(record.costs.flatMap(([step, , testCost]) => (testCost === null ? [] : [[step, testCost]]))),
    /** Cost of the step's own batch by step. */
    costAt: Object.fromEntries(record.costs.map(([step, cost]) => [step, cost])),
    seconds: (record.msPerStep * record.config.train.steps) / 1_000,
    minutes: (record.msPerStep * record.config.train.steps) / 60_000,
    steps: record.config.train.steps,
    seed: record.config.seed,
    /** Share of PCA-2's cost that the network saves, in percent. */
    betterThanPca: 100 * (1 - record.testCost / record.baselines.pca2),
    pcaSaves: pcaSaves(record.baselines),
    /** First step with a test cost below that of the mean image. */
    stepBelowMean: stepBelow(recordedCosts(record.costs), record.baselines.mean) ?? NaN,
    /** How many times the cheapest digit's test cost each digit costs. */
    timesCheapest: Object.fromEntries(digits.map((digit, k) => [digit, record.testCostByDigit[k]! / cheapest])),
    mapWidth: mapWidth(codes),
    ...(await shownErrors(name, labels)),
  };
});

async function root([first, second, third]: readonly string[]): Promise<unknown> {
  if (first === 'reference') return { reference: REFERENCE };
  if (first === 'recipes') return { recipes: RECIPES };
  if (first === 'ablation') return { ablation: ablationNumbers() };
  if (first === 'model') return { model: model() };
  if (first === 'data') {
    const { train, test } = DATA_SETS[DEFAULT_SET].counts;
    const byDigit = (counts: readonly number[]) => Object.fromEntries(counts.entries());
    return {
      data: {
        train: total(train),
        test: total(test),
        trainByDigit: byDigit(train),
        testByDigit: byDigit(test),
      },
    };
  }
  if (first === 'runs' && second !== undefined && RUN_NAMES.includes(second)) return { runs: { [second]: await runNumbers(second) } };
  if (first === 'heldout' && second !== undefined && third !== undefined && RUN_NAMES.includes(second))
    return { heldout: { [second]: await heldOutNumbers(second, third) } };
  throw new Error(`allowed: reference, recipes, ablation, model, data, heldout.RUN.DIGIT, and runs.${RUN_NAMES.join(', runs.')}`);
}

/** The number at `path`, e.g. `runs.mnist.testCost` or `model.parameters`. Throws a sentence with what is allowed there. */
export async function numberAt(path: string): Promise<number> {
  const keys = path.split('.');
  let value: unknown;
  try {
    value = await root(keys);
  } catch (error) {
    throw new Error(`"${path}" is no number of this site; ${error instanceof Error ? error.message : ''}`, { cause: error });
  }
  for (const [depth, key] of keys.entries()) {
    const parent = value as Readonly<Record<string, unknown>>;
    if (typeof parent !== 'object' || parent === null || !Object.hasOwn(parent, key)) {
      const allowed = typeof parent === 'object' && parent !== null ? Object.keys(parent).slice(0, 40).join(', ') : 'nothing';
      throw new Error(`"${path}" is no number of this site: after "${keys.slice(0, depth).join('.')}" allowed: ${allowed}`);
    }
    value = parent[key];
  }
  if (typeof value !== 'number' || !Number.isFinite(value)) throw new Error(`"${path}" is no number of this site`);
  return value;
}
