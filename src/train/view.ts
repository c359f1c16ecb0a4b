// A network as the figures use it: codes of the watch digits, encoding, decoding, parameters.
import { decode, encode } from '../model/forward.ts';
import { pcaParameters, pcaSpec, type Pca } from '../model/pca.ts';
import { once } from '../model/memo.ts';
import type { ModelSpec } from '../model/spec.ts';
import type { Engine } from './engine.ts';
import { stillChain } from './still.ts';

/** Codes have the network's own size. Arrays that are returned belong to the view: copy them before a transfer. */
export interface View {
  readonly spec: ModelSpec;
  /** Steps it has been trained for. */
  readonly step: number;
  /** Codes of the watch digits, `[watched, code]`. */
  codes(): Promise<Float32Array>;
  /** Images `[n, 784]` in 0..1 to codes `[n, code]`. */
  encode(images: Float32Array): Promise<Float32Array>;
  /** Codes `[n, code]` to images `[n, 784]`. */
  decode(codes: Float32Array): Promise<Float32Array>;
  /** All parameters, laid out as `layerShapes` says. */
  parameters(): Promise<Float32Array>;
}

/** A network that is not in training. Each part is fetched when it is first needed, and again after a failure. */
export interface Still {
  readonly spec: ModelSpec;
  readonly step: number;
  /** All parameters. */
  readonly whole: () => Promise<Float32Array>;
  /** Parameters of the decoder alone, the encoder's zero, where they can be had sooner. */
  readonly decoder?: () => Promise<Float32Array>;
  /** Codes of the watch digits, where they are known; otherwise the watch digits are encoded. */
  readonly codes?: () => Promise<Float32Array>;
}

export function stillView({ spec, step, whole, decoder, codes }: Still, watched: () => Promise<Float32Array>): View {
  const all = once(whole);
  const half = decoder ? once(decoder) : all;
  async function encoded(images: Float32Array | Promise<Float32Array>): Promise<Float32Array> {
    const [parameters, values, through] = await Promise.all([all(), images, stillChain()]);
    return encode(spec, parameters, values, through);
  }
  return {
    spec,
    step,
    codes: once(codes ?? (() => encoded(watched()))),
    encode: encoded,
    async decode(values) {
      const [parameters, through] = await Promise.all([half(), stillChain()]);
      return decode(spec, parameters, values, through);
    },
    parameters: all,
  };
}

/** A network with its parameters at hand. */
export function stillOf(spec: ModelSpec, step: number, parameters: Float32Array): Still {
  return { spec, step, whole: () => Promise.resolve(parameters) };
}

export function pcaView(exact: Pca, watched: () => Promise<Float32Array>): View {
  return stillView(stillOf(pcaSpec(exact.count), 0, pcaParameters(exact)), watched);
}

/** The network in training. Codes are computed once a step, however many figures ask. */
export function liveView(spec: ModelSpec, engine: Engine, stepNow: () => number, watched: () => Promise<Float32Array>): View {
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
    parameters: async () => (await engine.snapshot()).parameters,
  };
}
