// Serves a folder of built pages to tests that are run by hand, as `npm start` does: `node tests/helpers/serve.ts FOLDER PORT`.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ISOLATION } from '../../src/cli/isolation.ts';
import { serve } from '../../src/cli/serve.ts';

/** What a site's `_headers` says of every address, as hosts that read it send it. */
export function headersOf(folder: string): Record<string, string> {
  const all = readFileSync(join(folder, '_headers'), 'utf8')
    .split(/^\/\*\n/m)[1]!
    .split(/^\S/m)[0]!;
  return Object.fromEntries([...all.matchAll(/^ +([\w-]+): (.+)$/gm)].map(([, name, value]) => [name!, value!]));
}

if (import.meta.main) {
  const [folder = 'dist', port = '4400'] = process.argv.slice(2);
  await serve(folder, { port: Number(port), headers: ISOLATION });
}
