// How networks that stand still are computed: by the simd engine's kernels where they run, else in plain TypeScript.
import { chain, type Chain } from '../model/forward.ts';

async function byKernels(): Promise<Chain> {
  const [{ kernels }, { createChain }] = await Promise.all([import('./engines/simd/compile.ts'), import('./engines/simd/chain.ts')]);
  return createChain(await kernels(false));
}

let made: Promise<Chain> | undefined;

/** Dense layers for still networks, made when first asked for: 6 kB to fetch. Never fails: plain TypeScript needs nothing. */
export function stillChain(): Promise<Chain> {
  return (made ??= byKernels().catch(() => chain));
}
