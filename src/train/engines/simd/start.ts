// The simd engine in the browser: kernels for one thread or several, and threads as workers.
import type { CreateEngine } from '../../engine.ts';
import { canShareMemory } from '../../shared-memory.ts';
import { kernels } from './compile.ts';
import { createSimdEngine } from './engine.ts';
import { requestThread } from './request-thread.ts';

/** Gives the engine's maker. Threads share memory where the browser lets them, and exchange messages elsewhere. */
export async function startSimd(threads: number): Promise<CreateEngine> {
  const shared = threads > 1 && canShareMemory();
  const module = await kernels(shared);
  return (setup) => createSimdEngine({ module, shared, threads, startThread: requestThread }, setup);
}
