// Writes the built site's NOTICE.txt: every package, font and data set that is in it, with its licence in full.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AstroIntegration } from 'astro';
import type { Plugin } from 'vite';
import { SETS } from '../data/sets/index.ts';

const HERE = 'src/build/notice.ts';

/** Licences whose text some packages leave out: where it lies. */
const TEXTS: Readonly<Record<string, string>> = { 'Apache-2.0': 'node_modules/assemblyscript/LICENSE' };

/** Expressive Code puts its script and styles beside the bundle, not through it. */
const BESIDE_THE_BUNDLE = ['core', 'plugin-frames'].map((name) => `node_modules/@expressive-code/${name}`);

interface Notice {
  /** Name, version and licence. */
  readonly title: string;
  /** The licence in full, and what its author wants said. */
  readonly text: string;
}

const FONTS: Notice = {
  title: 'Source Serif 4, Source Code Pro and Inter, as subsets (OFL-1.1)',
  text: readFileSync('src/styles/fonts/OFL.txt', 'utf8').trim(),
};

const DATA: readonly Notice[] = SETS.flatMap(({ licence }) => licence ?? []);

/** Folder of the package that a module is of; undefined for our own modules. */
const packageOf = (id: string): string | undefined => /^.*\/node_modules\/(?:@[^/]+\/)?[^/?]+/.exec(id.replaceAll('\\', '/'))?.[0];

/** Throws a sentence where the package has no text of its licence. */
export function noticeOf(folder: string): Notice {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Record<string, string>;
  const read = (file: string) => readFileSync(join(folder, file), 'utf8').trim();
  const files = readdirSync(folder).sort();
  const texts = files.filter((file) => /^(licen[cs]e|copying|notice)/i.test(file)).map(read);
  const readme = files.find((file) => /^readme/i.test(file));
  const inReadme = readme && /^licen[cs]e.*\n-+\n([^]*)/im.exec(read(readme))?.[1]?.trim();
  const common = license && TEXTS[license];
  if (texts.length === 0 && inReadme) texts.push(inReadme);
  if (texts.length === 0 && common) texts.push(readFileSync(common, 'utf8').trim());
  if (texts.length === 0)
    throw new Error(`${name} is in the site without a text of its licence (${license}): say in ${HERE} where it lies`);
  return { title: `${name} ${version} (${license})`, text: texts.join('\n\n') };
}

/** The file's text. What several packages share stands once, below all their names. */
export function noticeText(notices: readonly Notice[]): string {
  const titlesByText = Map.groupBy(notices, ({ text }) => text);
  const parts = [...titlesByText].map(([text, same]) => `${same.map(({ title }) => title).join('\n')}\n\n${text}\n`);
  return ['This site contains work by others, under their own licences.\n', ...parts].join(`\n${'-'.repeat(80)}\n\n`);
}

export function notice(): AstroIntegration {
  const folders = new Set<string>();
  const collect: Plugin = {
    name: 'bundled-packages',
    generateBundle(_, bundle) {
      // The pages' own bundle runs in the build alone; of it only the style sheets reach readers.
      const shipped = this.environment.name === 'client' ? /./ : /\.css$/;
      const ids = Object.values(bundle).flatMap((file) => (file.type === 'chunk' ? file.moduleIds : []));
      for (const id of ids) {
        const folder = shipped.test(id) ? packageOf(id) : undefined;
        if (folder) folders.add(folder);
      }
    },
  };
  return {
    name: 'notice',
    hooks: {
      'astro:config:setup': ({ updateConfig }) => void updateConfig({ vite: { plugins: [collect], worker: { plugins: () => [collect] } } }),
      'astro:build:done': ({ dir }) => {
        const notices = [...folders, ...BESIDE_THE_BUNDLE].map(noticeOf).sort((a, b) => a.title.localeCompare(b.title));
        writeFileSync(new URL('NOTICE.txt', dir), noticeText([...notices, FONTS, ...DATA]));
      },
    },
  };
}
