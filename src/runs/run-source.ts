// What a run is made from, and what the runs of this site begin with.
import { linearRun, NOTEBOOK_DIGITS, recipeRun } from '../model/recipes.ts';
import { DEFAULT_DATA, type RunConfig } from '../model/spec.ts';

/** A recording to show, by its folder's name, or a config to train. */
export type RunSource = { readonly name: string } | { readonly config: RunConfig };

/** `digits` shows the recording of the default data set, any other name the recording so called; `init` and `linear` show none. */
export function firstSourceOf(name: string): RunSource {
  if (name === 'init') return { config: recipeRun('notebook', DEFAULT_DATA, 0) };
  if (name === 'linear') return { config: linearRun(DEFAULT_DATA, NOTEBOOK_DIGITS, 0) };
  return { name: name === 'digits' ? DEFAULT_DATA : name };
}
