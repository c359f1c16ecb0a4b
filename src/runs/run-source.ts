// What a run is made from, and what the runs of this site begin with.
import { linearRun, NOTEBOOK_DIGITS, recipeRun } from '../model/recipes.ts';
import { DATA_SETS, DEFAULT_SET, type SetName } from '../data/sets/index.ts';
import type { RunConfig } from '../model/spec.ts';

/** A recording to show, by its folder's name, or a config to train. */
export type RunSource = { readonly name: string } | { readonly config: RunConfig };

/** `digits` shows the recording of the default data set, any other name the recording so called; `init` and `linear` show none. */
export function firstSourceOf(name: string): RunSource {
  if (name === 'init') return { config: recipeRun('notebook', DEFAULT_SET, 0) };
  if (name === 'linear') return { config: linearRun(DEFAULT_SET, NOTEBOOK_DIGITS, 0) };
  return name === 'digits' ? sourceWith(DEFAULT_SET) : { name };
}

/** The recording of a data set, or a run to train where none is recorded. */
export function sourceWith(set: SetName): RunSource {
  return DATA_SETS[set].recorded ? { name: set } : { config: recipeRun('fast', set, 0) };
}
