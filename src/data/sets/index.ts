// The table of the data sets, in the order in which a reader chooses among them. To add one, write its file beside this one and its
// entry here: without the entry it does not compile.
import type { DataSet, SetName } from './data-set.ts';
import { mnist } from './mnist.ts';
import { pen } from './pen.ts';

export type { SetName };

export const DATA_SETS: { readonly [Name in SetName]: DataSet<Name> } = { mnist, pen };

export const SETS: readonly DataSet[] = Object.values(DATA_SETS);

export const isSetName = (name: string): name is SetName => Object.hasOwn(DATA_SETS, name);

/** What the site opens with. */
export const DEFAULT_SET: SetName = 'mnist';
