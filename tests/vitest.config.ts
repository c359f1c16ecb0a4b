// Vitest: `source` needs nothing but the sources; `built` looks at the site in dist/, builds scratch sites and runs the commands.
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  cacheDir: 'tests/.out/vite',
  test: {
    // No test waits by the clock. This ends one that hangs, on a machine many times slower than any.
    testTimeout: 20 * 60_000,
    hookTimeout: 20 * 60_000,
    tags: [{ name: 'slow', description: 'runs in `npm run test:slow`, not in `npm test`' }],
    // One of two processors would idle by default.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      {
        extends: true,
        test: {
          name: 'source',
          globalSetup: 'tests/helpers/prepare.ts',
          include: ['tests/architecture.test.ts', 'tests/unit/**/*.test.ts', 'tests/figures/**/*.test.ts'],
        },
      },
      { extends: true, test: { name: 'built', include: ['tests/budget/**/*.test.ts', 'tests/build/**/*.test.ts'] } },
    ],
  },
});
