// The built site asks nothing of a browser that the oldest supported ones lack: syntax, built-ins, interfaces of the web, styles.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parse, walk, type CssNode } from 'css-tree';
import ts from 'typescript';
import { parseAst, transformWithOxc } from 'vite';
import { describe, expect, test } from 'vitest';
import { BUILD_TARGET, OLDEST } from '../../src/build/browsers.ts';
import { NEEDED } from '../helpers/needed.ts';
import { allSince, keysOf, support } from '../helpers/browser-support.ts';
import { SITE_DIR } from '../helpers/site.ts';

/** Features that the oldest supported browsers lack in part, and what their readers have instead. */
const WITHOUT: Readonly<Record<string, string>> = {
  webgpu: 'the engines on WebAssembly train',
  indexeddb: 'a browser that cannot list its databases opens the one (src/runs/run-database.ts)',
  'pointer-events-api': 'a drawn line goes straight from one event to the next (features/draw-digit/draw-pad.ts)',
  'input-file-webkitdirectory': 'a phone offers files, no folders; their names serve (features/own-data/element.ts)',
  'autonomous-custom-elements': 'the data miss it in Safari, which has had it since 10.1',
  fullscreen: 'iPhones have none: the button is not there (features/watch/element-view.ts)',
  devicepixelratio: 'Safari does not count the zoom of the page in it: drawings are a little coarser there',
  requestidlecallback: 'Expressive Code calls at once',
  'text-wrap': 'lines break as they come',
  'text-wrap-balance': 'lines break as they come',
  'text-wrap-pretty': 'lines break as they come',
  hyphens: 'words are hyphenated by -webkit-hyphens',
  'text-size-adjust': '-webkit-text-size-adjust stands beside it',
  'user-select': '-webkit-user-select stands beside it',
  'print-color-adjust': '-webkit-print-color-adjust stands beside it',
  masks: '-webkit-mask stands beside it',
  marker: 'a marker has its usual looks',
  cursor: 'phones have no pointer to change',
  'accent-color': "boxes and sliders have the system's colour",
  'forced-colors': 'Safari forces no colours',
  'page-breaks': 'a printed heading may end a page',
  'paint-order': 'lacked by text in HTML only; ours is in SVG',
  'rect-xywh': 'it is the old rect() of clip',
  scripting: 'Expressive Code shows its button, which the page itself hides without scripts',
};
/** Of methods of ours and of TensorFlow.js that are called as new built-ins are. */
const OWN_NAMES = ['dispose', 'disposed', 'move', 'grow', 'take'];

const used = new Set<string>();
/** What of these the oldest browsers lack and nothing stands in for; each as a line. */
function beyond(found: ReadonlyMap<string, string>): string[] {
  return [...found].flatMap(([key, where]) => {
    const { feature, lackedBy } = support(key)!;
    if (lackedBy.length === 0) return [];
    used.add(feature);
    return feature in WITHOUT ? [] : [`${key} in ${where}, lacked by ${lackedBy.join(', ')}`];
  });
}

const files = (extension: string) =>
  readdirSync(SITE_DIR, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith(extension));
const text = (file: string) => readFileSync(join(SITE_DIR, file), 'utf8');

test('the oldest supported browsers are the first to have all that figures cannot do without', () => {
  expect(allSince(Object.values(NEEDED))).toEqual(OLDEST);
});

describe('syntax', () => {
  const written = async (code: string, target: string | string[]) =>
    (await transformWithOxc(code, 'x.js', { target, sourcemap: false })).code;
  /** Whether a compiler that writes for `target` would have to change something. */
  const isNewer = async (code: string, target: string | string[] = BUILD_TARGET) =>
    (await written(code, target)) !== (await written(code, 'esnext'));

  test('no script has a newer one', async () => {
    const newer = await Promise.all(files('.js').map(async (file) => ((await isNewer(text(file))) ? [file] : [])));
    expect(newer.flat()).toEqual([]);
    for (const code of ['/[\\p{L}--[a-z]]/v', '{ using x = f(); }']) expect(await isNewer(code)).toBe(true);
  });

  test('the script that says so in older browsers can be read by those of 2018', async () => {
    expect(await isNewer(text('early.js'), ['chrome66', 'firefox58', 'safari11.1'])).toBe(false);
  });
});

interface Node {
  readonly type: string;
  readonly [part: string]: unknown;
}

/** All nodes of a syntax tree. */
function* nodes(of: unknown): Generator<Node> {
  if (Array.isArray(of)) for (const each of of) yield* nodes(each);
  else if (of && typeof of === 'object') {
    if ('type' in of) yield of as Node;
    for (const [name, part] of Object.entries(of)) if (name !== 'parent') yield* nodes(part);
  }
}

test('scripts call no newer built-in, and no newer interface by its name', () => {
  const builtIns = new Map<string, string[]>();
  for (const key of keysOf('javascript.builtins.', 'api.')) {
    const path = key
      .replace(/_static$/, '')
      .split('.')
      .slice(key.startsWith('api.') ? 1 : 2);
    // A method by its name alone may be any interface's: one that is old enough will do.
    if (path.length === 2) builtIns.set(path[1]!, [...(builtIns.get(path[1]!) ?? []), key]);
  }
  const HOLDERS: Readonly<Record<string, readonly string[]>> = {
    navigator: ['api.Navigator', 'api.WorkerNavigator'],
    document: ['api.Document'],
    window: ['api.Window', 'api'],
    self: ['api.Window', 'api'],
    globalThis: ['api.Window', 'api'],
  };
  const found = new Map<string, string>();
  const note = (file: string, keys: readonly string[]) => {
    const known = keys.filter(support);
    if (known.every((key) => support(key)!.lackedBy.length > 0)) known.slice(0, 1).forEach((key) => found.set(key, file));
  };
  for (const file of files('.js'))
    for (const { type, name, object, property, computed } of nodes(parseAst(text(file)))) {
      if (type === 'Identifier' && /^[A-Z]\w\w/.test(name as string)) note(file, [`javascript.builtins.${name}`, `api.${name}`]);
      if (type !== 'MemberExpression' || computed) continue;
      const [holder, member] = [(object as Node)['name'] as string, (property as Node)['name'] as string];
      const holders = HOLDERS[holder] ?? [`javascript.builtins.${holder}`, `api.${holder}`];
      note(
        file,
        holders.flatMap((each) => [`${each}.${member}`, `${each}.${member}_static`]),
      );
      const methods = builtIns.get(member) ?? [];
      if (!OWN_NAMES.includes(member) && methods.some((key) => key.startsWith('javascript.'))) note(file, methods);
    }
  expect(beyond(found)).toEqual([]);
  expect(found.has('api.Navigator.gpu')).toBe(true);
});

/** Every name of the browser's that a program of ours uses, by its type, as the data call it. */
function interfacesOf(program: ts.Program): Map<string, string> {
  const checker = program.getTypeChecker();
  const found = new Map<string, string>();
  const ownerOf = ({ parent }: ts.Declaration) => {
    if (ts.isInterfaceDeclaration(parent)) return parent.name.text;
    return ts.isTypeLiteralNode(parent) && ts.isVariableDeclaration(parent.parent) ? parent.parent.name.getText() : undefined;
  };
  const visit = (node: ts.Node): void => {
    ts.forEachChild(node, visit);
    if (!ts.isIdentifier(node)) return;
    for (const declaration of checker.getSymbolAtLocation(node)?.declarations ?? []) {
      if (!/typescript\/lib\/lib\.|@webgpu\/types/.test(declaration.getSourceFile().fileName)) continue;
      const owner = ownerOf(declaration);
      const keys = owner
        ? [`api.${owner}.${node.text}`, `api.${owner}.${node.text}_static`]
        : [`api.${node.text}`, `api.Window.${node.text}`];
      for (const key of keys.filter(support)) found.set(key, node.getSourceFile().fileName);
    }
  };
  for (const file of program.getSourceFiles()) if (!file.isDeclarationFile && !file.fileName.includes('node_modules')) visit(file);
  return found;
}

test.each(['page', 'worker'])('the program of the %s uses no newer interface of the web', (name) => {
  const path = resolve(`tests/types/${name}.json`);
  const { options, fileNames } = ts.parseJsonConfigFileContent(ts.readConfigFile(path, ts.sys.readFile).config, ts.sys, dirname(path));
  // Newer built-ins of the language do not compile: both programs are checked against the types of ES2023.
  expect(options.lib).toContain('lib.es2023.d.ts');
  const found = interfacesOf(ts.createProgram(fileNames, options));
  expect(found.size).toBeGreaterThan(100);
  expect(beyond(found)).toEqual([]);
});

/** What a style sheet asks for, as the data call it. */
function stylesOf(sheet: CssNode): string[] {
  const found: string[] = [];
  const types = keysOf('css.types.');
  walk(sheet, (node) => {
    if (node.type === 'Declaration') {
      found.push(`css.properties.${node.property}`);
      walk(node.value, (part) => {
        if (part.type === 'Identifier') found.push(`css.properties.${node.property}.${part.name}`);
        if (part.type === 'Function') found.push(...types.filter((key) => key.endsWith(`.${part.name}`)));
        if (part.type === 'Dimension') found.push(`css.types.length.${part.unit}`);
      });
    }
    if (node.type === 'Atrule') found.push(`css.at-rules.${node.name}`);
    if (node.type === 'Feature') found.push(`css.at-rules.media.${node.name}`);
    if (node.type === 'PseudoClassSelector' || node.type === 'PseudoElementSelector') found.push(`css.selectors.${node.name}`);
    if (node.type === 'NestingSelector') found.push('css.selectors.nesting');
  });
  return found.filter(support);
}

test('styles ask for nothing newer', () => {
  const found = new Map<string, string>();
  for (const file of files('.css')) for (const key of stylesOf(parse(text(file), { parseCustomProperty: true }))) found.set(key, file);
  expect(found.size).toBeGreaterThan(200);
  expect(beyond(found)).toEqual([]);
  expect(stylesOf(parse('a { color: light-dark(red, blue); & b { width: 1px } }'))).toEqual(
    expect.arrayContaining(['css.types.color.light-dark', 'css.selectors.nesting']),
  );
});

test('what stands in for a missing feature stands in for one that is used', () => {
  expect(Object.keys(WITHOUT).filter((feature) => !used.has(feature))).toEqual([]);
});
