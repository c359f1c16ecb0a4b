// The house rules: who may import whom, what only one file may do, and manners. How long a function may be is the linter's (tests/oxlint.json).
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');

interface Import {
  readonly from: string;
  /** A file of the project, or the package's name. */
  readonly target: string;
  readonly typeOnly: boolean;
  readonly text: string;
}

function filesBelow(folder: string, extensions: RegExp): string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && extensions.test(entry.name) && !entry.parentPath.includes('node_modules'))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .sort();
}

const read = (file: string) => readFileSync(join(root, file), 'utf8');

/** A source without its comments: what they say binds nobody. Strings that hold `//` are addresses and keep theirs. */
const codeOf = (file: string) =>
  read(file)
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/(^|\s)\/\/.*$/gm, '$1');

function importsOf(file: string): Import[] {
  const code = codeOf(file);
  const statements = [
    ...code.matchAll(/^\s*(?:import|export)\s+((?:type\s+)?(?:[\w*${}\s,]+?)\s+from\s+)?['"]([^'"]+)['"]/gm),
    ...[...code.matchAll(/\bimport\(\s*['"]([^'"]+)['"]\s*\)/g)].map((match) => [match[0], '', match[1]] as const),
  ];
  return statements.map(([text, clause = '', specifier]) => {
    const names = /\{([^}]*)\}/
      .exec(clause)?.[1]
      ?.split(',')
      .map((name) => name.trim())
      .filter(Boolean);
    const typeOnly = /^type\s/.test(clause) || (names !== undefined && names.length > 0 && names.every((name) => name.startsWith('type ')));
    // `typeof import('...')` and an import type are types, too.
    const asType = text.startsWith('import(') && new RegExp(`typeof\\s+${text.replace(/[()'".*+?^${}|[\]\\/]/g, '\\$&')}`).test(code);
    const target = specifier!.startsWith('.')
      ? relative(root, join(dirname(join(root, file)), specifier!.replace(/\?.*$/, '')))
      : specifier!.startsWith('@')
        ? specifier!.split('/').slice(0, 2).join('/')
        : specifier!.split('/')[0]!;
    return { from: file, target, typeOnly: typeOnly || asType, text: text.trim() };
  });
}

/** AssemblyScript has rules of its own; the compiler in src/cli/kernels.ts holds it to them. */
const ASSEMBLY = 'src/train/engines/simd/assembly/';
const sources = filesBelow('src', /\.(ts|astro)$/).filter((file) => !file.startsWith(ASSEMBLY));
const imports = sources.flatMap(importsOf);

/** A room of the house: files it holds, and what they may import, as prefixes of paths or package names. */
interface Room {
  readonly room: string;
  readonly holds: (file: string) => boolean;
  readonly may: readonly string[];
  /** Allowed as types alone. */
  readonly types?: readonly string[];
}

const startsWithAny = (text: string, prefixes: readonly string[]) => prefixes.some((prefix) => text === prefix || text.startsWith(prefix));
const ATTRIBUTES = 'src/kit/island/attributes.ts';
const inside = (folder: string) => (file: string) => file.startsWith(folder);
const feature = (name: RegExp) => (file: string) => /^src\/features\/[^/]+\//.test(file) && name.test(file.split('/').at(-1)!);
/** Files of a feature by what they are named; every other one is part of its figure: it draws, measures or words what it is given. */
const ELEMENT = /^element(-[a-z-]+)?\.ts$/;
const ANSWER = /^answer\.ts$/;
/** Types that page and worker share, as train/protocol.ts has them for all. */
const QUESTION = /^question\.ts$/;
const STILL = /^still\.ts$/;
const CASE = /^case\.ts$/;
const ASTRO = /\.astro$/;
const isFigure = (file: string) =>
  inside('src/kit/draw/')(file) ||
  (feature(/\.ts$/)(file) && ![ELEMENT, ANSWER, QUESTION, STILL, CASE].some((name) => feature(name)(file)));

/** What each data set is: facts, which everybody may read, pages too. */
const SETS = ['src/data/sets/'];

const ROOMS: readonly Room[] = [
  { room: 'data sets', holds: (file) => startsWithAny(file, SETS), may: SETS },
  { room: 'model', holds: inside('src/model/'), may: ['src/model/', ...SETS] },
  { room: 'codegen', holds: inside('src/codegen/'), may: ['src/codegen/', 'src/model/', ...SETS] },
  {
    // House.md allows model/random; the project's contract adds the shapes every data set shares, and how an image becomes 28 x 28, which
    // the page does with drawings, too.
    room: 'data',
    holds: inside('src/data/'),
    may: ['src/data/', 'src/model/random.ts', 'src/model/spec.ts', 'src/model/batches.ts', 'src/model/normalise.ts'],
  },
  { room: 'train/protocol.ts', holds: (file) => file === 'src/train/protocol.ts', may: [], types: ['src/model/'] },
  {
    room: 'train',
    holds: (file) => file.startsWith('src/train/') && file !== 'src/train/protocol.ts',
    may: ['src/train/', 'src/model/', 'src/data/'],
  },
  {
    room: "the worker's answers",
    holds: feature(ANSWER),
    may: ['src/train/', 'src/model/', 'src/data/'],
    types: filesBelow('src/features', QUESTION),
  },
  { room: 'questions', holds: feature(QUESTION), may: [], types: ['src/model/', 'src/train/protocol.ts'] },
  {
    room: 'runs',
    holds: inside('src/runs/'),
    may: ['src/runs/', 'src/model/', 'nanostores', ...SETS],
    types: ['src/data/', 'src/train/protocol.ts'],
  },
  { room: 'kit/words.ts', holds: (file) => file === 'src/kit/words.ts', may: [] },
  {
    room: 'figures',
    holds: isFigure,
    may: ['src/kit/words.ts', 'src/kit/draw/', 'src/model/', 'src/codegen/', 'd3'].concat(
      filesBelow('src/features', /\.ts$/).filter(isFigure),
    ),
  },
  {
    room: 'cases',
    holds: (file) => inside('src/kit/cases/')(file) || feature(CASE)(file),
    may: ['src/kit/', 'src/features/', 'src/model/'],
  },
  {
    // attributes.ts checks what chapters write and runs in front matter only. The budget is numbers: too many files are not even sent to the worker.
    room: 'elements',
    holds: (file) => feature(ELEMENT)(file) || (/^src\/kit\/island\/.*\.ts$/.test(file) && file !== ATTRIBUTES),
    may: ['src/kit/', 'src/features/', 'src/runs/', 'src/codegen/', 'src/model/', 'src/data/budget.ts', ...SETS],
    types: ['src/train/protocol.ts'],
  },
  {
    room: 'stills',
    holds: feature(STILL),
    may: [
      'prettier',
      'src/kit/words.ts',
      'src/kit/draw/',
      'src/features/',
      'src/build/',
      'src/cli/',
      'src/data/',
      'src/model/',
      'src/codegen/',
    ],
  },
  {
    // Their front matter runs in the build; what a run does is a pure function of its state, and TrainControls renders a recording's.
    room: 'tags (.astro)',
    holds: (file) => ASTRO.test(file) && (inside('src/kit/')(file) || inside('src/features/')(file)),
    may: [
      'src/features/',
      'src/kit/',
      'src/build/',
      'src/codegen/',
      'src/model/',
      'src/data/',
      'src/runs/transport.ts',
      'astro-expressive-code',
    ],
    types: ['src/runs/', 'src/train/protocol.ts'],
  },
  {
    room: 'pages and layouts',
    holds: (file) => file.startsWith('src/pages/') || file.startsWith('src/layouts/'),
    may: ['src/pages/', 'src/layouts/', 'src/features/', 'src/kit/', 'src/styles/', 'src/build/', 'katex', 'astro:content', 'astro'],
  },
];

/** Packages only these rooms touch; Node's own modules belong to what runs in Node. */
// The bench puts tfjs's own gradient back and asks it for its memory.
const TFJS_ROOMS = ['src/train/engines/', 'src/cli/tfjs-in-node.ts', 'src/cli/bench/runner.ts'];
/** Says what tfjs's engine gives to a variant. */
const VARIANT = 'src/model/variants/variant.ts';
const NODE_ROOMS = ['src/cli/', 'src/build/'].concat(filesBelow('src/features', STILL));

const told = ({ from, text }: Import) => `${from}: ${text.replace(/\s+/g, ' ')}`;

describe('imports', () => {
  test('there is something to check', () => {
    expect(sources.length).toBeGreaterThan(60);
    expect(imports.length).toBeGreaterThan(200);
  });

  test.each(ROOMS)('$room imports only what it may', ({ holds, may, types = [] }) => {
    const strangers = imports
      .filter(({ from }) => holds(from))
      .filter(({ target }) => !target.startsWith('node:') && !target.startsWith('@tensorflow/'))
      .filter(({ target, typeOnly }) => !startsWithAny(target, may) && !(typeOnly && startsWithAny(target, types)));
    expect(strangers.map(told)).toEqual([]);
  });

  test('tfjs is imported by the engines and nobody else', () => {
    const users = imports
      .filter(({ target }) => target.startsWith('@tensorflow/'))
      .filter(({ from, typeOnly }) => !startsWithAny(from, TFJS_ROOMS) && !(typeOnly && from === VARIANT));
    expect(users.map(told)).toEqual([]);
  });

  test('peers are imported by the bench alone', () => {
    const users = imports.filter(({ target }) => target === '@jax-js/jax' || target === 'webgpu');
    expect(users.length).toBeGreaterThan(0);
    expect(users.filter(({ from }) => !from.startsWith('src/cli/bench/')).map(told)).toEqual([]);
  });

  test('d3 is imported by figures alone, by name', () => {
    const users = imports.filter(({ target }) => target === 'd3' || target.startsWith('d3-'));
    expect(users.filter(({ from }) => !isFigure(from)).map(told)).toEqual([]);
    expect(users.filter(({ text }) => /import\s+(\*|\w+\s*(,|from))/.test(text) && !/import\s+type\s/.test(text)).map(told)).toEqual([]);
  });

  test("Node's modules are for what runs in Node", () => {
    const users = imports.filter(({ target }) => target.startsWith('node:')).filter(({ from }) => !startsWithAny(from, NODE_ROOMS));
    expect(users.map(told)).toEqual([]);
  });

  test('the command line takes nothing from features, kit, runs or pages', () => {
    const strangers = imports.filter(
      ({ from, target }) =>
        from.startsWith('src/cli/') && startsWithAny(target, ['src/features/', 'src/kit/', 'src/pages/', 'src/layouts/', 'src/runs/']),
    );
    // The bench's page has a worker, as the site's have, which needs its threads.
    expect(strangers.filter(({ target }) => target !== 'src/runs/threads.ts').map(told)).toEqual([]);
  });

  test('the build is imported by pages, layouts, stills and front matter, and imports no live element', () => {
    const users = imports
      .filter(({ target, typeOnly }) => target.startsWith('src/build/') && !typeOnly)
      .filter(({ from }) => !from.startsWith('src/build/') && !from.endsWith('.astro') && !feature(STILL)(from))
      .filter(({ from }) => ![ATTRIBUTES, 'src/content.config.ts', 'src/features/tags.ts'].includes(from));
    expect(users.map(told)).toEqual([]);
    const live = imports.filter(
      ({ from, target }) => from.startsWith('src/build/') && (feature(ELEMENT)(target) || inside('src/kit/island/')(target)),
    );
    expect(live.map(told)).toEqual([]);
  });

  test('the build asks networks as the worker does: four of its files know the worker, and none computes a network by itself', () => {
    const workers = imports.filter(({ from, target, typeOnly }) => inside('src/build/')(from) && inside('src/train/')(target) && !typeOnly);
    expect([...new Set(workers.map(({ from }) => from))]).toEqual([
      'src/build/ask.ts',
      'src/build/chain.ts',
      'src/build/first-step.ts',
      'src/build/recorded.ts',
    ]);
    const computing = imports
      .filter(({ from }) => inside('src/build/')(from) || ASTRO.test(from) || feature(STILL)(from))
      .filter(({ target, text }) => target === 'src/model/forward.ts' && /\b(encode|decode|chain)\b/.test(text));
    expect(computing.map(told)).toEqual([]);
  });

  test('no module that a page loads reaches the build, the command line or tfjs', () => {
    const scripts = sources
      .filter((file) => file.endsWith('.astro'))
      .flatMap((file) =>
        [...read(file).matchAll(/<script>([\s\S]*?)<\/script>/g)].flatMap(([, script]) =>
          [...script!.matchAll(/(?:from|import)\s+'(\.[^']+)'/g)].map(([, specifier]) =>
            relative(root, join(root, dirname(file), specifier!)),
          ),
        ),
      );
    const seen = new Set<string>();
    const visit = (file: string): void => {
      if (seen.has(file)) return;
      seen.add(file);
      for (const { from, target, typeOnly } of imports) if (from === file && !typeOnly) visit(target);
    };
    scripts.forEach(visit);
    expect(scripts.length).toBeGreaterThan(8);
    const strangers = [...seen].filter(
      (file) => /^(src\/(build|cli|train|data)\/|@tensorflow|node:|linkedom|@napi)/.test(file) && !startsWithAny(file, SETS),
    );
    expect(strangers).toEqual([]);
  });

  test('relative imports name their file in full', () => {
    const bare = imports.filter(({ target }) => target.startsWith('src/') && !existsSync(join(root, target)));
    expect(bare.map(told)).toEqual([]);
  });

  test('no file imports itself by way of others, be it for values or for types', () => {
    const next = new Map(sources.map((file) => [file, imports.filter(({ from }) => from === file).map(({ target }) => target)]));
    const done = new Set<string>();
    const cycles: string[] = [];
    const visit = (file: string, path: readonly string[]): void => {
      const at = path.indexOf(file);
      if (at >= 0) cycles.push([...path.slice(at), file].join(' -> '));
      if (at >= 0 || done.has(file)) return;
      for (const target of next.get(file) ?? []) visit(target, [...path, file]);
      done.add(file);
    };
    for (const file of sources) visit(file, []);
    expect(cycles).toEqual([]);
  });

  test('chapters import nothing', () => {
    const chapters = filesBelow('content', /\.mdx?$/);
    expect(chapters.length).toBeGreaterThan(0);
    expect(chapters.filter((file) => /^\s*(import|export)\s/m.test(read(file).replace(/```[\s\S]*?```/g, '')))).toEqual([]);
  });
});

describe('monopolies', () => {
  const using = (pattern: RegExp, allowed: readonly string[] = [], among = sources) =>
    among.filter((file) => pattern.test(codeOf(file)) && !allowed.includes(file));

  test("runs/client.ts creates the site's only worker, runs/threads.ts its threads, the bench's page its own", () => {
    const creators = using(/new (Shared)?Worker\(/, ['src/cli/bench/page/page.ts']);
    expect(creators).toEqual(['src/runs/client.ts', 'src/runs/threads.ts']);
  });

  test('train/shared-memory.ts alone asks whether threads may share memory', () => {
    expect(using(/crossOriginIsolated|SharedArrayBuffer/)).toEqual(['src/train/shared-memory.ts']);
  });

  test('model/random.ts is the only randomness', () => {
    expect(using(/Math\.random|getRandomValues|randomUUID/)).toEqual([]);
  });

  test('train/choose.ts is the only file that picks an engine', () => {
    const users = imports.filter(({ target, typeOnly }) => !typeOnly && target.startsWith('src/train/engines/'));
    const strangers = users.filter(
      ({ from }) =>
        !startsWithAny(from, [
          'src/train/engines/',
          'src/train/choose.ts',
          // Measures them all.
          'src/cli/bench/',
          // Takes the kernels, which need no choosing: where they do not run it goes without.
          'src/train/still.ts',
          'src/build/chain.ts',
          // Takes one step of a recorded run again, for a picture.
          'src/build/first-step.ts',
          'src/cli/tfjs-in-node.ts',
          'src/cli/simd-in-node.ts',
          'src/cli/simd-thread.ts',
        ]),
    );
    expect(strangers.map(told)).toEqual([]);
  });

  test('nothing writes markup from strings', () => {
    expect(using(/\.(innerHTML|outerHTML)\s*\+?=(?!=)|insertAdjacentHTML|document\.write\b/)).toEqual([]);
    // `.html()` is how d3 writes markup.
    expect(using(/\.html\(/, [], sources.filter(isFigure))).toEqual([]);
  });

  test('training never waits for the graphics processor in place', () => {
    const train = sources.filter((file) => file.startsWith('src/train/'));
    expect(using(/\b(dataSync|arraySync|bufferSync|readSync)\b|\.print\(/, [], train)).toEqual([]);
  });

  test('what computes knows neither page nor clock', () => {
    const model = sources.filter((file) => file.startsWith('src/model/'));
    expect(using(/\b(document|window|fetch|navigator|localStorage)\b\s*[.(]|\bDate\b|performance\.now/, [], model)).toEqual([]);
    const worker = sources.filter((file) => file.startsWith('src/train/') || file.startsWith('src/data/'));
    expect(using(/\b(document|window)\s*\./, [], worker)).toEqual([]);
  });

  test('figures know no page but the one they are given', () => {
    const figures = sources.filter(isFigure);
    expect(
      using(
        /(?<![.\w])(window|globalThis|self)\.(?![xy]\b)|(?<![.\w])getComputedStyle\(|(?<![.\w])document\.(?!defaultView|createElement)/,
        [],
        figures,
      ),
    ).toEqual([]);
  });

  test('no page of the site asks another origin for anything', () => {
    expect(using(/fetch\(\s*['"`]https?:|src=["']https?:|@import\s+(url\()?["']?https?:/)).toEqual([]);
  });
});

describe('manners', () => {
  test('every file says its job in its first line', () => {
    const silent = [...sources, ...filesBelow('tests', /\.ts$/)]
      .filter((file) => !file.startsWith('tests/.out/'))
      .filter(
        (file) =>
          !/^(\/\/|\/\*)/.test(
            read(file)
              .replace(/^---\n/, '')
              .replace(/^#!.*\n/, ''),
          ),
      );
    expect(silent).toEqual([]);
  });

  test('no `any`, no type checks switched off', () => {
    const loose = [...sources, ...filesBelow('tests', /\.ts$/)].filter((file) => file !== 'tests/architecture.test.ts');
    expect(loose.filter((file) => /(:|as|<)\s*any\b(?!-)|@ts-(ignore|nocheck)/.test(codeOf(file)))).toEqual([]);
  });
});
