// How the site is built: chapters to static pages, formulas and code set at build time, one strict content policy.
import { satteri } from '@astrojs/markdown-satteri';
import mdx from '@astrojs/mdx';
import sitemap from '@astrojs/sitemap';
import expressiveCode from 'astro-expressive-code';
import { defineConfig } from 'astro/config';
import { BUILD_TARGET } from './src/build/browsers.ts';
import { codeThemes } from './src/build/code-theme.ts';
import { checkLinks } from './src/build/links.ts';
import { math } from './src/build/math.ts';
import { notice } from './src/build/notice.ts';
import { offline } from './src/build/offline.ts';
import { pictureFiles } from './src/build/picture-files.ts';
import { links, tables, tags } from './src/build/prose.ts';
import { ISOLATION } from './src/cli/isolation.ts';
import { compileKernels } from './src/cli/kernels.ts';
import { prepareData } from './src/cli/prepare-data.ts';

// SITE_URL (https://who.github.io) is needed for canonical addresses only; BASE_PATH (/two-numbers) for a sub-path.
const site = process.env.SITE_URL || undefined;
const base = process.env.BASE_PATH || '/';

/** KaTeX offers each font in three formats; every browser that can run this site reads woff2. */
const woff2Only = {
  name: 'woff2-only',
  enforce: 'pre',
  transform: (code, id) =>
    id.includes('/katex/') && id.includes('.css') ? code.replace(/,url\([^)]+\.(?:woff|ttf)\) format\("[^"]+"\)/g, '') : undefined,
};

/** Scripts of pages and of the worker are written for the oldest browsers that are supported; Astro itself sets `esnext`, and reads no option. */
const forBrowsers = {
  name: 'for-browsers',
  configEnvironment: (name, { build }) => {
    if (name === 'client') build.target = BUILD_TARGET;
  },
};

/** `npm run dev`: server.headers would not do, Vite sends none of them with a 304 (src/cli/serve.ts says what comes of that). */
const isolated = {
  name: 'isolated',
  configureServer: ({ middlewares }) => {
    middlewares.use((_, response, next) => {
      response.setHeaders(new Map(Object.entries(ISOLATION)));
      next();
    });
  },
};

/** The simd engine's kernels and the data lie ready before anything asks for them. */
const prepare = {
  name: 'prepare',
  hooks: {
    'astro:config:setup': async ({ command }) => {
      await compileKernels();
      if (command !== 'build' && command !== 'dev') return;
      await prepareData().catch((error) => {
        // Astro would print a stack trace behind the sentence.
        console.error(`${command}: ${error.message}`);
        process.exit(1);
      });
    },
  },
};

export default defineConfig({
  ...(site ? { site } : {}),
  base,
  trailingSlash: 'always',
  // A site built from other chapters (tests do that) must not share the cache of these.
  ...(process.env.CONTENT_DIR ? { cacheDir: `${process.env.CONTENT_DIR}/.cache` } : {}),
  // Styles stay in files: a style element of a component used in MDX would miss its hash in the policy.
  build: { format: 'directory', inlineStylesheets: 'never' },
  devToolbar: { enabled: false },
  security: {
    csp: {
      directives: [
        "default-src 'self'",
        "img-src 'self' data: blob:",
        "font-src 'self'",
        "connect-src 'self'",
        "worker-src 'self'",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'none'",
      ],
      scriptDirective: { resources: ["'self'", "'wasm-unsafe-eval'"] },
      // KaTeX and the code blocks place things with style attributes; style elements stay forbidden.
      styleDirective: { resources: ["'self'", { resource: "'unsafe-inline'", kind: 'attribute' }] },
    },
  },
  markdown: {
    // Expressive Code does it; Astro would warn that its own highlighter disagrees with the policy.
    syntaxHighlight: false,
    processor: satteri({ features: { math: true, headingAttributes: true }, hastPlugins: [tags, math, tables, links(base)] }),
  },
  integrations: [
    prepare,
    expressiveCode({
      // Plain JSON only: the Code component of CodeTabs is given these options as text.
      themes: codeThemes,
      minSyntaxHighlightingColorContrast: 5.5,
      styleOverrides: {
        borderRadius: '0',
        borderWidth: '0',
        borderColor: 'var(--rule)',
        codeBackground: 'var(--paper-2)',
        codeForeground: 'var(--ink)',
        codeFontFamily: 'var(--mono)',
        codeFontSize: 'var(--step--1)',
        uiFontFamily: 'var(--sans)',
        frames: {
          shadowColor: 'transparent',
          frameBoxShadowCssValue: 'none',
          editorBackground: 'var(--paper-2)',
          editorTabBarBackground: 'var(--paper-2)',
          editorTabBarBorderBottomColor: 'transparent',
          editorActiveTabBackground: 'var(--paper-2)',
          editorActiveTabForeground: 'var(--muted)',
          editorActiveTabIndicatorTopColor: 'transparent',
          editorActiveTabIndicatorBottomColor: 'transparent',
        },
      },
    }),
    mdx(),
    pictureFiles(),
    ...(site ? [sitemap({ filter: (page) => !page.endsWith('/gallery/') })] : []),
    notice(),
    checkLinks(),
    // Last: it lists what the others wrote.
    offline(),
  ],
  vite: {
    plugins: [woff2Only, isolated, forBrowsers],
    worker: {
      format: 'es',
      rolldownOptions: {
        output: {
          // tfjs's licence headers, one a file, are an eighth of the download; NOTICE.txt has the licence for all.
          comments: { legal: false },
          // What the worker's other files import must not be its entry (src/train/worker.ts says why).
          codeSplitting: { groups: [{ name: 'switchboard', test: /src[\\/]train[\\/]switchboard\.ts$/ }] },
        },
      },
    },
    build: { assetsInlineLimit: 0, cssTarget: BUILD_TARGET, rolldownOptions: { checks: { moduleLevelDirective: false } } },
    optimizeDeps: {
      // What only the worker imports is found late by the dev server, which would reload the page in the middle of a run.
      include: [
        'd3',
        'nanostores',
        '@tensorflow/tfjs-core',
        '@tensorflow/tfjs-backend-webgpu',
        '@tensorflow/tfjs-backend-webgl',
        '@tensorflow/tfjs-backend-wasm',
        '@tensorflow/tfjs-backend-cpu',
      ],
    },
  },
});
