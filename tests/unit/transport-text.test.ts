// The transport's texts: a verb for every phase, a sentence for every state, times a reader can use.
import { expect, test } from 'vitest';
import { trialTexts } from '../../src/features/train-controls/element-machine.ts';
import { aboutText, timeText } from '../../src/kit/words.ts';
import { transportTexts, type TransportSubject } from '../../src/kit/island/transport-text.ts';
import { recipeRun } from '../../src/model/recipes.ts';
import type { RunRecord } from '../../src/model/record.ts';
import { transportOf, type Activity, type TransportParts } from '../../src/runs/transport.ts';

const config = recipeRun('fast', 'pen', 3);
const parts: TransportParts = {
  activity: { state: 'training' },
  loading: null,
  config,
  record: null,
  shownStep: null,
  wish: null,
  chosenRate: null,
  costs: [
    { step: 0, cost: 0.15, testCost: 0.14 },
    { step: 320, cost: 0.0323 },
  ],
  progress: { step: 320, stepsPerSecond: 6.66, secondsLeft: 252, learningRate: 0.00134 },
};
const training: TransportSubject = {
  transport: transportOf(parts),
  config,
  engine: { engine: 'tfjs-wasm', why: 'no WebGPU adapter in this browser', trials: [] },
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
  expect(starting('Getting ready')).toBe('Getting ready.');
  expect(starting('Loading MNIST')).toBe('Getting ready: loading MNIST.');
  expect(starting()).toBe('Getting ready.');
});

test('a run in training says step, both costs, speed, time left, engine and data', () => {
  expect(transportTexts(training)).toMatchObject({
    step: '320 of 750',
    cost: '0.0323',
    test: '0.1400',
    speed: '6.7',
    left: '4 min 12 s',
    seed: '3',
    rate: 'Highest learning rate; at this step 0.0013',
    engine: 'tfjs-wasm: no WebGPU adapter in this browser',
    status: 'Training: step 320 of 750, test cost 0.1400.',
    says: 'Training on your processor.',
    running: 'Running on your processor (tfjs-wasm), 6.7 steps/s.',
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
  expect(texts.status).toBe('A new run.');
});

/** A recording that is shown, with nothing of the reader's under way. */
const recorded: Partial<TransportParts> = {
  activity: { state: 'idle' },
  record: { config } as RunRecord,
  progress: { ...parts.progress, step: 750, stepsPerSecond: 0, secondsLeft: 0 },
};
const textsOf = (changed: Partial<TransportParts>, subject: Partial<TransportSubject> = {}) =>
  transportTexts({ ...training, ...subject, transport: transportOf({ ...parts, ...changed }) });

test('a recording is told as one, and how long a run of one’s own takes here where that is known', () => {
  expect(textsOf(recorded)).toMatchObject({ step: '750 recorded', says: 'You are watching a recording. Train your own.' });
  const here = (seconds: number) => textsOf(recorded, { circumstances: { seconds } }).says;
  expect(here(12.3)).toBe('You are watching a recording. Train your own: about 12 s here.');
  expect([0.2, 43, 94, 100, 700, 9_000].map(aboutText)).toEqual([
    'about 1 s',
    'about 45 s',
    'about 95 s',
    'about 2 min',
    'about 12 min',
    'about 3 h',
  ]);
});

test('what was pressed shows at once, before the worker has answered', () => {
  expect(textsOf({ ...recorded, wish: 'train' })).toMatchObject({ train: 'Pause', says: 'Getting ready.' });
  expect(textsOf({ wish: 'pause' })).toMatchObject({ train: 'Pausing', says: 'Pausing.', status: 'Pausing.' });
  const reset = textsOf({ ...recorded, activity: { state: 'opening', as: 'idle' }, progress: { ...parts.progress, step: 0 } });
  expect(reset).toMatchObject({ train: 'Train', step: '0 of 750', says: 'A new run.' });
  const again = textsOf({ activity: { state: 'idle' } }, { circumstances: { seconds: 12, hasGhost: true } });
  expect(again.says).toBe('A new run, about 12 s here. Your last run stays as a dotted curve.');
});

test('a cost that has left all bounds is told with the rate that drove it there, and the rate to go back with', () => {
  const costs = [...parts.costs, { step: 340, cost: 9.1294 }];
  expect(textsOf({ costs, chosenRate: 0.05 })).toMatchObject({
    says: 'The cost has risen to 9.1294: a learning rate of 0.05 is too high.',
    status: 'Training: step 320 of 750, test cost 0.1400. The cost has risen to 9.1294: a learning rate of 0.05 is too high.',
    lower: 'Go back with 0.003',
  });
  // The config's own rate was too high.
  expect(textsOf({ costs })).toMatchObject({ lower: 'Go back with 0.0003' });
  // A recording is what it is.
  expect(textsOf({ ...recorded, costs }).says).toMatch(/^You are watching/);
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
    ['simd ×2', '2,904', 'in use'],
    ['tfjs-webgl', '–', 'not here: WebGL has no 32-bit floats here'],
  ]);
});
