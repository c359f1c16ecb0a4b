// A static server for a built site: what `npm start` leaves running, and what tests and bench visit.
import { createReadStream, existsSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import sirv from 'sirv';

export interface SiteServer {
  /** With a trailing slash. */
  readonly address: string;
  readonly close: () => Promise<void>;
}

export interface Serving {
  /** Any free one by default. */
  readonly port?: number;
  /** The site's folder on this host, with slashes around it. */
  readonly base?: string;
  /** Sent with every answer. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Serves `folder` at `http://localhost:port/base/`; unknown addresses get 404.html. Throws the system's error where the port cannot be had. */
export async function serve(folder: string, { port = 0, base = '/', headers = {} }: Serving = {}): Promise<SiteServer> {
  // `dev` looks files up at each request: another build may have replaced them. Browsers ask again each time, and mostly get a 304.
  const answer = sirv(folder, { dev: true, etag: true, extensions: ['html'] });
  const missing = join(folder, '404.html');
  const server = createServer((request, response) => {
    // Set before sirv answers, which adds no header to a 304: WebKit has refused workers whose 304 lacked these (bugs.webkit.org/245346).
    response.setHeaders(new Map(Object.entries(headers)));
    const notFound = () => {
      response.writeHead(404, { 'Content-Type': 'text/html;charset=utf-8' });
      if (existsSync(missing)) createReadStream(missing).pipe(response);
      else response.end();
    };
    const { url = '/' } = request;
    if (!url.startsWith(base)) return notFound();
    request.url = url.slice(base.length - 1);
    answer(request, response, notFound);
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, 'localhost', resolve));
  return {
    address: `http://localhost:${(server.address() as AddressInfo).port}${base}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
