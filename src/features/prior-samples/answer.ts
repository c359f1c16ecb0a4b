// Draws from the prior, decoded.
import { random } from '../../model/random.ts';
import { codeSize } from '../../model/spec.ts';
import type { AnswersOf } from '../../train/answers.ts';
import { checkCount } from '../../train/limits.ts';

export const answers: AnswersOf<'prior-samples'> = {
  async 'prior-samples:decoded'({ count, seed }, { network }) {
    const size = codeSize(network.spec);
    checkCount(count * size, size, 'samples');
    const source = random(seed, 'prior');
    const codes = Float32Array.from({ length: count * size }, () => source.normal());
    return { images: (await network.decode(codes)).slice() };
  },
};
