// The build's check of links in the finished pages.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { linkMistakes } from '../../src/build/links.ts';

/** The mistakes of a site with these files. */
function mistakesIn(files: Readonly<Record<string, string>>, base = '/'): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'two-numbers-links-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return linkMistakes(folder, base);
}

test('links to pages, files, sections and other sites are right', () => {
  const body = '<a href="/b/#x%20y">B</a><a href="#top">up</a><a href="../b/">B</a><a href="https://else.org/">there</a><img src="/p.svg">';
  const head = '<link rel="canonical" href="https://host.org/a/"><link rel="icon" href="/p.svg">';
  const files = {
    'a/index.html': `${head}<main id="top">${body}<img src="data:,"></main>`,
    'b/index.html': '<h2 id="x y">X</h2>',
    'p.svg': '',
  };
  expect(mistakesIn(files)).toEqual([]);
});

test.each([
  ['<a href="/c/">C</a>', '/a/ links to "/c/", and there is no such page or file'],
  ['<a href="/b">B</a>', '/a/ links to "/b", and there is no such page or file'],
  ['<script src="/gone.js"></script>', '/a/ links to "/gone.js", and there is no such page or file'],
  ['<a href="/b/#y">B</a>', '/a/ links to "/b/#y", and nothing on /b/ has the id "y"'],
  ['<a href="#y">Y</a>', '/a/ links to "#y", and nothing on /a/ has the id "y"'],
  ['<img src="https://else.org/p.png">', '/a/ links to "https://else.org/p.png", a file of another site'],
])('%s is a mistake', (body, mistake) => {
  expect(mistakesIn({ 'a/index.html': body, 'b/index.html': '<h2 id="x">X</h2>' })).toEqual([mistake]);
});

test("in a folder, links must bear the folder's name", () => {
  const files = { 'index.html': '<a href="/ae/b/">B</a>', 'b/index.html': '<a href="/">home</a>' };
  expect(mistakesIn(files, '/ae/')).toEqual(['/b/ links to "/", which is outside the site\'s folder /ae/']);
});
