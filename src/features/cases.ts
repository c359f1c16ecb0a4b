// Snapshot cases of every feature, by folder: what each NAME/case.ts exports.
import type { Case } from '../kit/cases/case.ts';

const files = import.meta.glob<readonly Case[]>('./*/case.ts', { eager: true, import: 'cases' });

/** `held-out` -> its cases; folders without any are missing. */
export const casesByFolder: ReadonlyMap<string, readonly Case[]> = new Map(
  Object.entries(files).map(([path, cases]) => [path.split('/')[1]!, cases]),
);
