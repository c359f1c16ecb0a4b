// Counts what the test tools' JSON reports say: Vitest's and Playwright's.
import type { JSONReport, JSONReportSuite, JSONReportTestResult } from '@playwright/test/reporter';

export interface Results {
  readonly passed: number;
  /** Names. */
  readonly failed: readonly string[];
  /** Names with the reason. A test whose tag was not asked for counts nowhere. */
  readonly skipped: readonly string[];
  /** Seconds that the tests of a file took, by its path. */
  readonly seconds: ReadonlyMap<string, number>;
}

/** The part of Vitest's JSON report that is read here. */
interface VitestReport {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: 'failed' | 'passed';
    readonly message: string;
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly status: string;
      readonly duration?: number | null;
      readonly tags: readonly string[];
    }[];
  }[];
}

/** @param chosen whether a test with these tags was to run: the report lists the others as skipped */
export function vitestResults({ testResults }: VitestReport, chosen: (tags: readonly string[]) => boolean): Results {
  const results = { passed: 0, failed: [] as string[], skipped: [] as string[], seconds: new Map<string, number>() };
  for (const { name: file, status: whole, message, assertionResults } of testResults) {
    const before = results.failed.length;
    for (const { fullName, status, tags } of assertionResults) {
      if (status === 'passed') results.passed++;
      else if (status === 'failed') results.failed.push(`${file}: ${fullName}`);
      else if (chosen(tags)) results.skipped.push(`${file}: ${fullName}`);
    }
    // A file that cannot be loaded, or whose hooks fail.
    if (whole === 'failed' && results.failed.length === before) results.failed.push(`${file}: ${message}`);
    const milliseconds = assertionResults.reduce((sum, { duration }) => sum + (duration ?? 0), 0);
    results.seconds.set(file, milliseconds / 1_000);
  }
  return results;
}

/** Chromium has been seen to give a test no page at all, for as long as it was waited for. Nothing of the site had run: it is tried again. */
const hadNoPage = ({ errors }: JSONReportTestResult) => errors.some(({ message = '' }) => /while setting up "page"/.test(message));

export function playwrightResults({ suites, errors }: JSONReport): Results {
  // Errors outside of any test: a server that did not start, a file that could not be loaded.
  const results = {
    passed: 0,
    failed: errors.map(({ message = 'an error without a message' }) => message),
    skipped: [] as string[],
    seconds: new Map<string, number>(),
  };
  const count = ({ title, specs, suites: inner = [] }: JSONReportSuite, path: readonly string[]): void => {
    const titles = [...path, title];
    for (const { title: own, file, tests } of specs) {
      for (const { projectName, status, results: runs, annotations } of tests) {
        const name = [projectName, ...titles, own].join(' › ');
        const where = `${projectName} › ${file}`;
        const seconds = runs.reduce((sum, { duration }) => sum + duration, 0) / 1_000;
        results.seconds.set(where, (results.seconds.get(where) ?? 0) + seconds);
        if (status === 'expected' || (status === 'flaky' && runs.slice(0, -1).every(hadNoPage))) results.passed++;
        else if (status !== 'skipped') results.failed.push(name);
        else if (runs.length === 0) results.failed.push(`${name} (did not run)`);
        else results.skipped.push(`${name}: ${annotations.find(({ type }) => type === 'skip')?.description ?? 'no reason given'}`);
      }
    }
    for (const suite of inner) count(suite, titles);
  };
  for (const suite of suites) count(suite, []);
  return results;
}
