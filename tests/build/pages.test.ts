// The built pages as documents: figures with words, nothing from elsewhere. That links lead somewhere the build itself sees to.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseHTML } from 'linkedom';
import { describe, expect, test } from 'vitest';
import { folderOf, knownTags } from '../../src/build/tag-names.ts';
import { htmlOf, pages, SITE_DIR } from '../helpers/site.ts';
import { CHAPTERS } from '../helpers/visit.ts';

const documents = new Map(pages().map((page) => [page, parseHTML(htmlOf(page)).document]));
const names = [...documents.keys()];
const chapters = names.filter((page) => !['/', '/404.html', '/gallery/', '/lab/'].includes(page));

test('there are all chapters, a start, a gallery and a page for wrong addresses', () => {
  expect([...chapters].sort()).toEqual([...CHAPTERS].sort());
  expect(names).toEqual(expect.arrayContaining(['/', '/404.html', '/gallery/', '/lab/']));
});

describe.each(names)('%s', (page) => {
  const document = documents.get(page)!;
  const all = (selector: string) => [...document.querySelectorAll(selector)];

  test('has one title, a description and one main part; ids are unique', () => {
    expect(all('h1')).toHaveLength(1);
    expect(all('main')).toHaveLength(1);
    expect(document.querySelector('meta[name=description]')?.getAttribute('content')?.length).toBeGreaterThan(20);
    const ids = all('[id]').map(({ id }) => id);
    expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
  });

  test('every figure has a caption and a picture before its script runs', () => {
    for (const figure of all('figure.fig')) {
      const name = figure.parentElement?.tagName.toLowerCase();
      expect([name, figure.querySelector('figcaption')?.textContent.trim()]).toEqual([name, expect.stringMatching(/\w{3}/)]);
      const body = figure.querySelector('.fig-body')!;
      expect([name, body.querySelector('svg, img, pre, canvas') !== null]).toEqual([name, true]);
    }
  });

  test('obeys its own policy: no inline styles or handlers outside it', () => {
    expect(document.querySelector('meta[http-equiv="content-security-policy" i]')?.getAttribute('content')).toContain("default-src 'self'");
    expect(all('style, [onclick], [onload], iframe, object, embed').map(({ outerHTML }) => outerHTML.slice(0, 80))).toEqual([]);
  });
});

test('the gallery shows every tag, and every case that has a snapshot', () => {
  const gallery = documents.get('/gallery/')!;
  const bare = knownTags().filter((tag) => {
    const next = gallery.getElementById(folderOf(tag))?.nextElementSibling;
    return !next || next.tagName === 'H2' || next.matches('.case');
  });
  expect(bare).toEqual([]);
  const snapshots = readdirSync('tests/figures/__snapshots__').map((file) => file.replace(/\.txt$/, ''));
  const drawn = [...gallery.querySelectorAll('.case')].filter((figure) => figure.querySelector('.fig-body :is(svg, img)'));
  expect(drawn.map(({ id }) => id).sort()).toEqual(snapshots.map((name) => `case-${name}`).sort());
});

test('a chapter leads to the one before and the one after', () => {
  const order = [...documents.get('/')!.querySelectorAll('.chapter-list a')].map((link) => link.getAttribute('href')!);
  expect([...order].sort()).toEqual(chapters);
  order.forEach((page, i) => {
    const to = (rel: string) => documents.get(page)!.querySelector(`main a[rel=${rel}]`)?.getAttribute('href');
    expect([to('prev'), to('next')]).toEqual([order[i - 1], order[i + 1]]);
  });
});

test('every chapter has a promise, code in TypeScript and Keras, things to try and a recap', () => {
  for (const page of chapters) {
    const document = documents.get(page)!;
    const has = (selector: string) => [page, selector, document.querySelector(selector) !== null];
    for (const selector of ['.promise', 'code-tabs']) expect(has(selector)).toEqual([page, selector, true]);
    const text = document.querySelector('main')!.textContent;
    expect([page, /\bTry\b/.test(text), /recap|in short|remember/i.test(text)]).toEqual([page, true, true]);
  }
});

test('NOTICE.txt has the licence of everything that is bundled, in full, and every page leads to it', () => {
  const notice = readFileSync(join(SITE_DIR, 'NOTICE.txt'), 'utf8');
  // Of the pages, of the worker, of style sheets, of what is not bundled but copied.
  const names = [
    'd3-scale 4',
    'nanostores 1',
    '@tensorflow/tfjs-backend-webgpu 4',
    'katex 0',
    '@expressive-code/core 0',
    'Source Serif 4',
    'MNIST',
  ];
  for (const name of names) expect(notice).toContain(`\n${name}`);
  for (const last of ['END OF TERMS AND CONDITIONS', 'OTHER DEALINGS IN THE FONT SOFTWARE', 'OTHER DEALINGS IN THE\nSOFTWARE'])
    expect(notice).toContain(last);
  expect(notice).not.toContain('playwright');
  for (const [page, document] of documents)
    expect([page, document.querySelector('footer a[href="/NOTICE.txt"]') !== null]).toEqual([page, true]);
});
