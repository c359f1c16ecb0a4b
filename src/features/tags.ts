// The tags a chapter may use, by name: every NAME/Name.astro in this folder. A new folder is a new tag.
import type { AstroComponentFactory } from 'astro/runtime/server/index.js';
import { tagOf } from '../build/tag-names.ts';

// The lab's form belongs to its page; its styles would weigh on every chapter. Examples belong to the gallery.
const files = import.meta.glob<AstroComponentFactory>(['./*/*.astro', '!./lab/*', '!./*/Examples.astro'], {
  eager: true,
  import: 'default',
});

export const tags: Readonly<Record<string, AstroComponentFactory>> = Object.fromEntries(
  Object.entries(files).flatMap(([path, component]) => {
    const [, folder, file] = path.split('/');
    const tag = tagOf(folder!);
    return file === `${tag}.astro` ? [[tag, component]] : [];
  }),
);
