// Takes out of the site what the build alone has asked for.
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';

/** Kernels that the build itself computes with, as Astro's server bundle names them; those of the page have a dash before their hash. */
const KERNELS = /^(plain|relaxed)(-shared)?\.[\w-]+\.wasm$/;

export function serverAssets(): AstroIntegration {
  return {
    name: 'server-assets',
    hooks: {
      'astro:build:done': ({ dir }) => {
        const folder = fileURLToPath(new URL('_astro/', dir));
        for (const name of readdirSync(folder)) if (KERNELS.test(name)) rmSync(join(folder, name));
      },
    },
  };
}
