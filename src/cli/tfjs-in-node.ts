// Starts tfjs in Node.
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { hookImports } from './node-imports.ts';

/** Starts tfjs's WebAssembly backend in Node, single-threaded, and gives the engine's maker. */
export async function startTfjsInNode(): Promise<typeof import('../train/engines/tfjs/engine.ts')> {
  hookImports();
  // Its platform file asks for a CommonJS `require`, even as an ES module.
  Object.assign(globalThis, { require: createRequire(import.meta.url) });
  const { env, ready, setBackend } = await import('@tensorflow/tfjs-core');
  const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm');
  env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  const entry = fileURLToPath(import.meta.resolve('@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm'));
  setWasmPaths(`${dirname(entry)}/`);
  await setBackend('wasm');
  await ready();
  const engine = await import('../train/engines/tfjs/engine.ts');
  const { registerQuickGradient } = await import('../train/engines/tfjs/wasm-gradient.ts');
  registerQuickGradient();
  return engine;
}
