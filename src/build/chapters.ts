// Where the chapters lie, what they are called and in which order they come.
import { existsSync, readdirSync } from 'node:fs';
import { resolve } from 'node:path';

/** Folder of the chapters, relative to the project. `CONTENT_DIR` names another one: the tests build sites of their own. */
export const CONTENT_DIR = process.env['CONTENT_DIR'] ?? './content';

/** `06-training.mdx` -> `training`: the chapter's name in its address; the number only orders the files. */
export function chapterName(file: string): string {
  return file
    .replace(/^.*\//, '')
    .replace(/^\d+-/, '')
    .replace(/\.mdx$/, '');
}

/** File names of the chapters in reading order, e.g. `01-unsupervised.mdx`. */
export function chapterFiles(root: string = process.cwd()): string[] {
  const folder = resolve(root, CONTENT_DIR);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith('.mdx') && !file.startsWith('_'))
    .sort();
}

/** The file a page is written in, for messages to its author: `content/06-training.mdx`, or the page's own source file. */
export function sourceOf(pathname: string, root: string = process.cwd()): string {
  const name = pathname.split('/').filter(Boolean).at(-1) ?? '';
  const file = chapterFiles(root).find((candidate) => chapterName(candidate) === name);
  if (file !== undefined) return `${CONTENT_DIR.replace(/^\.\//, '')}/${file}`;
  return name === 'gallery' ? 'src/pages/gallery.astro' : 'src/pages/index.astro';
}
