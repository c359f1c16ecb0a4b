// Errors of every watch digit of a recorded run, by its network and by PCA, for the build's pictures and sentences.
import { imageErrors } from '../../model/forward.ts';
import { once } from '../../build/once.ts';
import { recordedRun, type Net } from '../../build/recorded.ts';

export interface DigitErrors {
  /** `[watched]`, mean squared. */
  readonly network: readonly number[];
  readonly pca: readonly number[];
}

export const digitErrors = once(async (name): Promise<DigitErrors> => {
  const { images, network, pca } = await recordedRun(name);
  const errorsOf = ({ codes, decode }: Net) => imageErrors(images, decode(codes));
  return { network: errorsOf(network), pca: errorsOf(pca) };
});
