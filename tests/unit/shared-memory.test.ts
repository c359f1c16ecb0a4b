// Threads share memory only where the page is isolated and the browser has SharedArrayBuffer.
import { afterEach, expect, test, vi } from 'vitest';
import { canShareMemory } from '../../src/train/shared-memory.ts';

afterEach(() => vi.unstubAllGlobals());

test.each([
  ['an isolated page of a browser with shared memory', true, SharedArrayBuffer, true],
  ['an isolated page of WebKitGTK, which has none', true, undefined, false],
  ['a page that is not isolated', false, SharedArrayBuffer, false],
])('%s', (_, isolated, buffer, expected) => {
  vi.stubGlobal('crossOriginIsolated', isolated);
  vi.stubGlobal('SharedArrayBuffer', buffer);
  expect(canShareMemory()).toBe(expected);
});
