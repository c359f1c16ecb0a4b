// A run's config as text, for files and stores: the query of its link, whose parser takes nothing on trust.
import { recipeRun } from './recipes.ts';
import { configFrom, linkOf } from './run-link.ts';
import type { RunConfig } from './spec.ts';

const PRESET = recipeRun('fast', 'pen', 0);
/** Longest text read, in characters. */
const LIMIT = 2_000;

/** Undefined for a run that no link opens: one on the reader's own images. */
export function configText(config: RunConfig): string | undefined {
  const text = linkOf(config, PRESET).toString();
  return JSON.stringify(configFrom(new URLSearchParams(text), PRESET)) === JSON.stringify(config) ? text : undefined;
}

/** Reads what `configText` gave; undefined for anything else, and for what another release meant by it. */
export function readConfigText(text: unknown): RunConfig | undefined {
  if (typeof text !== 'string' || text.length > LIMIT) return undefined;
  const config = configFrom(new URLSearchParams(text), PRESET);
  return linkOf(config, PRESET).toString() === text ? config : undefined;
}
