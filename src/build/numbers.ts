// Numbers for the prose, by path: from recorded runs, from the reference, from the model. Nothing is typed in.
import { COUNTS } from '../data/source.ts';
import { NOTEBOOK_DIGITS, NOTEBOOK_SPEC, RECIPES } from '../model/recipes.ts';
import { REFERENCE } from '../model/reference.ts';
import { layerShapes, parameterCount, PIXELS } from '../model/spec.ts';
import { heldOutNumbers } from './held-out.ts';
import { recordedRun, RUN_NAMES } from './recorded.ts';

const total = (counts: readonly number[]) => NOTEBOOK_DIGITS.reduce((sum, digit) => sum + counts[digit]!, 0);

/** Multiplications and additions of one training step, in GFLOP: forward, weight gradients, and gradients of all but the first layer's input. */
function gflopPerStep(batch: number): number {
  const products = layerShapes(NOTEBOOK_SPEC).map(({ inputs, outputs }) => inputs * outputs);
  const sum = products.reduce((a, b) => a + b, 0);
  return (2 * batch * (3 * sum - products[0]!)) / 1e9;
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
    gflopPerStep: gflopPerStep(RECIPES.notebook.batch),
    compression: PIXELS / 2,
    pixels: PIXELS,
  };
}

/** A recorded run's fields, and some that follow from them. */
async function runNumbers(name: string) {
  const { record } = await recordedRun(name);
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
  };
}

async function root([first, second, third]: readonly string[]): Promise<unknown> {
  if (first === 'reference') return { reference: REFERENCE };
  if (first === 'recipes') return { recipes: RECIPES };
  if (first === 'model') return { model: model() };
  if (first === 'data') {
    const byDigit = (counts: readonly number[]) => Object.fromEntries(counts.entries());
    return {
      data: {
        train: total(COUNTS.train),
        test: total(COUNTS.test),
        trainByDigit: byDigit(COUNTS.train),
        testByDigit: byDigit(COUNTS.test),
      },
    };
  }
  if (first === 'runs' && second !== undefined && RUN_NAMES.includes(second)) return { runs: { [second]: await runNumbers(second) } };
  if (first === 'heldout' && second !== undefined && third !== undefined && RUN_NAMES.includes(second))
    return { heldout: { [second]: await heldOutNumbers(second, third) } };
  throw new Error(`allowed: reference, recipes, model, data, heldout.RUN.DIGIT, and runs.${RUN_NAMES.join(', runs.')}`);
}

/** The number at `path`, e.g. `runs.mnist.testCost` or `model.parameters`. Throws a sentence with what is allowed there. */
export async function numberAt(path: string): Promise<number> {
  const keys = path.split('.');
  let value: unknown;
  try {
    value = await root(keys);
  } catch (error) {
    throw new Error(`"${path}" is no number of this site; ${error instanceof Error ? error.message : ''}`);
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

/** `digits` decimals where given; else whole numbers with thousands separators and others to four decimals. */
export function formatNumber(value: number, digits?: number): string {
  if (digits !== undefined) return value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
  return value.toLocaleString('en', Number.isInteger(value) ? {} : { minimumFractionDigits: 4, maximumFractionDigits: 4 });
}
