// What axe finds on a page, by Starlight's set of rules.
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';

const OPTIONS = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  // What passed is a megabyte a page.
  resultTypes: ['violations' as const],
};

/**
 * Violations in the parts of the page that `within` selects, in all of it where there are none. Legacy mode stays in the page: the other
 * one opens a second tab for its last step, and a page that was behind another sometimes drew no frame for seconds.
 */
export async function violations(page: Page, ...within: string[]): Promise<string[]> {
  const axe = within.reduce((builder, selector) => builder.include(selector), new AxeBuilder({ page }).options(OPTIONS).setLegacyMode());
  const { violations: found } = await axe.analyze();
  return found.flatMap(({ id, help, nodes }) => nodes.map((node) => `${id}: ${help}: ${node.target.join(' ')} ${node.html.slice(0, 120)}`));
}
