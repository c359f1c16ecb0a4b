// The only file that picks an engine, and says why.
import type { Engine, EngineSetup } from './engine.ts';
import type { EngineName } from './protocol.ts';

export interface Chosen {
  readonly name: EngineName;
  /** In a sentence for the reader: why this one and not the ones before it. */
  readonly why: string;
  readonly createEngine: (setup: EngineSetup) => Promise<Engine>;
}

/** A real graphics processor first. Without one WebAssembly comes before WebGL, which then runs in software or is refused. */
const PREFERENCE: readonly EngineName[] = ['tfjs-webgpu', 'tfjs-wasm', 'tfjs-webgl', 'tfjs-cpu'];

/** A backend that has not started by then counts as one that cannot. Milliseconds. */
const START_LIMIT = 8_000;

export type CreateEngine = (setup: EngineSetup) => Promise<Engine>;

async function tfjs(backend: 'webgpu' | 'wasm' | 'webgl' | 'cpu', forced: boolean): Promise<CreateEngine> {
  const [{ startBackend }, { createTfjsEngine }] = await Promise.all([
    import('./engines/tfjs/backends.ts'),
    import('./engines/tfjs/engine.ts'),
  ]);
  await startBackend(backend, forced);
  return createTfjsEngine;
}

async function wgsl(forced: boolean): Promise<CreateEngine> {
  const [{ openGpu }, { createWgslEngine }] = await Promise.all([import('./engines/gpu.ts'), import('./engines/wgsl/engine.ts')]);
  await openGpu(forced);
  // Asked again for every engine: after a failure there is a new device.
  return async (setup) => createWgslEngine(await openGpu(forced), setup);
}

/**
 * Fetches an engine and starts what it runs on; gives its maker. Throws a sentence where it cannot run here.
 * `forced` takes software graphics too.
 */
export function startEngine(name: EngineName, forced: boolean): Promise<CreateEngine> {
  switch (name) {
    case 'wgsl':
      return wgsl(forced);
    case 'simd':
      return Promise.reject(new Error(`${name} is not built yet`));
    case 'tfjs-webgpu':
      return tfjs('webgpu', forced);
    case 'tfjs-wasm':
      return tfjs('wasm', forced);
    case 'tfjs-webgl':
      return tfjs('webgl', forced);
    case 'tfjs-cpu':
      return tfjs('cpu', forced);
  }
}

function within<Value>(promise: Promise<Value>, milliseconds: number, message: string): Promise<Value> {
  let timer: ReturnType<typeof setTimeout>;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(message)), milliseconds);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/**
 * Starts the first engine that can run here. `forced` tries that one first, on software graphics too.
 * Throws a sentence listing every reason when none starts.
 */
export async function chooseEngine(forced?: EngineName): Promise<Chosen> {
  const order = forced ? [forced, ...PREFERENCE.filter((name) => name !== forced)] : PREFERENCE;
  const reasons: string[] = [];
  for (const name of order) {
    try {
      const createEngine = await within(
        startEngine(name, name === forced),
        START_LIMIT,
        `${name} did not start in ${START_LIMIT / 1000} seconds`,
      );
      const asked = name === forced ? ['the address asks for it'] : reasons;
      return { name, why: asked.join('; ') || 'the fastest engine here', createEngine };
    } catch (error) {
      reasons.push(error instanceof Error ? error.message : `${name}: ${String(error)}`);
    }
  }
  throw new Error(`No engine starts in this browser: ${reasons.join('; ')}.`);
}
