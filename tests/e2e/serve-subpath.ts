// Builds the site for a folder of a larger site and serves it there with the headers it asks for: `node tests/e2e/serve-subpath.ts PORT`.
import { build } from 'astro';
import { serve } from '../../src/cli/serve.ts';
import { headersOf } from '../helpers/serve.ts';

const base = '/course/two-numbers/';
process.env['BASE_PATH'] = base;
process.env['SITE_URL'] = 'https://example.org';
const folder = 'tests/.out/subpath';
await build({ outDir: folder, cacheDir: 'tests/.out/subpath-cache', logLevel: 'error' });
await serve(folder, { port: Number(process.argv[2]), base, headers: headersOf(folder) });
