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
const PREFERENCE: readonly EngineName[] = ['webgpu', 'wasm', 'webgl', 'cpu'];

/** A backend that has not started by then counts as one that cannot. Milliseconds. */
const START_LIMIT = 8_000;

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
  const [{ startBackend }, { createTfjsEngine }] = await Promise.all([import('./engines/backends.ts'), import('./engines/tfjs.ts')]);
  const order = forced ? [forced, ...PREFERENCE.filter((name) => name !== forced)] : PREFERENCE;
  const reasons: string[] = [];
  for (const name of order) {
    try {
      await within(startBackend(name, name === forced), START_LIMIT, `${name} did not start in ${START_LIMIT / 1000} seconds`);
      const asked = name === forced ? ['the address asks for it'] : reasons;
      return { name, why: asked.join('; ') || 'the fastest engine here', createEngine: createTfjsEngine };
    } catch (error) {
      reasons.push(error instanceof Error ? error.message : `${name}: ${String(error)}`);
    }
  }
  throw new Error(`No engine starts in this browser: ${reasons.join('; ')}.`);
}
