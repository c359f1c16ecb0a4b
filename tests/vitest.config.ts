// Vitest in two rounds: `source` needs nothing but the sources, `built` looks at the site in dist/ and builds scratch sites.
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const tally = fileURLToPath(new URL('./helpers/vitest-reporter.ts', import.meta.url));

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  cacheDir: 'tests/.out/vite',
  test: {
    reporters: ['default', tally],
    testTimeout: 30_000,
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
      {
        extends: true,
        test: { name: 'built', include: ['tests/budget/**/*.test.ts', 'tests/build/**/*.test.ts'], fileParallelism: false },
      },
    ],
  },
});
