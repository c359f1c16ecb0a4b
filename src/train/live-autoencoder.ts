// The network in training as the figures use it.
import type { Autoencoder } from '../model/autoencoder.ts';
import type { ModelSpec } from '../model/spec.ts';
import type { Engine } from './engine.ts';

/** Codes are computed once a step, however many figures ask. `stepNow` and the engine's parameters move on while it trains. */
export function liveAutoencoder(spec: ModelSpec, engine: Engine, stepNow: () => number, watched: () => Promise<Float32Array>): Autoencoder {
  let at = -1;
  let codes: Promise<Float32Array> | undefined;
  return {
    spec,
    get step() {
      return stepNow();
    },
    codes() {
      if (!codes || at !== stepNow()) {
        at = stepNow();
        codes = watched().then((images) => engine.encode(images));
      }
      return codes;
    },
    encode: (images) => engine.encode(images),
    decode: (values) => engine.decode(values),
    parameters: () => engine.parameters((parameters) => parameters.slice()),
  };
}
