// Builds the site for a folder of a larger site and serves it there: `node tests/e2e/serve-subpath.ts PORT`.
import { build } from 'astro';
import { serve } from '../helpers/serve.ts';

const base = '/course/two-numbers/';
process.env['BASE_PATH'] = base;
process.env['SITE_URL'] = 'https://example.org';
await build({ outDir: 'tests/.out/subpath', cacheDir: 'tests/.out/subpath-cache', logLevel: 'error' });
await serve('tests/.out/subpath', Number(process.argv[2]), base);
