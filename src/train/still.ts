// Computes networks that are not in training: with the simd engine's kernels where they run, else in plain TypeScript.
import { chain, type Chain } from '../model/forward.ts';

async function byKernels(): Promise<Chain> {
  const [{ kernels }, { createChain }] = await Promise.all([import('./engines/simd/compile.ts'), import('./engines/simd/chain.ts')]);
  return createChain(await kernels(false));
}

let made: Promise<Chain> | undefined;

/** The dense layers, made at the first call: 6 kB to fetch. Never rejects: plain TypeScript needs nothing. */
export function stillChain(): Promise<Chain> {
  return (made ??= byKernels().catch(() => chain));
}
