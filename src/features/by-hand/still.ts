// Watch digits that are neither easy nor hopeless: what a reader tries first should be fair.
import { imageErrors } from '../../model/forward.ts';
import type { Recorded } from '../../build/recorded.ts';

/** How many of each digit. */
const OF_EACH = 6;

/**
 * Indices of watch digits whose reconstruction errs about as much as the middle one of its kind: the last kind's first, then the others
 * in turn, so that the first is no 1, which is a line.
 */
export function typicalDigits({ record, network, images }: Recorded): number[] {
  const errors = imageErrors(images, network.decode(network.codes));
  const kinds = record.config.digits.toReversed().map((digit) => {
    const own = [...record.labels.keys()].filter((index) => record.labels[index] === digit);
    const middle = Math.floor((own.length - OF_EACH) / 2);
    return own.sort((a, b) => errors[a]! - errors[b]!).slice(middle, middle + OF_EACH);
  });
  return Array.from({ length: OF_EACH }, (_, k) => kinds.map((kind) => kind[k]!)).flat();
}
