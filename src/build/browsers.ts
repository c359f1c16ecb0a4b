// The browsers that the site supports: what the build is aimed at, what pages say, and what tests hold the built files to.

/** The oldest supported version of each; 16.4 of Safari is that of iPhones and iPads, too. tests/build/browsers.test.ts says what sets it. */
export const OLDEST = { chrome: '111', edge: '111', firefox: '121', safari: '16.4', ios: '16.4' } as const;

/** The same, as build tools name them. */
export const BUILD_TARGET: string[] = Object.entries(OLDEST).map(([name, version]) => name + version);

/** The same, for readers. */
export const BROWSERS = `Chrome or Edge ${OLDEST.chrome}, Firefox ${OLDEST.firefox}, Safari ${OLDEST.safari}`;
