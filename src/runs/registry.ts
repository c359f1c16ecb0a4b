// Runs by name: islands that name the same run share it.
import { createRun } from './create-run.ts';
import type { Run } from './run.ts';

export type { Run } from './run.ts';
export { $lastUsed } from './last-used.ts';

const runs = new Map<string, Run>();

/** The run called `name`, made at the first call. Nothing is fetched before the first listener. */
export function getRun(name: string): Run {
  const run = runs.get(name) ?? createRun(name);
  runs.set(name, run);
  return run;
}
