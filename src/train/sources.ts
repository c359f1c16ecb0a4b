// The worker's data sources: data sets of the site lie beside the page or are drawn here, own images come from the reader.
import { openSet } from '../data/open-set.ts';
import { ownSource } from '../data/own.ts';
import type { Digits, DigitSource } from '../data/source.ts';
import { isOwn, type DataName, type OwnName } from '../model/spec.ts';

/** The site's root, with a trailing slash. */
export const BASE = `${import.meta.env.BASE_URL}`.replace(/\/*$/, '/');

/** The reader's latest images: of a run, of the run before, and others to look at; up to 16 MB each. */
const own = new Map<DataName, DigitSource>();
const KEPT = 3;

/** Keeps the reader's images, to be opened by the name that comes back. */
export function keepOwn(images: Digits): OwnName {
  const source = ownSource(images);
  own.delete(source.name);
  own.set(source.name, source);
  for (const name of [...own.keys()].slice(0, -KEPT)) own.delete(name);
  return source.name as OwnName;
}

/** Opens a data set; throws a sentence where it cannot be loaded. */
export async function openSource(name: DataName): Promise<DigitSource> {
  if (!isOwn(name)) return openSet(name, (set) => `${BASE}data/${set}/`);
  const source = own.get(name);
  if (!source) throw new Error('These images are no longer here: choose them once more.');
  return source;
}
