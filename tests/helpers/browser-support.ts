// What the oldest supported browsers have, by the data of web-features (the names are those of MDN's browser-compat-data).
import { features } from 'web-features';
import { OLDEST } from '../../src/build/browsers.ts';

/** Browsers as the data name them, phones among them, with the oldest version that is supported. */
const BROWSERS = {
  chrome: OLDEST.chrome,
  chrome_android: OLDEST.chrome,
  edge: OLDEST.edge,
  firefox: OLDEST.firefox,
  firefox_android: OLDEST.firefox,
  safari: OLDEST.safari,
  safari_ios: OLDEST.ios,
} as const;
type Browser = keyof typeof BROWSERS;

interface Entry {
  /** The feature of the web it is part of. */
  readonly feature: string;
  /** Browsers that lack it, or have it only in a later version than the oldest that is supported. */
  readonly lackedBy: readonly Browser[];
  /** The first version of each that has it. */
  readonly since: Readonly<Partial<Record<Browser, string>>>;
}

/** A version as a number to compare: 16.4 as 16.004. The data mark what is older than known with a ≤. */
const number = (version: string) =>
  version
    .replace('≤', '')
    .split('.')
    .reduce((sum, part, k) => sum + Number(part) / 1_000 ** k, 0);

const entries = new Map<string, Entry>();
for (const [feature, data] of Object.entries(features)) {
  if (data.kind !== 'feature') continue;
  for (const [key, { support: since }] of Object.entries(data.status.by_compat_key ?? {})) {
    const lackedBy = (Object.keys(BROWSERS) as Browser[]).filter(
      (name) => number(since[name] ?? 'none') <= number(BROWSERS[name]) === false,
    );
    entries.set(key, { feature, lackedBy, since });
  }
}

export const support = (key: string): Entry | undefined => entries.get(key);

/** The first version of each browser in which all of these are there. */
export function allSince(keys: readonly string[]): Record<keyof typeof OLDEST, string> {
  const latest = (name: Browser) => keys.map((key) => support(key)!.since[name]!).reduce((a, b) => (number(a) >= number(b) ? a : b));
  return {
    chrome: latest('chrome'),
    edge: latest('edge'),
    firefox: latest('firefox'),
    safari: latest('safari'),
    ios: latest('safari_ios'),
  };
}

/** All keys of the data that begin so. */
export const keysOf = (...heads: readonly string[]): string[] =>
  [...entries.keys()].filter((key) => heads.some((head) => key.startsWith(head)));
