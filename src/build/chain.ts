// How the build computes networks: by the simd engine's kernels, which astro.config.mjs compiles before any page is drawn.
import { readFile } from 'node:fs/promises';
import { once } from '../model/memo.ts';
import { createChain } from '../train/engines/simd/chain.ts';

/**
 * From the project's folder, as the build's bundle lies elsewhere than this file. The variant without relaxed SIMD gives the same bits on
 * every machine that builds.
 */
export const KERNELS = 'src/train/engines/simd/wasm/plain.wasm';

/** The dense layers, some thirty times as fast as model/forward.ts by itself. */
export const buildChain = once(async () => createChain(await WebAssembly.compile(new Uint8Array(await readFile(KERNELS)))));
