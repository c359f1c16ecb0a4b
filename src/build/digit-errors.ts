// Errors of every watch digit of a recorded run, by its network and by PCA, for the build's pictures and sentences.
import { meanSquaredError } from '../model/forward.ts';
import { PIXELS } from '../model/spec.ts';
import { recordedRun, type Net } from './recorded.ts';

export interface DigitErrors {
  /** `[watched]`, mean squared. */
  readonly network: readonly number[];
  readonly pca: readonly number[];
}

const known = new Map<string, Promise<DigitErrors | undefined>>();

async function compute(name: string): Promise<DigitErrors | undefined> {
  const { images, network, pca } = await recordedRun(name);
  if (!images) return undefined;
  const row = (values: Float32Array, n: number) => values.subarray(n * PIXELS, (n + 1) * PIXELS);
  const errorsOf = ({ codes, decode }: Net) => {
    const copies = decode(codes);
    return Array.from({ length: images.length / PIXELS }, (_, n) => meanSquaredError(row(images, n), row(copies, n)));
  };
  return { network: errorsOf(network), pca: errorsOf(pca) };
}

/** Undefined where the digits are not in this build. Computed once a build. */
export function digitErrors(name: string): Promise<DigitErrors | undefined> {
  const errors = known.get(name) ?? compute(name);
  known.set(name, errors);
  return errors;
}
