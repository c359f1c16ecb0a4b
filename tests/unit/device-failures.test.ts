// How often graphics are tried again after they were lost.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

const MINUTE = 60_000;
const LOST = { onGraphics: true, late: false };
const LATE = { onGraphics: true, late: true };
const FAILED = { onGraphics: false, late: false };
let failures: typeof import('../../src/runs/device-failures.ts');

beforeEach(async () => {
  vi.resetModules();
  const kept = new Map<string, string>();
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, text: string) => void kept.set(key, text),
  });
  failures = await import('../../src/runs/device-failures.ts');
});
afterEach(() => vi.unstubAllGlobals());

test('one try at once, one after more than two minutes, and then none until ten minutes are over', () => {
  const { graphicsAllowed, noteFailure } = failures;
  const allowed = (...minutes: number[]) => minutes.map((at) => graphicsAllowed(at * MINUTE));
  expect(allowed(0)).toEqual([true]);
  noteFailure(LOST, 0);
  expect(allowed(0, 1)).toEqual([true, true]);
  noteFailure(LOST, 1 * MINUTE);
  expect(allowed(1, 2, 3)).toEqual([false, false, false]);
  expect(allowed(3.2)).toEqual([true]);
  noteFailure(LOST, 4 * MINUTE);
  expect(allowed(4, 7, 9.9)).toEqual([false, false, false]);
  expect(allowed(14.1)).toEqual([true]);
});

test('a reload does not start the counting anew; what lies in the storage is not trusted', async () => {
  failures.noteFailure(LOST, 0);
  failures.noteFailure(LOST, 1);
  vi.resetModules();
  const again = await import('../../src/runs/device-failures.ts');
  expect(again.graphicsAllowed(2)).toBe(false);
  for (const text of ['{', '{}', '["a", null]', '[1e99]', '7']) {
    sessionStorage.setItem('two-numbers:device-failures', text);
    expect(again.graphicsAllowed(2)).toBe(true);
  }
});

test('an engine on the main processor is begun anew three times in ten minutes, graphics do not count', () => {
  const { graphicsAllowed, noteFailure } = failures;
  expect([0, 1, 2, 3].map((at) => noteFailure(FAILED, at))).toEqual([true, true, true, false]);
  expect(noteFailure(FAILED, 11 * MINUTE)).toBe(true);
  expect(graphicsAllowed(4)).toBe(true);
});

test('an engine that was late is not a lost device: it is tried three times, and a reload forgets that it was late', async () => {
  const { graphicsAllowed, noteFailure } = failures;
  for (const at of [0, 1, 2]) {
    expect(graphicsAllowed(at)).toBe(true);
    expect(noteFailure(LATE, at)).toBe(true);
  }
  expect(sessionStorage.getItem('two-numbers:device-failures')).toBeNull();
  expect(graphicsAllowed(3)).toBe(false);
  expect(graphicsAllowed(11 * MINUTE)).toBe(true);
  vi.resetModules();
  expect((await import('../../src/runs/device-failures.ts')).graphicsAllowed(3)).toBe(true);
});
