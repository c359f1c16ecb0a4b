// What a run begins with, by its name.
import { linearRun, NOTEBOOK_DIGITS, recipeRun } from '../model/recipes.ts';
import type { DataName, RunConfig } from '../model/spec.ts';

/** A recording to show, or a config to train. */
export type Begun = { readonly name: string } | { readonly config: RunConfig };

/** `digits` shows the recording of the site's first data set, any other name the recording so called; `init` and `linear` show none. */
export function beginningOf(name: string, [data]: readonly DataName[]): Begun {
  if (name === 'init') return { config: recipeRun('notebook', data!, 0) };
  if (name === 'linear') return { config: linearRun(data!, NOTEBOOK_DIGITS, 0) };
  return { name: name === 'digits' ? data! : name };
}
