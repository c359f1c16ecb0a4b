// Counts Vitest's results for tests/run.ts; a file that cannot even be loaded counts as a failure.
import type { Reporter, TestCase, TestModule } from 'vitest/node';
import { writeTally } from './tally.ts';

export default class TallyReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const failed: string[] = errors.map((error) => `unhandled: ${error instanceof Error ? error.message : String(error)}`);
    const skipped: { name: string; reason: string }[] = [];
    let passed = 0;
    for (const module of modules) {
      if (module.errors().length > 0) failed.push(module.relativeModuleId);
      for (const test of module.children.allTests()) {
        const result = (test as TestCase).result();
        const name = `${module.relativeModuleId}: ${test.fullName}`;
        if (result.state === 'passed') passed++;
        else if (result.state === 'skipped') skipped.push({ name, reason: result.note ?? 'no reason given' });
        else failed.push(name);
      }
    }
    writeTally({ passed, failed, skipped });
  }
}
