// Finds the piece of source code a chapter shows: from `// #region NAME` to `// #endregion` in the files that really run. A region in
// several pieces has `// #region NAME ...` before each of them.
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { format } from 'prettier';

/** Folders whose code chapters show. */
const FOLDERS = ['src/model', 'src/data', 'src/train', 'src/kit', 'src/features'];

export interface CodeRegion {
  readonly name: string;
  /** Path from the project's root, e.g. `src/model/forward.ts`; of several pieces that of the last. */
  readonly file: string;
  /** One of several pieces. */
  readonly partial: boolean;
  /** Number of the region's first line of code in its file, from 1. */
  readonly line: number;
  /** The region's lines, moved left by the indentation they share, without the marks of regions inside. */
  readonly code: string;
}

/** Every region of the sources, by name; pieces follow each other, each below its file's name. Throws where a region is not closed, or a name is used twice. */
export function codeRegions(root: string = process.cwd()): Map<string, CodeRegion> {
  const regions = new Map<string, CodeRegion>();
  for (const path of FOLDERS.flatMap((folder) => sources(join(root, folder)))) {
    const file = relative(root, path).split(sep).join('/');
    for (const region of regionsOf(readFileSync(path, 'utf8'), file)) {
      const other = regions.get(region.name);
      if (other !== undefined && !(other.partial && region.partial))
        throw new Error(`region "${region.name}" stands in ${other.file} and in ${file}; a name may be used once`);
      const code = region.partial ? [...(other ? [other.code, ''] : []), `// ${file}`, region.code].join('\n') : region.code;
      regions.set(region.name, { ...region, code });
    }
  }
  return regions;
}

/** The regions of one file's text. */
export function regionsOf(text: string, file: string): CodeRegion[] {
  const lines = text.split('\n');
  const open: { name: string; partial: boolean; start: number }[] = [];
  const found: CodeRegion[] = [];
  for (const [index, line] of lines.entries()) {
    const start = /^\s*\/\/ #region (\S+)( \.\.\.)?\s*$/.exec(line);
    if (start) open.push({ name: start[1]!, partial: start[2] !== undefined, start: index + 1 });
    if (!/^\s*\/\/ #endregion\b/.test(line)) continue;
    const region = open.pop();
    if (region === undefined) throw new Error(`${file}:${index + 1} closes a region that was not opened`);
    const { name, partial } = region;
    found.push({ name, file, partial, line: region.start + 1, code: dedent(lines.slice(region.start, index)) });
  }
  if (open.length > 0) throw new Error(`${file}: region "${open[0]!.name}" is not closed`);
  return found;
}

function dedent(lines: readonly string[]): string {
  const kept = lines.filter((line) => !/^\s*\/\/ #(end)?region\b/.test(line));
  const indents = kept.filter((line) => line.trim() !== '').map((line) => /^ */.exec(line)![0].length);
  const shared = Math.min(...indents, Infinity);
  return kept
    .map((line) => line.slice(Number.isFinite(shared) ? shared : 0))
    .join('\n')
    .trim();
}

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => a.name.localeCompare(b.name))
    .flatMap((entry) =>
      entry.isDirectory() ? sources(join(folder, entry.name)) : entry.name.endsWith('.ts') ? [join(folder, entry.name)] : [],
    );
}

/** Columns of a sheet of code beside the text. */
const SHEET_WIDTH = 84;

/** A region's code with its lines broken to fit the sheet; not a word of it changes. */
export async function fitted({ code }: CodeRegion): Promise<string> {
  return (await format(code, { parser: 'typescript', singleQuote: true, printWidth: SHEET_WIDTH })).trimEnd();
}
