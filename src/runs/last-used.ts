// The run at hand: of all runs of a page, the one that the reader last began, went on with or looked back in.
import { atom } from 'nanostores';
import type { Run } from './run.ts';

/** Null before the reader has done anything of the kind. */
export const $lastUsed = atom<Run | null>(null);
