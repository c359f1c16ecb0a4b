// A linear decoder's plane beside PCA's.
import type { Autoencoder } from '../../model/autoencoder.ts';
import { codeSize, PIXELS } from '../../model/spec.ts';
import { angleBetween, fitted, principalAngles, squaredDistance } from '../../model/subspace.ts';
import type { AnswersOf } from '../../train/answers.ts';

/**
 * What a decoder without bends draws: copies are `origin` plus z₁ times the first of `vectors` plus z₂ times the second. Read off
 * three copies, so that it serves one linear layer as well as several. Throws a sentence where the decoder bends.
 * @returns origin `[784]`, vectors `[code, 784]`
 */
export async function directionsOf(network: Autoencoder): Promise<{ origin: Float32Array; vectors: Float32Array }> {
  const k = codeSize(network.spec);
  if (network.spec.activations.slice(network.spec.code).some((name) => name !== 'linear'))
    throw new Error('Only a network whose decoder is linear draws a plane.');
  const codes = new Float32Array((k + 1) * k);
  for (let a = 0; a < k; a++) codes[(a + 1) * k + a] = 1;
  const images = await network.decode(codes);
  const origin = images.slice(0, PIXELS);
  return { origin, vectors: Float32Array.from({ length: k * PIXELS }, (_, i) => images[PIXELS + i]! - origin[i % PIXELS]!) };
}

/** Axes have no sense of their own: the angle between two of them is at most 90 degrees. */
const betweenAxes = (a: Float32Array, b: Float32Array) => Math.min(angleBetween(a, b), 180 - angleBetween(a, b));

export const answers: AnswersOf<'linear-twin'> = {
  async 'linear-twin:subspace'(_, { network, step, pca, past }) {
    if (codeSize(network.spec) !== 2) throw new Error('Planes are compared, so the code must have two numbers.');
    const exact = await directionsOf(await pca());
    const own = await directionsOf(network);
    const angles = async (of: Autoencoder) => principalAngles((await directionsOf(of)).vectors, exact.vectors, 2);
    const path: { step: number; angles: readonly number[] }[] = [];
    for (const each of past()) path.push({ step: each.step, angles: await angles(each) });
    const now = principalAngles(own.vectors, exact.vectors, 2);
    if (path.every((point) => point.step !== step)) path.push({ step, angles: now });
    const { weights, rows } = fitted(own.vectors, exact.vectors, 2);
    const [first, second] = [own.vectors.subarray(0, PIXELS), own.vectors.subarray(PIXELS)];
    return {
      angles: now,
      path: path.sort((a, b) => a.step - b.step),
      components: exact.vectors,
      columns: own.vectors.slice(),
      fitted: Float32Array.from(rows),
      weights: [...weights],
      between: betweenAxes(first, second),
      off: betweenAxes(first, exact.vectors.subarray(0, PIXELS)),
      meanCost: squaredDistance(exact.origin, own.origin, own.vectors, 2) / PIXELS,
    };
  },
};
