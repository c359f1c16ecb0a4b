// WebGPU in Node, by Dawn: the package that install.ts installs.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { nameOf } from '../../train/engines/gpu.ts';

export const dawnIsInstalled = () => existsSync(fileURLToPath(new URL('./node_modules/webgpu', import.meta.url)));

/** Makes this process look like a browser's worker with WebGPU. Gives the graphics processor's name, null where there is none. */
export async function defineWebGpu(): Promise<string | null> {
  const { create, globals } = await import('webgpu');
  // Without a worker's scope tfjs takes itself to be in Node, and wants CommonJS's `require`.
  Object.assign(globalThis, globals, { WorkerGlobalScope: class {} });
  Object.defineProperty(navigator, 'gpu', { value: create([]), configurable: true });
  const adapter = await navigator.gpu.requestAdapter();
  return adapter && nameOf(adapter.info);
}
