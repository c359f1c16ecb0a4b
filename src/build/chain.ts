// How the build computes networks: by the simd engine's kernels, which astro.config.mjs compiles before any page is drawn.
import { readFile } from 'node:fs/promises';
import { createChain } from '../train/engines/simd/chain.ts';

/** The variant without relaxed SIMD gives the same bits on every machine that builds. */
const KERNELS = 'src/train/engines/simd/wasm/plain.wasm';

/** For `encode` and `decode` of model/forward.ts: some thirty times as fast as its own. */
export const buildChain = createChain(await WebAssembly.compile(new Uint8Array(await readFile(KERNELS))));
