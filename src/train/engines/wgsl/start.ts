// The engine of our own WebGPU kernels in the browser.
import type { CreateEngine } from '../../engine.ts';
import { openGpu } from '../gpu.ts';
import { createWgslEngine } from './engine.ts';

/** Gives the engine's maker. Rejects with a sentence where there is no graphics processor worth having. */
export async function startWgsl(forced: boolean): Promise<CreateEngine> {
  await openGpu(forced);
  // Asked again for every engine: after a failure there is a new device.
  return async (setup) => createWgslEngine(await openGpu(forced), setup);
}
