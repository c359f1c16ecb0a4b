// What is done to chapters while they are compiled: links and tags are checked, tables can be reached by keyboard.
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineHastPlugin } from 'satteri';
import { chapterFiles, chapterName } from './chapters.ts';
import { knownTags } from './tag-names.ts';

/** A chapter's file as its author knows it, e.g. `content/06-training.mdx`. */
export function placeOf(file: URL | undefined): string {
  return file === undefined ? 'content' : relative(process.cwd(), fileURLToPath(file));
}

/** Puts the base path before links that start with `/`, and fails the build when one leads to no page. */
export function links(base: string) {
  const prefix = base.replace(/\/+$/, '');
  return defineHastPlugin({
    name: 'links',
    element: {
      filter: ['a'],
      visit(node, context) {
        const target = node.properties['href'];
        if (typeof target !== 'string' || !target.startsWith('/') || target.startsWith('//')) return;
        const page = target.replace(/[?#].*$/, '');
        const pages = ['/', '/gallery/', '/lab/', ...chapterFiles().map((file) => `/${chapterName(file)}/`)];
        if (!pages.includes(page)) {
          throw new Error(`${placeOf(context.fileURL)}: the link to "${target}" leads to no page; pages: ${pages.join(' ')}`);
        }
        context.setProperty(node, 'href', prefix + target);
      },
    },
  });
}

/** Tables scroll where the window is narrow, and not every browser lets the arrow keys do so by itself. */
export const tables = defineHastPlugin({
  name: 'tables',
  element: { filter: ['table'], visit: (node, context) => context.setProperty(node, 'tabIndex', 0) },
});

/** Tags that may stand inside a sentence; every other one is a block with lines of its own. */
const INLINE_TAGS = ['Num'];

/** Astro's own tag for the parts of a tag that has several, e.g. `<Fragment slot="hint">`. */
const PARTS = 'Fragment';

/** Fails the build with a sentence where a chapter uses a tag that no folder of src/features has. */
export const tags = defineHastPlugin({
  name: 'tags',
  before(root, context) {
    const known = knownTags();
    const place = placeOf(context.fileURL);
    const walk = (node: TreeNode, parent: string): void => {
      const name = node.type.startsWith('mdxJsx') ? (node.name ?? '') : '';
      if (/^[A-Z]/.test(name) && name !== PARTS) {
        if (!known.includes(name)) throw new Error(`${place}: there is no tag <${name}>; known tags: ${known.join(', ')}`);
        if (parent === 'p' && !INLINE_TAGS.includes(name)) {
          throw new Error(`${place}: <${name}> stands inside a sentence; give it lines of its own, with an empty line before and after`);
        }
      }
      for (const child of node.children ?? []) walk(child, node.tagName ?? '');
    };
    walk(root as TreeNode, '');
  },
});

/** The little of a syntax tree's node that the walk reads. */
interface TreeNode {
  readonly type: string;
  readonly name?: string | null;
  readonly tagName?: string;
  readonly children?: readonly TreeNode[];
}
