// The built site as files: its pages, and the scripts that a page or a worker pulls in.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';

/** dist/, or SITE_DIR to look at another build. */
export const SITE_DIR = resolve(process.env['SITE_DIR'] ?? 'dist');

const read = (file: string) => readFileSync(join(SITE_DIR, file), 'utf8');

/** Addresses of all pages, `/`, `/training/`, ...; 404.html too. */
export function pages(): string[] {
  if (!existsSync(SITE_DIR)) throw new Error(`${SITE_DIR} is missing: build the site first`);
  return readdirSync(SITE_DIR, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => file.endsWith('.html'))
    .map((file) => `/${file.replace(/index\.html$/, '')}`)
    .sort();
}

export const htmlOf = (page: string) => read(page.endsWith('/') ? `${page}index.html` : page);

/** Bytes after `gzip -9`. */
export const packed = (text: string) => gzipSync(text, { level: 9 }).length;

/** Module specifiers of a built script: those it needs at once, or those it fetches when asked. */
export function importsOf(file: string, kind: 'static' | 'dynamic'): string[] {
  const pattern = kind === 'static' ? /(?:\bfrom|\bimport)\s*["'`](\.[^"'`]+\.js)["'`]/g : /\bimport\(\s*["'`](\.[^"'`]+)["'`]\s*\)/g;
  return [...read(file).matchAll(pattern)].map((match) => posix.join(dirname(file), match[1]!));
}

/** Scripts and all they need at once. */
export function closure(files: readonly string[]): string[] {
  const seen = new Set<string>();
  const visit = (file: string): void => {
    if (seen.has(file)) return;
    seen.add(file);
    importsOf(file, 'static').forEach(visit);
  };
  files.forEach(visit);
  return [...seen];
}

/** The scripts that a page loads before the reader does anything; its inline scripts as text. */
export function scriptsOf(page: string): { files: string[]; inline: string[] } {
  const html = htmlOf(page);
  const tags = [...html.matchAll(/<script([^>]*)>([\s\S]*?)<\/script>/g)].map(([, attributes, text]) => ({
    src: /\bsrc="([^"]+)"/.exec(attributes!)?.[1],
    json: /application\/(ld\+)?json/.test(attributes!),
    text: text!,
  }));
  const preloaded = [...html.matchAll(/<link[^>]+rel="modulepreload"[^>]+href="([^"]+)"/g)].map((match) => match[1]!);
  const linked = [...tags.flatMap(({ src }) => (src ? [src] : [])), ...preloaded].map((src) => src.replace(/^\//, ''));
  return { files: closure(linked), inline: tags.filter(({ src, json }) => !src && !json).map(({ text }) => text) };
}

export const scriptText = read;
export const builtScripts = () =>
  readdirSync(join(SITE_DIR, '_astro'))
    .filter((file) => file.endsWith('.js'))
    .map((file) => `_astro/${file}`);
