// Builds the numerics page as the site is built and serves it: `node tests/numerics/serve.ts PORT`.
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { compileKernels } from '../../src/cli/kernels.ts';
import { serve } from '../../src/cli/serve.ts';

const outDir = fileURLToPath(new URL('../.out/numerics', import.meta.url));
await compileKernels();
await build({
  configFile: false,
  root: fileURLToPath(new URL('./page', import.meta.url)),
  base: './',
  logLevel: 'warn',
  worker: {
    format: 'es',
    // As the site is built: what the worker's other files import must not be its entry (src/train/worker.ts says why).
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'answer', test: /numerics[\\/]page[\\/]answer\.ts$/ }] } } },
  },
  build: { outDir, emptyOutDir: true, assetsInlineLimit: 0, minify: false, chunkSizeWarningLimit: 10_000 },
});
await serve(outDir, { port: Number(process.argv[2]) });
