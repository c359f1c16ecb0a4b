// Stops the build where a built page has a link, an anchor or a file that leads nowhere.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { parseHTML } from 'linkedom';

/** A page's address on the site of a file below its folder: `/training/` of `training/index.html`. */
const addressOf = (file: string) => `/${file.replaceAll('\\', '/').replace(/(^|\/)index\.html$/, '$1')}`;

/**
 * One sentence for every mistake in the pages below `folder`, which are served from `base` (`/` or `/course/ae/`).
 * Links to other sites are not followed; files from other sites are mistakes.
 */
export function linkMistakes(folder: string, base: string): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.html'));
  const pages = new Map(files.map((file) => [addressOf(file), parseHTML(readFileSync(join(folder, file), 'utf8')).document]));

  function mistakeOf(page: string, element: Element): string | undefined {
    const link = (element.getAttribute('href') ?? element.getAttribute('src'))!;
    const says = `${page} links to "${link}"`;
    const { protocol, host, pathname, hash } = new URL(link, `http://site${base.replace(/\/$/, '')}${page}`);
    if (host !== 'site') return element.localName === 'a' || protocol === 'data:' ? undefined : `${says}, a file of another site`;
    if (!pathname.startsWith(base)) return `${says}, which is outside the site's folder ${base}`;
    const target = `/${decodeURIComponent(pathname.slice(base.length))}`;
    const file = join(folder, target.endsWith('/') ? `${target}index.html` : target);
    if (!statSync(file, { throwIfNoEntry: false })?.isFile()) return `${says}, and there is no such page or file`;
    const id = decodeURIComponent(hash.slice(1));
    if (id !== '' && !pages.get(target)?.getElementById(id)) return `${says}, and nothing on ${target} has the id "${id}"`;
    return undefined;
  }

  // A canonical address says where the page will be; nobody fetches it.
  return [...pages].flatMap(([page, document]) =>
    [...document.querySelectorAll('a[href], link[href]:not([rel="canonical"]), [src]')].flatMap(
      (element) => mistakeOf(page, element) ?? [],
    ),
  );
}

/** Throws the mistakes, a line each. Its place is after everything that writes pages. */
export function checkLinks(): AstroIntegration {
  let base = '/';
  return {
    name: 'check-links',
    hooks: {
      'astro:config:done': ({ config }) => void (base = `${config.base.replace(/\/$/, '')}/`),
      'astro:build:done': ({ dir }) => {
        const mistakes = linkMistakes(fileURLToPath(dir), base);
        if (mistakes.length > 0) throw new Error(mistakes.join('\n'));
      },
    },
  };
}
