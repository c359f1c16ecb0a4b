// Typesets formulas at build time: code elements marked as math become KaTeX's HTML and MathML.
import { errorMessage } from '../model/error-message.ts';
import { fromHtml } from 'hast-util-from-html';
import { renderToString } from 'katex';
import { defineHastPlugin } from 'satteri';
import { placeOf } from './prose.ts';

/**
 * Works on the syntax tree of HTML, because what a Markdown plugin returns is parsed as Markdown again.
 * A formula KaTeX cannot read, or would read only leniently, fails the build with the file's name and the formula.
 */
export const math = defineHastPlugin({
  name: 'math',
  element: {
    filter: ['code', 'pre'],
    visit(node, context) {
      const code = node.tagName === 'pre' ? node.children[0] : node;
      if (code?.type !== 'element') return;
      const classes = [code.properties['className'] ?? []].flat();
      if (!classes.includes('language-math')) return;
      const displayMode = classes.includes('math-display');
      if (displayMode && node.tagName === 'code') return; // its <pre> is replaced as a whole
      const formula = context.textContent(code).trim();
      const tree = fromHtml(typeset(formula, displayMode, placeOf(context.fileURL)), { fragment: true }).children[0];
      if (tree?.type !== 'element') return;
      if (!displayMode) return tree;
      // A wide formula scrolls in its own box; the box takes focus so that the arrow keys scroll it.
      const box = { className: ['math-block'], tabIndex: 0, role: 'group', ariaLabel: 'Formula' };
      return { type: 'element', tagName: 'div', properties: box, children: [tree] };
    },
  },
});

/** KaTeX's HTML for one formula. Throws with the place and the formula when it is not good TeX. */
export function typeset(formula: string, displayMode: boolean, place: string): string {
  try {
    return renderToString(formula, { displayMode, throwOnError: true, strict: 'error' });
  } catch (error) {
    throw new Error(`${place}: the formula ${formula} cannot be typeset: ${errorMessage(error)}`, { cause: error });
  }
}
