// TensorFlow.js in the browser, on one of its backends.
import type { CreateEngine } from '../../engine.ts';
import { startBackend, type Backend } from './backends.ts';
import { createTfjsEngine } from './engine.ts';

/** Gives the engine's maker. Rejects with a sentence where the backend cannot run. */
export async function startTfjs(backend: Backend, forced: boolean): Promise<CreateEngine> {
  await startBackend(backend, forced);
  // Started again for every engine: another backend may be the active one since, or its device be lost.
  return async (setup) => {
    await startBackend(backend, forced);
    return createTfjsEngine(setup, backend);
  };
}
