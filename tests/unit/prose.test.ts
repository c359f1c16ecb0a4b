// What the build checks in chapters: names, formulas, tags.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { chapterFiles, chapterName, sourceOf } from '../../src/build/chapters.ts';
import { typeset } from '../../src/build/math.ts';
import { knownTags } from '../../src/build/tag-names.ts';

test('a chapter is named by its file, without the number that orders it', () => {
  expect(chapterName('06-training.mdx')).toBe('training');
  expect(chapterName('content/10-a-b.mdx')).toBe('a-b');
});

test('chapters come in the order of their numbers; drafts and other files are left out', () => {
  const root = mkdtempSync(join(tmpdir(), 'chapters-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  mkdirSync(join(root, 'content'));
  for (const file of ['02-b.mdx', '01-z.mdx', '_draft.mdx', 'notes.md']) writeFileSync(join(root, 'content', file), '');
  expect(chapterFiles(root)).toEqual(['01-z.mdx', '02-b.mdx']);
  expect(sourceOf('/any/base/b/', root)).toBe('content/02-b.mdx');
  expect(sourceOf('/gallery/', root)).toBe('src/pages/gallery.astro');
  expect(sourceOf('/', root)).toBe('src/pages/index.astro');
  expect(chapterFiles(join(root, 'nowhere'))).toEqual([]);
});

test('a formula becomes HTML for the eye and MathML for the ear', () => {
  const html = typeset('h = f(x)', false, 'content/x.mdx');
  expect(html).toContain('<math');
  expect(html).toContain('katex-html');
});

test('a formula that is not good TeX is named with its file', () => {
  expect(() => typeset('\\frac{1', true, 'content/x.mdx')).toThrow(/^content\/x\.mdx: the formula \\frac\{1 cannot be typeset/);
  // Unknown commands and what only lenient settings let pass are errors too.
  expect(() => typeset('\\nothing x', false, 'content/x.mdx')).toThrow('cannot be typeset');
  expect(() => typeset('x % a comment', false, 'content/x.mdx')).toThrow('cannot be typeset');
});

test('the tags are the folders of src/features that hold a file of their own name', () => {
  const root = mkdtempSync(join(tmpdir(), 'features-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  for (const file of ['held-out/HeldOut.astro', 'held-out/Row.astro', 'try/Try.astro', 'lab/LabSettings.astro']) {
    mkdirSync(join(root, 'src/features', file, '..'), { recursive: true });
    writeFileSync(join(root, 'src/features', file), '');
  }
  expect(knownTags(root)).toEqual(['HeldOut', 'Try']);
  expect(knownTags()).toContain('HeldOut');
});
