// Brings the pictures that the build drew to the site, beside its other assets.
import { cpSync, existsSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';

/** Where pictures wait during the build. */
export const PICTURES = '.astro/pictures';

/** Where they lie on the site; under `_astro/`, which hosts may keep for ever, since names are hashes. */
export const PICTURES_URL = '_astro/pictures/';

export function pictureFiles(): AstroIntegration {
  return {
    name: 'picture-files',
    hooks: {
      'astro:build:start': () => rmSync(PICTURES, { recursive: true, force: true }),
      'astro:build:done': ({ dir }) => {
        if (existsSync(PICTURES)) cpSync(PICTURES, fileURLToPath(new URL(PICTURES_URL, dir)), { recursive: true });
      },
    },
  };
}
