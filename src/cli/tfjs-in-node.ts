// Lets Node load tfjs's modules as the browser's bundle does, and starts a backend there.
import { createRequire, registerHooks } from 'node:module';
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/**
 * tfjs's ES modules name files without an extension, and its packages' entry for Node is a second, separate copy of the
 * core. Both are resolved here to the one ES module tree, so that gradients and backends register with the core in use.
 */
function resolveTfjs(): void {
  registerHooks({
    resolve(specifier, context, next) {
      const entry = /^@tensorflow\/(tfjs-[a-z-]+)$/.exec(specifier);
      if (entry) return next(`${specifier}/dist/index.js`, context);
      if (/^@tensorflow\/tfjs-.*\/dist\/[^.]+$/.test(specifier)) return next(`${specifier}.js`, context);
      const parent = context.parentURL ?? '';
      if (!specifier.startsWith('.') || !parent.includes('/@tensorflow/') || /\.(js|wasm)$/.test(specifier))
        return next(specifier, context);
      const path = fileURLToPath(new URL(specifier, parent));
      const file = existsSync(`${path}.js`) ? `${path}.js` : `${path}/index.js`;
      return next(pathToFileURL(file).href, context);
    },
  });
}

/** Starts tfjs's WebAssembly backend in Node, single-threaded, and gives the engine's maker. */
export async function startTfjsInNode(): Promise<typeof import('../train/engines/tfjs/engine.ts')> {
  resolveTfjs();
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
