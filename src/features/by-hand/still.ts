// Watch digits that are neither easy nor hopeless: what a reader tries first should be fair.
import { ask } from '../../build/ask.ts';
import { recordedRun } from '../../build/recorded.ts';

/** How many of each digit. */
const OF_EACH = 6;

/**
 * Indices of watch digits whose reconstruction errs about as much as the middle one of its kind: the last kind's first, then the others
 * in turn, so that the first is no 1, which is a line.
 */
export async function typicalDigits(run: string): Promise<number[]> {
  const { config, labels } = (await recordedRun(run)).record;
  const { errors } = await ask(run, { kind: 'errors', which: 'network' });
  const kinds = config.digits.toReversed().map((digit) => {
    const own = [...labels.keys()].filter((index) => labels[index] === digit);
    const middle = Math.floor((own.length - OF_EACH) / 2);
    return own.sort((a, b) => errors[a]! - errors[b]!).slice(middle, middle + OF_EACH);
  });
  return Array.from({ length: OF_EACH }, (_, k) => kinds.map((kind) => kind[k]!)).flat();
}
