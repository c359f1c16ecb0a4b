// The reader's own images as a source of digits: split into training and test images, by label.
import type { OwnName } from '../model/spec.ts';
import { pickImages } from './pick.ts';
import { LABELS, type Split } from './sets/data-set.ts';
import { shardRanges, type Digits, type DigitSource } from './source.ts';

/** Among the images of a label, in their order, every sixth is a test image. */
const TEST_EVERY = 6;

/** A name for these images and labels: eight hexadecimal digits of a hash of them all (FNV-1a, Fowler, Noll and Vo). */
export function ownName({ images, labels }: Digits): OwnName {
  let hash = 0x811c9dc5;
  for (const bytes of [labels, images]) for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193);
  return `own-${(hash >>> 0).toString(16).padStart(8, '0')}`;
}

/** Indices of the images of each label, 0 to 9, in a split. */
function splitByLabel(labels: Uint8Array, split: Split): number[][] {
  const byLabel = Array.from({ length: LABELS }, (): number[] => []);
  labels.forEach((label, index) => byLabel[label]!.push(index));
  return byLabel.map((own) => own.filter((_, n) => (n % TEST_EVERY === TEST_EVERY - 1) === (split === 'test')));
}

/** How many of labels `[n]` are 0, 1, … 9: `[10]`. */
export function countLabels(labels: Uint8Array): number[] {
  return Array.from({ length: LABELS }, (_, digit) => labels.filter((label) => label === digit).length);
}

/** @param digits at most 20,000 images `[n, 784]`, labels 0 to 9 */
export function ownSource(digits: Digits): DigitSource {
  const indices = { train: splitByLabel(digits.labels, 'train'), test: splitByLabel(digits.labels, 'test') };
  return {
    name: ownName(digits),
    count: (split, digit) => indices[split][digit]!.length,
    shard(split, digit, index) {
      const own = indices[split][digit]!;
      const range = shardRanges(own.length)[index];
      if (!range) return Promise.reject(new Error(`your images have no shard ${index} of label ${digit} (${split})`));
      return Promise.resolve(pickImages(digits.images, own.slice(...range)));
    },
  };
}
