// The table of the engines, in the order of trying. To add one, put its folder beside this file and its entry here.
import type { CreateEngine, EngineName } from '../engine.ts';

export interface EngineDefinition {
  /** Which graphics it computes on; they may be lost, or in software only. Null for the main processor. */
  readonly graphics: 'webgpu' | 'webgl' | null;
  /** Ours are all tried and timed. Those of a library are tried only where none of ours works, and then the first that is right is taken. */
  readonly ours: boolean;
  /** It can compute on several threads. */
  readonly threads: boolean;
  /**
   * Fetches the engine and starts what it runs on; gives its maker. Rejects with a sentence where it cannot run here.
   * `forced` takes software graphics, too. `threads` is 1 where the engine takes no more.
   */
  readonly start: (how: { readonly forced: boolean; readonly threads: number }) => Promise<CreateEngine>;
}

const tfjs = (backend: 'webgpu' | 'wasm' | 'webgl' | 'cpu', graphics: EngineDefinition['graphics']): EngineDefinition => ({
  graphics,
  ours: false,
  threads: false,
  start: async ({ forced }) => (await import('./tfjs/start.ts')).startTfjs(backend, forced),
});

export const ENGINES: Readonly<Record<EngineName, EngineDefinition>> = {
  wgsl: {
    graphics: 'webgpu',
    ours: true,
    threads: false,
    start: async ({ forced }) => (await import('./wgsl/start.ts')).startWgsl(forced),
  },
  simd: {
    graphics: null,
    ours: true,
    threads: true,
    start: async ({ threads }) => (await import('./simd/start.ts')).startSimd(threads),
  },
  'tfjs-webgpu': tfjs('webgpu', 'webgpu'),
  // Without a graphics processor WebGL runs in software, or is refused: WebAssembly comes before it.
  'tfjs-wasm': tfjs('wasm', null),
  'tfjs-webgl': tfjs('webgl', 'webgl'),
  'tfjs-cpu': tfjs('cpu', null),
};

export const ENGINE_NAMES = Object.keys(ENGINES) as readonly EngineName[];

/** The engine of this name, of TensorFlow.js's also by its backend alone; undefined for anything else. */
export const engineNamed = (text: string | undefined): EngineName | undefined =>
  ENGINE_NAMES.find((name) => name === text || name === `tfjs-${text}`);
