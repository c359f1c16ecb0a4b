// The data of a run in words: one of the site's data sets, or the reader's own images.
import { DATA_SETS } from '../data/sets/index.ts';
import { LABELS } from '../data/sets/data-set.ts';
import { isOwn, type DataName } from './spec.ts';

/** `1, 5 and 6` */
const listed = new Intl.ListFormat('en-GB');

export const titleOf = (data: DataName): string => (isOwn(data) ? 'your own images' : DATA_SETS[data].title);

/** What the labels 0 to 9 stand for. */
export const classNamesOf = (data: DataName): readonly string[] =>
  isOwn(data) ? Array.from({ length: LABELS }, (_, label) => String(label)) : DATA_SETS[data].classNames;

/** What some labels stand for, as in `digits 1, 5 and 6 of MNIST`. */
export function dataText(data: DataName, labels: readonly number[]): string {
  const names = classNamesOf(data);
  const classes = listed.format(labels.map((label) => names[label]!));
  return isOwn(data) ? `your own images, ${labels.length === 1 ? 'label' : 'labels'} ${classes}` : DATA_SETS[data].sentence(classes);
}

/** Whether slant and thickness of every image are known. */
export const hasFactors = (data: DataName): boolean => !isOwn(data) && DATA_SETS[data].source.kind === 'handwriting';
