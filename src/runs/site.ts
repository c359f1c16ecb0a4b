// What this site was built with, as its pages tell it.
import { DATA_NAMES, type DataName } from '../model/spec.ts';
import type { EngineName } from '../train/protocol.ts';

/** Data sets of this site, the default first: `<html data-sets="mnist pen">`. The pen is always there. */
export function siteData(): DataName[] {
  const named = document.documentElement.dataset['sets']?.split(' ') ?? [];
  const known = DATA_NAMES.filter((name) => named.includes(name));
  return known.length > 0 ? known : ['pen'];
}

export const ENGINES: readonly EngineName[] = ['wgsl', 'simd', 'tfjs-webgpu', 'tfjs-wasm', 'tfjs-webgl', 'tfjs-cpu'];

/** The engine that the address asks for with `?engine=`, tfjs's also by its backend alone; anything unknown is ignored. */
export function forcedEngine(): EngineName | undefined {
  const asked = new URLSearchParams(location.search).get('engine');
  return ENGINES.find((name) => name === asked || name === `tfjs-${asked}`);
}
