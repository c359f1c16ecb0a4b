// Where points of the plane come back when they are decoded and encoded again.
import type { AnswersOf } from '../../train/answers.ts';
import { checkCount, MAP_LIMIT } from '../../train/limits.ts';
import { inPortions } from '../../train/portions.ts';

export const answers: AnswersOf<'support-map'> = {
  /** A few points at a time: a map takes seconds in plain TypeScript, and other questions must not wait for it. */
  async 'support-map:roundTrip'({ codes }, { network, flat, late }) {
    checkCount(codes.length, 2, 'points', MAP_LIMIT);
    const { lift, flatten } = await flat();
    const back = new Float32Array(codes.length);
    await inPortions(codes.length / 2, late, async (from, to) => {
      back.set(flatten(await network.encode(await network.decode(lift(codes.subarray(2 * from, 2 * to))))), 2 * from);
    });
    return { codes: codes.slice(), back };
  },
};
