// How the build computes networks: by the simd engine's kernels, which astro.config.mjs compiles before any page is drawn.
import { readFile } from 'node:fs/promises';
import { decode, encode } from '../model/forward.ts';
import type { ModelSpec } from '../model/spec.ts';
import { createChain } from '../train/engines/simd/chain.ts';

/**
 * From the project's folder, as the build's bundle lies elsewhere than this file. The variant without relaxed SIMD gives the same bits on
 * every machine that builds.
 */
const KERNELS = 'src/train/engines/simd/wasm/plain.wasm';

const chain = createChain(await WebAssembly.compile(new Uint8Array(await readFile(KERNELS))));

export interface Coder {
  /** Images `[n, 784]` in 0..1 to codes `[n, code]`. */
  encode(images: Float32Array): Float32Array;
  /** Codes `[n, code]` to images `[n, 784]`. */
  decode(codes: Float32Array): Float32Array;
}

/** A network's two halves, some thirty times as fast as model/forward.ts by itself. */
export const coder = (spec: ModelSpec, parameters: Float32Array): Coder => ({
  encode: (images) => encode(spec, parameters, images, chain),
  decode: (codes) => decode(spec, parameters, codes, chain),
});
