// An autoencoder as the figures use it, whoever computes it: the engine that trains it, or parameters that stay as they are.
import { decode, encode, type Chain } from './forward.ts';
import { once } from './memo.ts';
import type { ModelSpec } from './spec.ts';

/** Codes have the network's own size. Arrays that are returned belong to the autoencoder: copy them before a transfer. */
export interface Autoencoder {
  readonly spec: ModelSpec;
  /** Steps it has been trained for. */
  readonly step: number;
  /** Codes of the watch digits, `[watched, code]`. Rejects with a sentence where those digits cannot be had. */
  codes(): Promise<Float32Array>;
  /** Images `[n, 784]` in 0..1 to codes `[n, code]`. Rejects with a sentence where the encoder is not kept, or its engine failed. */
  encode(images: Float32Array): Promise<Float32Array>;
  /** Codes `[n, code]` to images `[n, 784]`. Rejects where they are no whole rows, or as `encode` does. */
  decode(codes: Float32Array): Promise<Float32Array>;
  /** All parameters, laid out as `layerShapes` says. Rejects as `encode` does. */
  parameters(): Promise<Float32Array>;
}

/** What an autoencoder is made of that no engine trains. Each part is asked for when it is first needed, and again after a failure. */
export interface FixedParts {
  readonly spec: ModelSpec;
  readonly step: number;
  readonly parameters: () => Promise<Float32Array>;
  /** Parameters with zeros in the encoder's place, where these can be had sooner. */
  readonly decoder?: (() => Promise<Float32Array>) | undefined;
  /** Codes of the watch digits, where they are known; otherwise the watch digits are encoded. */
  readonly codes?: (() => Promise<Float32Array>) | undefined;
}

/**
 * An autoencoder whose parameters stay as they are: a recording, a checkpoint, exact PCA, the run before.
 * @param watched images of the watch digits `[watched, 784]`
 * @param chain what computes the dense layers
 */
export function fixedAutoencoder(parts: FixedParts, watched: () => Promise<Float32Array>, chain: () => Promise<Chain>): Autoencoder {
  const { spec, step } = parts;
  const parameters = once(parts.parameters);
  const decoder = parts.decoder ? once(parts.decoder) : parameters;
  async function encoded(images: Float32Array | Promise<Float32Array>): Promise<Float32Array> {
    const [values, given, through] = await Promise.all([parameters(), images, chain()]);
    return encode(spec, values, given, through);
  }
  return {
    spec,
    step,
    codes: once(parts.codes ?? (() => encoded(watched()))),
    encode: encoded,
    async decode(codes) {
      const [values, through] = await Promise.all([decoder(), chain()]);
      return decode(spec, values, codes, through);
    },
    parameters,
  };
}
