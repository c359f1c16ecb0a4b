// The race in words, and who takes part in it.
import { expect, test } from 'vitest';
import { ENTRANTS, lineText, progressText, resultText, waiting, type RaceRow } from '../../src/features/engine-race/words.ts';
import { everyCandidate, tryNamed } from '../../src/train/choose.ts';
import type { EngineSetup } from '../../src/train/engine.ts';

const simd = waiting({ name: 'simd', threads: 1 });
const two: RaceRow = { ...waiting({ name: 'simd', threads: 2 }), state: 'right', msPerStep: 36.4 };
const slow: RaceRow = { ...waiting({ name: 'tfjs-webgpu', threads: 1 }), state: 'right', msPerStep: 8_325, inSoftware: true };
const wrong: RaceRow = { ...waiting({ name: 'tfjs-webgl', threads: 1 }), state: 'wrong', why: 'its codes are wrong' };
const missing: RaceRow = { ...waiting({ name: 'wgsl', threads: 1 }), state: 'unavailable', why: 'this browser has no WebGPU' };

const inOrder = (entrants: readonly { readonly name: string; readonly threads: number }[]) =>
  entrants.map(({ name, threads }) => `${name} ${threads}`).sort();

test('every engine of the site takes part, on every number of threads that is tried', () => {
  expect(inOrder(ENTRANTS)).toEqual(inOrder(everyCandidate()));
});

test('an engine that is not of this site is refused in a sentence', async () => {
  await expect(tryNamed('warp', 9, {} as EngineSetup, new AbortController().signal)).rejects.toThrow(
    'This site has no engine warp on 9 threads.',
  );
});

test('while it goes on, it says what came of the one before and which is next', () => {
  expect(progressText([{ ...simd, state: 'running' }, two])).toBe('Measuring simd, 1 of 2.');
  expect(progressText([two, { ...missing, state: 'running' }])).toBe('simd on 2 threads: 36 ms a step. Measuring wgsl, 2 of 2.');
  expect(progressText([missing, { ...simd, state: 'running' }])).toBe('wgsl is not to be had here. Measuring simd, 2 of 2.');
  expect(progressText([wrong, { ...simd, state: 'running' }])).toBe('tfjs-webgl is wrong: its codes are wrong. Measuring simd, 2 of 2.');
});

test('in the end it names the fastest that is right, and what the notebook would take on it and on the slowest', () => {
  expect(resultText([slow, missing, two])).toBe(
    "simd on 2 threads is the fastest of those that are right, with 36 ms a step. The notebook's 10,000 steps would take 6 min 4 s on it, on tfjs-webgpu in software 23 h 8 min.",
  );
  expect(resultText([two, wrong])).toBe(
    "simd on 2 threads is the fastest of those that are right, with 36 ms a step. The notebook's 10,000 steps would take 6 min 4 s on it. tfjs-webgl computed wrongly.",
  );
  expect(resultText([missing, wrong])).toBe('No engine could be timed. tfjs-webgl computed wrongly.');
});

test('as a line of text it has every engine that was asked, the fastest first, and the browser', () => {
  expect(lineText([simd, slow, wrong, missing, two], 'Some Browser/1.0\n')).toBe(
    'network 784-500-300-2-300-500-784, batch 500, ms a training step = time of 10,000 steps: simd ×2 36 = 6 min 4 s; tfjs-webgpu 8,325 (in software) = 23 h 8 min; tfjs-webgl wrong (its codes are wrong); wgsl not here (this browser has no WebGPU). Some Browser/1.0',
  );
});
