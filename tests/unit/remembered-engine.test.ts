// What is remembered of the last visit: taken where it is ours, ignored where it is not, and no harm where storage is closed.
import { afterEach, expect, test, vi } from 'vitest';
import { rememberedEngine, rememberEngine } from '../../src/runs/remembered-engine.ts';

const OURS = { key: 'this machine', name: 'simd', threads: 2 } as const;

/** A storage that holds one text, whatever it is asked for. */
function storage(text: string | null) {
  const kept = { text, key: '' };
  vi.stubGlobal('localStorage', {
    getItem: () => kept.text,
    setItem: (key: string, value: string) => Object.assign(kept, { key, text: value }),
  });
  return kept;
}

afterEach(() => void vi.unstubAllGlobals());

test('what was remembered comes back, under a key of our own', () => {
  const kept = storage(null);
  expect(rememberedEngine()).toBeUndefined();
  rememberEngine(OURS);
  expect(kept.key).toMatch(/^two-numbers/);
  expect(rememberedEngine()).toEqual(OURS);
});

test('how fast it was is taken where it is a speed', () => {
  const pace = { msPerStep: 12.5, work: 7e7 };
  const kept = storage(JSON.stringify({ ...OURS, pace }));
  expect(rememberedEngine()).toEqual({ ...OURS, pace });
  for (const wrong of [17, null, { msPerStep: 0, work: 1 }, { msPerStep: '5', work: 1 }, { msPerStep: 5 }]) {
    kept.text = JSON.stringify({ ...OURS, pace: wrong });
    expect(rememberedEngine()).toEqual(OURS);
  }
});

test.each([
  ['no JSON', '{"key":'],
  ['another type', '17'],
  ['nothing', 'null'],
  ['no name', JSON.stringify({ ...OURS, name: { simd: true } })],
  ['too many threads', JSON.stringify({ ...OURS, threads: 1e9 })],
  ['no threads', JSON.stringify({ ...OURS, threads: 0 })],
  ['half a thread', JSON.stringify({ ...OURS, threads: 1.5 })],
  ['no key', JSON.stringify({ name: 'simd', threads: 2 })],
  ['a very long text', JSON.stringify({ ...OURS, key: 'x'.repeat(5_000) })],
])('%s is ignored', (_, text) => {
  storage(text);
  expect(rememberedEngine()).toBeUndefined();
});

test('closed or full storage is no error', () => {
  const closed = () => {
    throw new Error('SecurityError');
  };
  vi.stubGlobal('localStorage', { getItem: closed, setItem: closed });
  expect(rememberedEngine()).toBeUndefined();
  expect(() => rememberEngine(OURS)).not.toThrow();
});
