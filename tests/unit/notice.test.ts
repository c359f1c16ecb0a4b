// The text of NOTICE.txt. What is in the built site's own, tests/build/pages.test.ts looks at.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { noticeOf, noticeText } from '../../src/build/notice.ts';

/** The folder of a package with these files. */
function packageWith(license: string, files: Readonly<Record<string, string>> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'two-numbers-notice-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const all = { 'package.json': JSON.stringify({ name: 'some', version: '1.2.3', license }), ...files };
  for (const [name, text] of Object.entries(all)) writeFileSync(join(folder, name), text);
  return folder;
}

test("a licence is the package's own file, with its notices", () => {
  const folder = packageWith('MIT', { 'LICENSE.md': 'Do what you like.\n', NOTICE: 'By somebody.\n', 'README.md': 'LICENSE\n---\nno\n' });
  expect(noticeOf(folder)).toEqual({ title: 'some 1.2.3 (MIT)', text: 'Do what you like.\n\nBy somebody.' });
});

test('else it is the end of its README, else the common text of its licence', () => {
  const readme = '# Some\n\nLICENSE (MIT)\n---------\n\nDo what you like.\n\nAs is.\n';
  expect(noticeOf(packageWith('MIT', { 'README.md': readme })).text).toBe('Do what you like.\n\nAs is.');
  expect(noticeOf(packageWith('Apache-2.0', { 'README.md': '# Some\n' })).text).toMatch(
    /^\s*Apache License[^]*END OF TERMS AND CONDITIONS/,
  );
});

test('a package without a text stops the build', () => {
  const sentence = 'some is in the site without a text of its licence (MIT): say in src/build/notice.ts where it lies';
  expect(() => noticeOf(packageWith('MIT'))).toThrow(sentence);
});

test('a text that several share stands once', () => {
  const shared = ['a 1 (MIT)', 'b 2 (MIT)'].map((title) => ({ title, text: 'As is.' }));
  const text = noticeText([shared[0]!, { title: 'c 3 (ISC)', text: 'Yours.' }, shared[1]!]);
  expect(text).toContain('a 1 (MIT)\nb 2 (MIT)\n\nAs is.\n');
  expect(text.match(/As is\./g)).toHaveLength(1);
  expect(text).toContain('c 3 (ISC)\n\nYours.\n');
});
