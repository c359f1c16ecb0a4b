// Lets Node load what only bundlers know: tfjs's modules as the browser's bundle has them, and files imported as text or address.
import { existsSync, readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';

const QUERY = /\?(raw|url)$/;

/**
 * tfjs's ES modules name files without an extension, and its packages' entry for Node is a second, separate copy of the
 * core. Both are resolved here to the one ES module tree, so that gradients and backends register with the core in use.
 */
function resolveTfjs(specifier: string, parent: string): string {
  if (/^@tensorflow\/tfjs-[a-z-]+$/.test(specifier)) return `${specifier}/dist/index.js`;
  if (/^@tensorflow\/tfjs-.*\/dist\/[^.]+$/.test(specifier)) return `${specifier}.js`;
  if (!specifier.startsWith('.') || !parent.includes('/@tensorflow/') || /\.(js|wasm)$/.test(specifier)) return specifier;
  const path = fileURLToPath(new URL(specifier, parent));
  return pathToFileURL(existsSync(`${path}.js`) ? `${path}.js` : `${path}/index.js`).href;
}

/** Call it before the modules in question are imported. */
export function hookImports(): void {
  registerHooks({
    resolve(specifier, context, next) {
      const [query = ''] = QUERY.exec(specifier) ?? [];
      const bare = specifier.slice(0, specifier.length - query.length);
      const found = next(resolveTfjs(bare, context.parentURL ?? ''), context);
      return query ? { ...found, url: found.url + query, format: 'module', importAttributes: {} } : found;
    },
    load(url, context, next) {
      const [, kind] = QUERY.exec(url) ?? [];
      if (!kind) return next(url, context);
      const file = new URL(url.replace(QUERY, ''));
      const value = kind === 'raw' ? readFileSync(file, 'utf8') : file.href;
      return { format: 'module', source: `export default ${JSON.stringify(value)};`, shortCircuit: true };
    },
  });
}
