// The server behind `npm start`: every answer bears the headers, a 304, too, for WebKit has refused workers whose 304 lacked them.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ISOLATION } from '../../src/cli/isolation.ts';
import { serve, type SiteServer } from '../../src/cli/serve.ts';

const folder = mkdtempSync(join(tmpdir(), 'two-numbers-'));
const FILES = {
  'index.html': 'home',
  '404.html': 'no such page',
  'training/index.html': 'training',
  'w.js': 'onmessage = 0;',
  'k.wasm': '\0asm',
};
for (const [path, text] of Object.entries(FILES)) {
  mkdirSync(join(folder, path, '..'), { recursive: true });
  writeFileSync(join(folder, path), text);
}
afterAll(() => rmSync(folder, { recursive: true }));

const isolation = (response: Response) => Object.keys(ISOLATION).map((name) => response.headers.get(name));

describe.each(['/', '/course/ae/'])('a site at %s', (base) => {
  let site: SiteServer;
  beforeAll(async () => {
    site = await serve(folder, { base, headers: ISOLATION });
  });
  afterAll(() => site.close());
  const get = (path: string, headers: Record<string, string> = {}) => fetch(new URL(path, site.address), { headers });

  test('its address ends in its folder', () => expect(new URL(site.address).pathname).toBe(base));

  test.each([
    ['', 'home', 'text/html;charset=utf-8'],
    ['training/', 'training', 'text/html;charset=utf-8'],
    ['w.js', 'onmessage = 0;', 'text/javascript'],
    ['k.wasm', '\0asm', 'application/wasm'],
  ])('"%s" is there, with its type and the headers', async (path, text, type) => {
    const response = await get(path);
    expect([response.status, response.headers.get('content-type'), await response.text()]).toEqual([200, type, text]);
    expect(isolation(response)).toEqual(Object.values(ISOLATION));
  });

  test('what has not changed is a 304 with the headers; what has comes anew', async () => {
    const first = await get('w.js');
    const etag = first.headers.get('etag')!;
    expect(first.headers.get('cache-control')).toBe('no-cache');
    const again = await get('w.js', { 'If-None-Match': etag });
    expect([again.status, await again.text()]).toEqual([304, '']);
    expect(isolation(again)).toEqual(Object.values(ISOLATION));
    writeFileSync(join(folder, 'w.js'), `${FILES['w.js']} // changed`);
    expect((await get('w.js', { 'If-None-Match': etag })).status).toBe(200);
    writeFileSync(join(folder, 'w.js'), FILES['w.js']);
  });

  test.each(['nowhere/', '%00', '..%2f..%2fetc/passwd', '..%2f..%2fpackage.json', '%c0%ae%c0%ae/package.json', '%E0%A4%A'])(
    '"%s" is the page for unknown addresses',
    async (path) => {
      const response = await get(path);
      expect([response.status, response.headers.get('content-type'), await response.text()]).toEqual([
        404,
        'text/html;charset=utf-8',
        'no such page',
      ]);
      expect(isolation(response)).toEqual(Object.values(ISOLATION));
    },
  );
});

test('an address outside the site is unknown', async () => {
  const site = await serve(folder, { base: '/course/ae/' });
  expect((await fetch(new URL('/w.js', site.address))).status).toBe(404);
  await site.close();
});
