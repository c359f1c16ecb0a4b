// The costs of doing without a network, on the data in use.
import { pca, pcaCost, type Pca } from '../model/pca.ts';
import type { Dataset } from '../data/source.ts';
import type { Baselines } from '../model/cost.ts';

export interface ExactPca {
  readonly pca: Pca;
  readonly baselines: Baselines;
}

/** Exact PCA-2 of the training images, and the costs on the test images of black, of the mean image, and of PCA. Needs all data in place. */
export function exactPca({ train, test }: Dataset): ExactPca {
  const exact = pca(train.images, 2);
  let zero = 0;
  for (const byte of test.images) zero += (byte / 255) ** 2;
  const cost = (k: number) => pcaCost(exact, k, test.images);
  return { pca: exact, baselines: { zero: zero / test.images.length, mean: cost(0), pca1: cost(1), pca2: cost(2) } };
}
