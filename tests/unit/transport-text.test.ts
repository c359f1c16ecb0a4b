// The transport's texts: a verb for every phase, a sentence for every state, times a reader can use.
import { expect, test } from 'vitest';
import { trialTexts } from '../../src/features/train-controls/element-machine.ts';
import { timeText } from '../../src/kit/words.ts';
import { transportTexts, type TransportSubject } from '../../src/kit/island/transport-text.ts';
import { recipeRun } from '../../src/model/recipes.ts';
import { transportOf, type Activity, type TransportParts } from '../../src/runs/transport.ts';

const config = recipeRun('fast', 'pen', 3);
const parts: TransportParts = {
  activity: { state: 'training' },
  loading: null,
  config,
  record: null,
  shownStep: null,
  costs: [
    { step: 0, cost: 0.15, testCost: 0.14 },
    { step: 320, cost: 0.0323 },
  ],
  progress: { step: 320, stepsPerSecond: 6.66, secondsLeft: 252, learningRate: 0.00134 },
};
const training: TransportSubject = {
  transport: transportOf(parts),
  config,
  engine: { engine: 'tfjs-wasm', why: 'no WebGPU adapter in this browser' },
  recoveryNotice: null,
  persisted: 'nothing',
};

test('times read as people say them', () => {
  expect([7.4, 59.6, 252, 3600 * 1.5, Infinity, NaN].map(timeText)).toEqual(['7 s', '1 min 0 s', '4 min 12 s', '1 h 30 min', '–', '–']);
});

test('the button pauses what runs and resumes what waits', () => {
  const verb = (activity: Activity) => transportTexts({ ...training, transport: transportOf({ ...parts, activity }) }).train;
  expect(verb({ state: 'idle' })).toBe('Train');
  expect([verb({ state: 'starting' }), verb({ state: 'training' })]).toEqual(['Pause', 'Pause']);
  expect(verb({ state: 'paused' })).toBe('Resume');
  expect(verb({ state: 'done' })).toBe('Train again');
});

test('a run that starts says what it waits for', () => {
  const starting = (what?: string) =>
    transportTexts({
      ...training,
      transport: transportOf({ ...parts, activity: { state: 'starting' }, loading: what ? { what, fraction: 0 } : null }),
    }).status;
  expect(starting('Choosing the engine')).toBe('Starting: choosing the engine.');
  expect(starting('Loading MNIST')).toBe('Starting: loading MNIST.');
  expect(starting()).toBe('Starting to train.');
});

test('a run in training says step, both costs, speed, time left, engine and data', () => {
  expect(transportTexts(training)).toMatchObject({
    step: '320 of 750',
    cost: '0.0323',
    test: '0.1400',
    speed: '6.7',
    left: '4 min 12 s',
    seed: '3',
    rate: 'peak; now 0.0013',
    engine: 'tfjs-wasm: no WebGPU adapter in this browser',
    status: 'Training: step 320 of 750, test cost 0.1400.',
  });
  expect(transportTexts(training).data).toContain('1, 5 and 6');
});

test('nothing is said of speed before there is one, nor of costs before there are any', () => {
  const texts = transportTexts({
    ...training,
    transport: transportOf({
      ...parts,
      activity: { state: 'idle' },
      costs: [],
      progress: { ...parts.progress, step: 0, stepsPerSecond: 0 },
    }),
    engine: null,
  });
  expect([texts.cost, texts.test, texts.speed, texts.left]).toEqual(['–', '–', '–', '–']);
  expect(texts.status).toMatch(/^A new run, at step 0 of 750/);
});

test('the machine panel says of every engine how fast it is, or what is wrong with it', () => {
  const rows = (
    [
      { name: 'wgsl', threads: 1, verdict: 'wrong', why: 'the gradient of the weights of layer 1 is wrong' },
      { name: 'simd', threads: 1, verdict: 'right', msPerStep: 62.51, why: '1 thread' },
      { name: 'simd', threads: 2, verdict: 'chosen', msPerStep: 2_904.4, why: '' },
      { name: 'tfjs-webgl', threads: 1, verdict: 'unavailable', why: 'WebGL has no 32-bit floats here' },
    ] as const
  ).map(trialTexts);
  expect(rows).toEqual([
    ['wgsl', '–', 'wrong: the gradient of the weights of layer 1 is wrong'],
    ['simd', '63', 'right, but slower (1 thread)'],
    ['simd ×2', '2,904', 'right: it trains'],
    ['tfjs-webgl', '–', 'not here: WebGL has no 32-bit floats here'],
  ]);
});
