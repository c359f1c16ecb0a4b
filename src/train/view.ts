// What the figures can see of a network: the watch digits' codes, and any code decoded.
import { decode, encode } from '../model/forward.ts';
import { pcaParameters, pcaSpec, type Pca } from '../model/pca.ts';
import { rows } from '../model/rows.ts';
import { codeSize, PIXELS, type ModelSpec } from '../model/spec.ts';
import type { Engine } from './engine.ts';
import type { Answer, Query } from './protocol.ts';

export interface View {
  readonly codeSize: number;
  /** Codes of the watch digits, `[watched, code]`. */
  codes(): Promise<Float32Array>;
  /** Codes `[n, code]` to images `[n, 784]`. */
  decode(codes: Float32Array): Promise<Float32Array>;
}

/** A network whose parameters stand still, computed in plain TypeScript: nothing to download. Encodes the watch digits once. */
export function stillView(spec: ModelSpec, parameters: Float32Array, watched: () => Promise<Float32Array>): View {
  let codes: Promise<Float32Array> | undefined;
  return {
    codeSize: codeSize(spec),
    codes: () => (codes ??= watched().then((images) => encode(spec, parameters, images))),
    decode: async (values) => decode(spec, parameters, values),
  };
}

export function pcaView(exact: Pca, watched: () => Promise<Float32Array>): View {
  return stillView(pcaSpec(exact.count), pcaParameters(exact), watched);
}

/** The network in training. Codes are computed once a step, however many figures ask. */
export function liveView(spec: ModelSpec, engine: Engine, stepNow: () => number, watched: () => Promise<Float32Array>): View {
  let at = -1;
  let codes: Promise<Float32Array> | undefined;
  return {
    codeSize: codeSize(spec),
    codes() {
      if (!codes || at !== stepNow()) {
        at = stepNow();
        codes = watched().then((images) => engine.encode(images));
      }
      return codes;
    },
    decode: (values) => engine.decode(values),
  };
}

/** Most images one question may decode: the 25 x 25 manifold and some to spare. */
const DECODE_LIMIT = 1_000;

/** Answers a question. `watched` gives the watch digits' images, or undefined where they are not in this build. */
export async function answer(query: Query, view: View, step: number, watched: () => Promise<Float32Array | undefined>): Promise<Answer> {
  const width = view.codeSize;
  if (query.kind === 'decode') {
    const count = query.codes.length / width;
    if (!Number.isInteger(count) || count > DECODE_LIMIT)
      throw new Error(`up to ${DECODE_LIMIT} codes of ${width} numbers can be decoded at once`);
    return { kind: 'decode', step, codes: query.codes, images: await view.decode(query.codes) };
  }
  if (query.kind === 'codes') return { kind: 'codes', step, codes: (await view.codes()).slice() };
  return reconstruct(view, step, query.indices, await watched());
}

// #region reconstruct
/** Test digits by index: their images, if any, their codes h = f(x), and r = g(h). */
async function reconstruct(view: View, step: number, indices: readonly number[], all: Float32Array | undefined): Promise<Answer> {
  const codes = rows(await view.codes(), view.codeSize, indices);
  const reconstructions = await view.decode(codes);
  const images = all && { images: rows(all, PIXELS, indices) };
  return { kind: 'reconstruct', step, indices, codes, reconstructions, ...images };
}
// #endregion
