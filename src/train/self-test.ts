// One training step of a small network, beside the float64 oracle: an engine that fails it is wrong, however well it draws.
import { initialParameters } from '../model/init.ts';
import { adam, forward, gradients } from '../model/oracle.ts';
import { random, stepNoise } from '../model/random.ts';
import { RECIPES } from '../model/recipes.ts';
import { layerShapes, PIXELS, type ModelSpec, type TrainConfig } from '../model/spec.ts';
import { VARIANTS, variantAt, type Variant, type VariantKind } from '../model/variants/index.ts';
import { batchAt, freshSnapshot, type CreateEngine, type EngineSetup } from './engine.ts';

/** Every activation, layers that fill tiles and layers that do not, a code of two. */
export const SELF_TEST_SPEC: ModelSpec = {
  units: [PIXELS, 64, 33, 2, 17, 40, PIXELS],
  activations: ['tanh', 'relu', 'linear', 'tanh', 'sigmoid', 'linear'],
  code: 3,
};
/** With Nesterov's look ahead: it uses all of the update. */
const TRAIN: TrainConfig = { ...RECIPES.notebook, batch: 19, learningRate: 1e-3, adam: { ...RECIPES.notebook.adam, nesterov: true } };
const IMAGES = 32;
const SEED = 3;

/** Largest relative difference that passes. float32 engines come to 1e-5. */
const TOLERANCE = 1e-3;

/** |actual - expected| / |expected| (Euclidean) over the numbers `[from, to)`; infinite where that is not a number. */
function relativeError(actual: ArrayLike<number>, expected: ArrayLike<number>, from = 0, to = expected.length): number {
  let [difference, length] = [0, 0];
  for (let i = from; i < to; i++) {
    difference += (actual[i]! - expected[i]!) ** 2;
    length += expected[i]! ** 2;
  }
  const relative = Math.sqrt(difference / length);
  return Number.isNaN(relative) ? Infinity : relative;
}

interface Expected {
  readonly setup: EngineSetup;
  readonly cost: number;
  readonly gradient: Float64Array;
  /** After one step of Adam. */
  readonly parameters: Float64Array;
  /** Of all images, with those parameters. */
  readonly codes: Float64Array;
  readonly reconstructions: Float64Array;
  readonly costAfter: number;
  /** Milliseconds that the oracle took for all this. */
  readonly took: number;
}

const kept = new Map<VariantKind, Expected>();

/** What the oracle says; computed once for a variant. */
function expected(kind: VariantKind): Expected {
  const known = kept.get(kind);
  if (known) return known;
  const began = performance.now();
  const spec: ModelSpec = { ...SELF_TEST_SPEC, variant: variantAt(kind, VARIANTS[kind].level?.test) };
  const source = random(0, 'self-test');
  const images = Uint8Array.from({ length: IMAGES * PIXELS }, () => (source.uniform() < 0.3 ? source.below(256) : 0));
  const setup: EngineSetup = { spec, train: TRAIN, start: freshSnapshot(initialParameters(spec, TRAIN, 0)), images, seed: SEED };
  const all = Float64Array.from(images, (byte) => byte / 255);
  const indices = batchAt(setup, 0);
  const batch = Float64Array.from(
    { length: TRAIN.batch * PIXELS },
    (_, i) => all[indices[Math.floor(i / PIXELS)]! * PIXELS + (i % PIXELS)]!,
  );
  const parameters = Float64Array.from(setup.start.parameters);
  const { cost, gradient } = gradients(spec, parameters, batch, stepNoise(SEED, 0));
  const state = { step: 0, firstMoment: new Float64Array(gradient.length), secondMoment: new Float64Array(gradient.length) };
  adam(parameters, gradient, state, TRAIN.learningRate, TRAIN);
  const outputs = forward(spec, parameters, all);
  const reconstructions = outputs.at(-1)!;
  const costAfter = all.reduce((sum, x, i) => sum + (reconstructions[i]! - x) ** 2, 0) / all.length;
  const made: Expected = {
    setup,
    cost,
    gradient,
    parameters,
    codes: outputs[spec.code]!,
    reconstructions,
    costAfter,
    took: performance.now() - began,
  };
  kept.set(kind, made);
  return made;
}

/** Milliseconds that the oracle takes for the steps of the test: what this machine can do as it is now. */
export const oracleTime = (variant: Variant): number => expected(variant.kind).took;

/**
 * What is wrong with the engines that `createEngine` makes, in a few words; undefined where nothing is.
 * @param variant what they are to train; its level does not matter
 */
export async function selfTest(createEngine: CreateEngine, variant: Variant): Promise<string | undefined> {
  const { setup, cost, gradient, parameters, codes, reconstructions, costAfter } = expected(variant.kind);
  const engine = await createEngine(setup);
  try {
    const found = await engine.steps(1, () => TRAIN.learningRate);
    if (!(Math.abs(found / cost - 1) <= TOLERANCE)) return `its cost is ${found.toPrecision(4)} where ${cost.toPrecision(4)} is right`;
    const after = await engine.snapshot();
    // After one step Adam's first moment is (1 - beta1) times the gradient, its second (1 - beta2) times the square.
    const { beta1, beta2 } = TRAIN.adam;
    const first = Float64Array.from(gradient, (each) => (1 - beta1) * each);
    const second = Float64Array.from(gradient, (each) => (1 - beta2) * each ** 2);
    const moves = (values: ArrayLike<number>) => Float64Array.from(values, (each, i) => each - setup.start.parameters[i]!);
    const [moved, move] = [moves(after.parameters), moves(parameters)];
    for (const [k, { weightsAt, biasesAt, outputs }] of layerShapes(setup.spec).entries()) {
      for (const [what, from, to] of [
        ['weights', weightsAt, biasesAt],
        ['biases', biasesAt, biasesAt + outputs],
      ] as const) {
        const where = `the ${what} of layer ${k + 1}`;
        if (relativeError(after.firstMoment, first, from, to) > TOLERANCE) return `the gradient of ${where} is wrong`;
        if (relativeError(after.secondMoment, second, from, to) > TOLERANCE) return `Adam's memory of ${where} is wrong`;
        // Where a gradient is near 0 Adam's move hangs on its rounding: the tensor as a whole is compared.
        if (relativeError(moved, move, from, to) > 10 * TOLERANCE) return `the update of ${where} is wrong`;
      }
    }
    if (relativeError(after.parameters, parameters) > TOLERANCE) return 'the updated parameters are wrong';
    const values = Float32Array.from(setup.images, (byte) => byte / 255);
    if (relativeError(await engine.encode(values), codes) > TOLERANCE) return 'its codes are wrong';
    if (relativeError(await engine.decode(Float32Array.from(codes)), reconstructions) > TOLERANCE) return 'its reconstructions are wrong';
    if (!(Math.abs((await engine.evaluate(setup.images)) / costAfter - 1) <= TOLERANCE)) return 'its test cost is wrong';
    return undefined;
  } finally {
    engine.dispose();
  }
}
