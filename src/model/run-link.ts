// A run as the query of an address: by short names what differs from a preset. Read back, what is unknown or wrong is dropped.
import { isSetName } from '../data/sets/index.ts';
import { activationsOf, layersOf, specOf, type Layers } from './layers.ts';
import {
  initText,
  letters,
  LIMITS,
  list,
  number,
  optimizerText,
  readInit,
  readOptimizer,
  readSchedule,
  readVariant,
  scheduleText,
  variantText,
} from './link-text.ts';
import { RECIPE_NAMES, RECIPES } from './recipes.ts';
import { ACTIVATIONS, checkSpec, parameterCount, variantOf, withSteps, type RunConfig, type TrainConfig } from './spec.ts';

/** Most parameters of a network that a browser trains. */
export const MOST_PARAMETERS = 20e6;
/** One name of an address: how it is written, and the config with what was read; undefined where that is no good. */
interface Field {
  readonly name: string;
  readonly write: (config: RunConfig) => string;
  readonly read: (text: string, config: RunConfig) => RunConfig | undefined;
}

/** A field that is about training alone. */
function ofTrain(
  name: string,
  write: (train: TrainConfig) => string,
  read: (text: string, train: TrainConfig) => Partial<TrainConfig> | undefined,
): Field {
  return {
    name,
    write: ({ train }) => write(train),
    read: (text, config) => given(read(text, config.train), (train) => ({ ...config, train: { ...config.train, ...train } })),
  };
}
const withLayers = (config: RunConfig, layers: Partial<Layers> | undefined): RunConfig | undefined => {
  if (!layers) return undefined;
  const { hidden, output } = activationsOf(config.spec);
  const { variant } = config.spec;
  return { ...config, spec: { ...specOf({ ...layersOf(config.spec), ...layers }, hidden, output), ...(variant && { variant }) } };
};
const given = <Value, Result>(value: Value | undefined, make: (value: Value) => Result): Result | undefined =>
  value === undefined ? undefined : make(value);
const mirrored = ({ encoder, decoder }: Layers) => decoder.toReversed().join() === encoder.join();

/** In the order they are read: later ones build on earlier ones. */
const FIELDS: readonly Field[] = [
  {
    name: 'recipe',
    write: ({ train }) => nearestRecipe(train),
    read: (text, config) =>
      given(
        RECIPE_NAMES.find((each) => each === text),
        (name) => ({ ...config, train: RECIPES[name] }),
      ),
  },
  {
    name: 'data',
    write: ({ data }) => data,
    read: (text, config) => (isSetName(text) ? { ...config, data: text } : undefined),
  },
  {
    name: 'digits',
    write: ({ digits }) => digits.join(''),
    read: (text, config) =>
      /^\d{1,10}$/.test(text) && new Set(text).size === text.length
        ? { ...config, digits: [...text].map(Number).sort((a, b) => a - b) }
        : undefined,
  },
  {
    name: 'encoder',
    write: ({ spec }) => layersOf(spec).encoder.join('-') || '0',
    read: (text, config) =>
      withLayers(
        config,
        given(list(text), (encoder) => ({ encoder, decoder: encoder.toReversed() })),
      ),
  },
  {
    name: 'code',
    write: ({ spec }) => String(layersOf(spec).code),
    read: (text, config) =>
      withLayers(
        config,
        given(number(text, LIMITS.code), (code) => ({ code })),
      ),
  },
  {
    name: 'decoder',
    write: ({ spec }) => (mirrored(layersOf(spec)) ? 'mirror' : layersOf(spec).decoder.join('-') || '0'),
    read: (text, config) =>
      withLayers(
        config,
        given(list(text), (decoder) => ({ decoder })),
      ),
  },
  {
    name: 'activations',
    write: ({ spec }) => (letters(spec) === letters(specOf(layersOf(spec), 'tanh', 'linear')) ? 'tanh' : letters(spec)),
    read: (text, config) => {
      const names = [...text].map((letter) => ACTIVATIONS.find((name) => name[0] === letter));
      const fits = names.length === config.spec.activations.length && names.every((name) => name !== undefined);
      return fits ? { ...config, spec: { ...config.spec, activations: names } } : undefined;
    },
  },
  {
    name: 'variant',
    write: ({ spec }) => variantText(variantOf(spec)),
    read: (text, config) => given(readVariant(text), (variant) => ({ ...config, spec: { ...config.spec, variant } })),
  },
  ofTrain(
    'rate',
    (train) => String(train.learningRate),
    (text) => given(number(text, LIMITS.rate, false), (learningRate) => ({ learningRate })),
  ),
  ofTrain(
    'steps',
    (train) => String(train.steps),
    (text, train) => given(number(text, LIMITS.steps), (steps) => withSteps(train, steps)),
  ),
  ofTrain(
    'schedule',
    (train) => scheduleText(train.schedule),
    (text, train) => given(readSchedule(text, train.steps), (schedule) => ({ schedule })),
  ),
  ofTrain(
    'batch',
    (train) => String(train.batch),
    (text) => given(number(text, LIMITS.batch), (batch) => ({ batch })),
  ),
  ofTrain(
    'optimizer',
    (train) => optimizerText(train.adam),
    (text, train) => given(readOptimizer(text, train.adam), (adam) => ({ adam })),
  ),
  ofTrain(
    'weights',
    (train) => initText(train.weights),
    (text) => given(readInit(text), (weights) => ({ weights })),
  ),
  ofTrain(
    'biases',
    (train) => initText(train.biases),
    (text) => given(readInit(text), (biases) => ({ biases })),
  ),
  {
    name: 'seed',
    write: ({ seed }) => String(seed),
    read: (text, config) => given(number(text, LIMITS.seed), (seed) => ({ ...config, seed })),
  },
];

/** Fields that a recipe sets. */
const OF_RECIPE = ['rate', 'steps', 'schedule', 'batch', 'optimizer', 'weights', 'biases'];

/** The recipe that differs least from how a run is trained. */
function nearestRecipe(train: TrainConfig): string {
  const fields = FIELDS.filter(({ name }) => OF_RECIPE.includes(name));
  const texts = (of: TrainConfig) => fields.map(({ write }) => write({ train: of } as RunConfig));
  const own = texts(train);
  const differing = (name: (typeof RECIPE_NAMES)[number]) => texts(RECIPES[name]).filter((text, k) => text !== own[k]).length;
  return RECIPE_NAMES.toSorted((a, b) => differing(a) - differing(b))[0]!;
}

/** What of `config` differs from `preset`, by name. */
export function linkOf(config: RunConfig, preset: RunConfig): URLSearchParams {
  const params = new URLSearchParams();
  let base = preset;
  for (const { name, write, read } of FIELDS) {
    const text = write(config);
    if (text === write(base)) continue;
    params.set(name, text);
    base = read(text, base) ?? base;
  }
  return params;
}

/** Names that an address may have for a run. */
export const LINK_NAMES: readonly string[] = FIELDS.map(({ name }) => name);

/** The run that an address asks for; what it does not say, or says wrongly, is as in `preset`. Never throws. */
export function configFrom(params: URLSearchParams, preset: RunConfig): RunConfig {
  let config = preset;
  for (const { name, read } of FIELDS) {
    const text = params.get(name);
    if (text !== null) config = read(text, config) ?? config;
  }
  try {
    if (parameterCount(checkSpec(config.spec)) <= MOST_PARAMETERS) return config;
  } catch {
    // A spec that is no good goes as a whole: half of it would be another network than was meant.
  }
  return { ...config, spec: preset.spec };
}
