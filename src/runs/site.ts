// What this site was built with, as its pages tell it.
import type { EngineName } from '../train/protocol.ts';

export const ENGINES: readonly EngineName[] = ['wgsl', 'simd', 'tfjs-webgpu', 'tfjs-wasm', 'tfjs-webgl', 'tfjs-cpu'];

/** The engine that the address asks for with `?engine=`, tfjs's also by its backend alone; anything unknown is ignored. */
export function forcedEngine(): EngineName | undefined {
  const asked = new URLSearchParams(location.search).get('engine');
  return ENGINES.find((name) => name === asked || name === `tfjs-${asked}`);
}
