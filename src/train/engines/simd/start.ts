// The simd engine in the browser: fetches the kernels that this browser can run, and starts threads as workers.
import plain from './wasm/plain.wasm?url';
import plainShared from './wasm/plain-shared.wasm?url';
import relaxed from './wasm/relaxed.wasm?url';
import relaxedShared from './wasm/relaxed-shared.wasm?url';
import type { CreateEngine } from '../../engine.ts';
import { createSimdEngine } from './engine.ts';

const compiled = new Map<string, Promise<WebAssembly.Module>>();

/** Throws a sentence where the file cannot be had; a CompileError where the browser lacks an instruction. */
function compile(url: string): Promise<WebAssembly.Module> {
  const known = compiled.get(url);
  if (known) return known;
  const module = fetch(url).then(
    async (response) => {
      if (!response.ok) throw new Error(`the simd engine's kernels could not be fetched (${response.status})`);
      return WebAssembly.compile(await response.arrayBuffer());
    },
    () => Promise.reject(new Error("the simd engine's kernels could not be fetched")),
  );
  module.catch(() => compiled.delete(url));
  compiled.set(url, module);
  return module;
}

/** Relaxed SIMD where the browser has it, which multiplies and adds in one instruction; else what every browser since 2023 has. */
async function kernels(shared: boolean): Promise<WebAssembly.Module> {
  try {
    return await compile(shared ? relaxedShared : relaxed);
  } catch (error) {
    if (!(error instanceof WebAssembly.CompileError)) throw error;
  }
  try {
    return await compile(shared ? plainShared : plain);
  } catch (error) {
    throw error instanceof WebAssembly.CompileError ? new Error('this browser has no SIMD in WebAssembly') : error;
  }
}

/** Gives the engine's maker. Threads share memory where the page is isolated, and exchange messages elsewhere. */
export async function startSimd(threads: number): Promise<CreateEngine> {
  const shared = threads > 1 && crossOriginIsolated;
  const module = await kernels(shared);
  const startWorker = () => new Worker(new URL('./thread.ts', import.meta.url), { type: 'module' });
  return (setup) => createSimdEngine({ module, shared, threads, startWorker }, setup);
}
