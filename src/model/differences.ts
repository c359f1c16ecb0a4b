// What differs between two runs, in words, and runs that differ in one thing.
import { nextSeed } from './link-text.ts';
import { recipeOf } from './recipes.ts';
import { titleOf } from './run-data.ts';
import { variantOf, type Init, type ModelSpec, type RunConfig, type Schedule } from './spec.ts';
import { VARIANTS } from './variants/index.ts';

/** One thing that differs. */
export interface Difference {
  readonly name: string;
  readonly now: string;
  readonly before: string;
}

const initText = (init: Init) =>
  init.kind === 'normal' ? `normal, σ = ${init.sigma}` : init.kind === 'zero' ? 'at 0' : 'normal, σ = 1/√inputs';
const scheduleText = (schedule: Schedule) =>
  schedule.kind === 'constant'
    ? 'constant'
    : `warm-up of ${schedule.warmup} steps, then a cosine over ${schedule.steps.toLocaleString('en-US')}`;

function variantText(spec: ModelSpec): string {
  const { kind, level } = variantOf(spec);
  return VARIANTS[kind].level ? `${kind} at ${level}` : kind;
}

/** Everything that decides a run, by name, in words. */
const ASPECTS: readonly (readonly [name: string, text: (config: RunConfig) => string])[] = [
  ['data', ({ data }) => titleOf(data)],
  ['digits', ({ digits }) => digits.join(', ')],
  ['layers', ({ spec }) => spec.units.join('-')],
  ['activations', ({ spec }) => spec.activations.join(', ')],
  ['code layer', ({ spec }) => `number ${spec.code}`],
  ['variant', ({ spec }) => variantText(spec)],
  ['learning rate', ({ train }) => String(train.learningRate)],
  ['schedule', ({ train }) => scheduleText(train.schedule)],
  ['batch', ({ train }) => `${train.batch} digits`],
  ['steps', ({ train }) => train.steps.toLocaleString('en-US')],
  [
    'optimizer',
    ({ train: { adam } }) => `${adam.nesterov ? 'Nadam' : 'Adam'}, β₁ = ${adam.beta1}, β₂ = ${adam.beta2}, ε = ${adam.epsilon}`,
  ],
  ['weights at the start', ({ train }) => initText(train.weights)],
  ['biases at the start', ({ train }) => initText(train.biases)],
  ['seed', ({ seed }) => String(seed)],
];

/** What differs between two configs, in the order of a run: data, network, training, seed. Empty where they decide the same run. */
export function differences(now: RunConfig, before: RunConfig): Difference[] {
  return ASPECTS.map(([name, text]) => ({ name, now: text(now), before: text(before) })).filter((aspect) => aspect.now !== aspect.before);
}

/** Aspects of training, which a recipe sets all at once. */
const TRAINING = ['learning rate', 'schedule', 'batch', 'steps', 'optimizer', 'weights at the start', 'biases at the start'];

/** Differences that a title has room for. */
const NAMED = 2;

/**
 * Each of two runs by what differs, in a few words: `seed 1` and `seed 0`. Another recipe is called by its name, in place of everything that
 * it sets. Empty where they decide the same run.
 */
export function distinctions(now: RunConfig, before: RunConfig): readonly [now: string, before: string] {
  const all = differences(now, before);
  const recipes = [now, before].map(recipeOf);
  const byRecipe = recipes[0] !== recipes[1] && recipes.every((recipe) => recipe !== undefined);
  const shown = byRecipe ? all.filter(({ name }) => !TRAINING.includes(name)) : all;
  const parts = shown.map(({ name, ...each }) => [`${name} ${each.now}`, `${name} ${each.before}`]);
  if (byRecipe) parts.unshift(recipes.map((recipe) => `${recipe} recipe`));
  const more = parts.length > NAMED ? [`${parts.length - NAMED} more`] : [];
  const title = (side: 0 | 1) => [...parts.slice(0, NAMED).map((part) => part[side]!), ...more].join(', ');
  return [title(0), title(1)];
}

/** Whether two runs test with the same digits, so that points and pictures belong together by index. */
export function sameDigits(a: RunConfig, b: RunConfig): boolean {
  return a.data === b.data && a.digits.join() === b.digits.join();
}

/** Whether two runs draw the same digits in every batch. */
export function sameBatches(a: RunConfig, b: RunConfig): boolean {
  return sameDigits(a, b) && a.seed === b.seed && a.train.batch === b.train.batch;
}

/** One thing to change, and how a config looks then. */
export interface Change {
  readonly name: string;
  /** As in "a run with ...". */
  readonly words: string;
  readonly of: (config: RunConfig) => RunConfig;
}

/** Hidden layers with half their units; code, input and output stay. */
const halved = (spec: ModelSpec): ModelSpec => ({
  ...spec,
  units: spec.units.map((count, k) => (k === 0 || k === spec.code || k === spec.units.length - 1 ? count : Math.ceil(count / 2))),
});

export const CHANGES: readonly Change[] = [
  { name: 'seed', words: 'a new seed', of: (config) => ({ ...config, seed: nextSeed(config.seed) }) },
  {
    name: 'rate',
    words: 'a tenth of the learning rate',
    of: (config) => ({ ...config, train: { ...config.train, learningRate: Number((config.train.learningRate / 10).toPrecision(12)) } }),
  },
  { name: 'batch', words: 'batches of 50 digits', of: (config) => ({ ...config, train: { ...config.train, batch: 50 } }) },
  { name: 'units', words: 'half the hidden units', of: (config) => ({ ...config, spec: halved(config.spec) }) },
];
