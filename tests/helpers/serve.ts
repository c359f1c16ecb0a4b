// A small static server for built pages: `node tests/helpers/serve.ts FOLDER PORT [BASE]`.
import { createReadStream, readFileSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { pipeline } from 'node:stream';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
  '.xml': 'application/xml',
};

/** What a site's `_headers` says of every address, as hosts that read it send it. */
export function headersOf(folder: string): Record<string, string> {
  const all = readFileSync(join(folder, '_headers'), 'utf8')
    .split(/^\/\*\n/m)[1]!
    .split(/^\S/m)[0]!;
  return Object.fromEntries([...all.matchAll(/^ +([\w-]+): (.+)$/gm)].map(([, name, value]) => [name!, value!]));
}

/** Serves `folder` at `http://localhost:port/base/`; unknown addresses get 404.html, as on GitHub Pages. */
export function serve(folder: string, port: number, base: string = '/', headers: Readonly<Record<string, string>> = {}): Promise<Server> {
  const fileOf = async (path: string): Promise<string | undefined> => {
    const file = join(folder, normalize(path));
    const found = await stat(file).catch(() => undefined);
    if (found?.isFile()) return file;
    if (!found?.isDirectory() || !path.endsWith('/')) return undefined;
    const index = join(file, 'index.html');
    return (await stat(index).catch(() => undefined)) ? index : undefined;
  };
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const inside = pathname.startsWith(base) ? await fileOf(decodeURIComponent(pathname.slice(base.length - 1))) : undefined;
    const file = inside ?? (await fileOf('/404.html'));
    if (!file) return void response.writeHead(404).end('not found');
    response.writeHead(inside ? 200 : 404, { ...headers, 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' });
    // A file may be gone by the time it is read.
    pipeline(createReadStream(file), response, () => response.destroy());
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, 'localhost', () => resolve(server));
  });
}

if (import.meta.main) {
  const [folder = 'dist', port = '4400', base = '/'] = process.argv.slice(2);
  await serve(folder, Number(port), base);
}
