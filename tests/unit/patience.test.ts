// How long engines are waited for: whatever still computes is, and what hangs is not.
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { freshSnapshot, type Engine, type EngineSetup } from '../../src/train/engine.ts';
import { takingTurns } from '../../src/train/in-turn.ts';
import { patiently } from '../../src/train/patience.ts';
import { LateError } from '../../src/train/within.ts';

const SECOND = 1_000;
const setup = {} as EngineSetup;
const rate = () => 1e-3;
const images = new Uint8Array(784);

/** An engine that does one thing at a time, each in so many milliseconds as `takes` says at that moment; Infinity: never. */
async function engineThat(takes: { steps: number; evaluate: number; snapshot: number }): Promise<Engine> {
  const inTurn = takingTurns();
  const after = <Value>(kind: keyof typeof takes, value: Value) =>
    inTurn(() => new Promise<Value>((resolve) => takes[kind] < Infinity && setTimeout(() => resolve(value), takes[kind])));
  return patiently(() =>
    Promise.resolve({
      name: 'simd',
      steps: (count) => after('steps', count),
      evaluate: () => after('evaluate', 0.1),
      encode: (values) => Promise.resolve(values),
      decode: (codes) => Promise.resolve(codes),
      snapshot: () => after('snapshot', freshSnapshot(new Float32Array(2))),
      parameters: (use) => after('snapshot', use(new Float32Array(2))),
      dispose() {},
    }),
  )(setup);
}

/** Milliseconds until it settles, and how. */
async function outcome(promise: Promise<unknown>): Promise<{ seconds: number; how: unknown }> {
  const from = performance.now();
  const settled = promise.then(
    () => ({ seconds: (performance.now() - from) / SECOND, how: 'answered' }),
    (error: unknown) => ({ seconds: (performance.now() - from) / SECOND, how: error }),
  );
  await vi.advanceTimersByTimeAsync(10_000 * SECOND);
  return settled;
}

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }));
afterEach(() => void vi.useRealTimers());

describe('an engine', () => {
  test('whose step takes 10 s is waited for, and its test cost of 150 s', async () => {
    const takes = { steps: 10 * SECOND, evaluate: 150 * SECOND, snapshot: SECOND };
    const engine = await engineThat(takes);
    for (let k = 0; k < 3; k++) expect(await outcome(engine.steps(1, rate))).toEqual({ seconds: 10, how: 'answered' });
    for (let k = 0; k < 2; k++) expect(await outcome(engine.evaluate(images))).toEqual({ seconds: 150, how: 'answered' });
  });

  test('is waited for when the machine becomes twenty times slower from one moment to the next, test costs included', async () => {
    const takes = { steps: 100, evaluate: 800, snapshot: 50 };
    const engine = await engineThat(takes);
    const round = () => Promise.all([engine.steps(10, rate), engine.evaluate(images), engine.snapshot()]);
    for (let k = 0; k < 3; k++) expect((await outcome(round())).how).toBe('answered');
    Object.assign(takes, { steps: 2_000, evaluate: 16_000, snapshot: 1_000 });
    expect(await outcome(round())).toEqual({ seconds: 19, how: 'answered' });
  });

  test('is waited for when it is asked about forty times as many images as ever before', async () => {
    const takes = { steps: 100, evaluate: 200, snapshot: 50 };
    const engine = await engineThat(takes);
    expect((await outcome(engine.evaluate(images))).how).toBe('answered');
    takes.evaluate = 8_000;
    expect(await outcome(engine.evaluate(new Uint8Array(40 * images.length)))).toEqual({ seconds: 8, how: 'answered' });
  });

  test('that was asked for much at once has as long for each answer', async () => {
    const engine = await engineThat({ steps: 2_000, evaluate: 2_000, snapshot: 2_000 });
    for (let k = 0; k < 2; k++) await outcome(Promise.all([engine.steps(1, rate), engine.evaluate(images), engine.snapshot()]));
    const all = Array.from({ length: 60 }, () => [engine.steps(1, rate), engine.evaluate(images), engine.snapshot()]).flat();
    expect(await outcome(Promise.all<unknown>(all))).toEqual({ seconds: 360, how: 'answered' });
  });

  for (const kind of ['steps', 'evaluate', 'snapshot'] as const)
    test(`that hangs in ${kind} is given up: after 5 s if it was quick, after 2 min if it has answered nothing yet`, async () => {
      const takes = { steps: 20, evaluate: 100, snapshot: 10 };
      const ask = (engine: Engine) =>
        ({ steps: () => engine.steps(1, rate), evaluate: () => engine.evaluate(images), snapshot: () => engine.snapshot() })[kind]();
      const engine = await engineThat(takes);
      for (let k = 0; k < 3; k++) expect((await outcome(ask(engine))).how).toBe('answered');
      takes[kind] = Infinity;
      expect(await outcome(ask(engine))).toEqual({ seconds: 5, how: new LateError('The engine has not answered for 5 seconds.') });
      const fresh = await engineThat(takes);
      expect(await outcome(ask(fresh))).toEqual({ seconds: 120, how: new LateError('The engine has not answered for 120 seconds.') });
    });

  test('that cannot be made is given up', async () => {
    const hanging = patiently(() => new Promise(() => {}))(setup);
    hanging.catch(() => {});
    expect((await outcome(hanging)).how).toBeInstanceOf(LateError);
  });
});
