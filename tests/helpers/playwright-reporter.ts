// Counts Playwright's results for tests/run.ts.
import type { FullResult, Reporter, Suite, TestCase, TestError } from '@playwright/test/reporter';
import { writeTally } from './tally.ts';

export default class TallyReporter implements Reporter {
  readonly #errors: string[] = [];
  #tests: TestCase[] = [];

  onBegin(_: unknown, suite: Suite): void {
    this.#tests = suite.allTests();
  }

  /** What went wrong outside of any test: a server that did not start, a file that could not be loaded. */
  onError(error: TestError): void {
    this.#errors.push(error.message ?? String(error.value));
  }

  onEnd({ status }: FullResult): void {
    const failed = [...this.#errors];
    const skipped: { name: string; reason: string }[] = [];
    let passed = 0;
    for (const test of this.#tests) {
      const name = test.titlePath().filter(Boolean).join(' › ');
      if (test.outcome() === 'expected') passed++;
      else if (test.outcome() !== 'skipped') failed.push(name);
      else if (test.results.length === 0) failed.push(`${name} (did not run)`);
      else skipped.push({ name, reason: test.annotations.find(({ type }) => type === 'skip')?.description ?? 'no reason given' });
    }
    if (status !== 'passed' && failed.length === 0) failed.push(`Playwright ended as ${status}`);
    writeTally({ passed, failed, skipped });
  }

  printsToStdio(): boolean {
    return false;
  }
}
