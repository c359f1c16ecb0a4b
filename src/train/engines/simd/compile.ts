// The kernels in the browser: fetched and compiled once, in the form that this browser can run.
import plain from './wasm/plain.wasm?url';
import plainShared from './wasm/plain-shared.wasm?url';
import relaxed from './wasm/relaxed.wasm?url';
import relaxedShared from './wasm/relaxed-shared.wasm?url';

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

/**
 * Relaxed SIMD where the browser has it, which multiplies and adds in one instruction; else what every browser since 2023 has.
 * @param shared for memory that threads share
 */
export async function kernels(shared: boolean): Promise<WebAssembly.Module> {
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
