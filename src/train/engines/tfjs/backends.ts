// Starts one tfjs backend in the browser's worker; each is fetched only when it is wanted.
import { env, findBackendFactory, ready, registerBackend, removeBackend, setBackend } from '@tensorflow/tfjs-core';
import { openGpu } from '../gpu.ts';

export type Backend = 'webgpu' | 'wasm' | 'webgl' | 'cpu';

/** The device of the backend that is registered. */
let inUse: GPUDevice | undefined;

async function webgpu(forced: boolean): Promise<void> {
  const { device, info } = await openGpu(forced);
  const { WebGPUBackend } = await import('@tensorflow/tfjs-backend-webgpu');
  if (device === inUse) return;
  // In place of the backend that the import registers, which would open a device of its own, or of one whose device was lost.
  // Backends free the buffers they made when they are removed, and never a device.
  if (findBackendFactory('webgpu')) removeBackend('webgpu');
  registerBackend('webgpu', () => new WebGPUBackend(device, info));
  inUse = device;
}

async function webgl(forced: boolean): Promise<void> {
  if (typeof OffscreenCanvas === 'undefined') throw new Error('this browser has no WebGL in workers');
  await import('@tensorflow/tfjs-backend-webgl');
  if (forced) env().set('SOFTWARE_WEBGL_ENABLED', true);
  if (!env().getBool('WEBGL_RENDER_FLOAT32_CAPABLE')) throw new Error('WebGL has no 32-bit floats here');
}

async function wasm(): Promise<void> {
  const [{ setWasmPaths }, { default: plain }, { default: simd }, { registerQuickGradient }] = await Promise.all([
    import('@tensorflow/tfjs-backend-wasm'),
    import('@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url'),
    import('@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url'),
    import('./wasm-gradient.ts'),
  ]);
  // Its threads would start workers from blobs, which the page's policy forbids.
  env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  setWasmPaths({ 'tfjs-backend-wasm.wasm': plain, 'tfjs-backend-wasm-simd.wasm': simd, 'tfjs-backend-wasm-threaded-simd.wasm': simd });
  registerQuickGradient();
}

async function cpu(): Promise<void> {
  await import('@tensorflow/tfjs-backend-cpu');
}

const LOAD: Readonly<Record<Backend, (forced: boolean) => Promise<void>>> = { webgpu, webgl, wasm, cpu };

/** Makes a backend the active one. Throws a sentence where it cannot run. `forced` also takes software graphics. */
export async function startBackend(name: Backend, forced: boolean): Promise<void> {
  await LOAD[name](forced);
  if (!(await setBackend(name))) throw new Error(`${name} did not start`);
  await ready();
}
