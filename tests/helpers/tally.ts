// What a test tool counted, passed on to tests/run.ts as a file.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

export interface Tally {
  readonly passed: number;
  /** Names of what failed. */
  readonly failed: readonly string[];
  readonly skipped: readonly { readonly name: string; readonly reason: string }[];
}

/** Writes the tally where TALLY names a file; does nothing where a tool was started by hand. */
export function writeTally(tally: Tally): void {
  const path = process.env['TALLY'];
  if (!path) return;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, JSON.stringify(tally));
}

export function readTally(path: string): Tally {
  return JSON.parse(readFileSync(path, 'utf8')) as Tally;
}
