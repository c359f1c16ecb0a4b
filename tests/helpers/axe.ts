// What axe finds on a page, by Starlight's set of rules.
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Violations in the parts of the page that `within` selects, in all of it where there are none. */
export async function violations(page: Page, ...within: string[]): Promise<string[]> {
  const axe = within.reduce((builder, selector) => builder.include(selector), new AxeBuilder({ page }).withTags(TAGS));
  const { violations: found } = await axe.analyze();
  return found.flatMap(({ id, help, nodes }) => nodes.map((node) => `${id}: ${help}: ${node.target.join(' ')} ${node.html.slice(0, 120)}`));
}
