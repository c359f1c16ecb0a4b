// A run on the page, with a worker that the test plays: what its events change, and what listeners see of it.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { recipeRun } from '../../src/model/recipes.ts';
import type { RunRecord } from '../../src/model/record.ts';
import type { Run } from '../../src/runs/run.ts';
import type { Command, Event } from '../../src/train/protocol.ts';

type WithoutRun<Message> = Message extends { readonly run: number } ? Omit<Message, 'run'> : never;

const commands: Command[] = [];
let worker: { onmessage: (message: { data: Event }) => void };

class FakeWorker {
  onmessage = () => {};
  constructor() {
    worker = this;
  }
  postMessage(command: Command) {
    commands.push(command);
  }
  addEventListener() {}
  terminate() {}
}

const last = <T extends Command['type']>(type: T) =>
  commands.findLast((command): command is Extract<Command, { type: T }> => command.type === type);
/** The worker says something about the run that was begun last. */
const say = (event: WithoutRun<Event>) =>
  worker.onmessage({ data: { ...event, run: Math.max(...commands.map(({ run }) => run)) } as Event });

const config = recipeRun('fast', 'pen', 0);
const record = { name: 'pen', config, costs: [[0, 0.2, 0.3]], codeSteps: [0, 2_000], testCost: 0.03 } as unknown as RunRecord;
const opened = { type: 'opened', config, labels: new Uint8Array([1, 5]) } as const;

const empty = new Float32Array(0);
/** A network without numbers: the page reads no more than its step. */
const stateAt = (step: number) => ({ step, parameters: empty, firstMoment: empty, secondMoment: empty });

let run: Run;
beforeEach(async () => {
  vi.resetModules();
  vi.useFakeTimers();
  commands.length = 0;
  vi.stubGlobal('Worker', FakeWorker);
  vi.stubGlobal('window', { addEventListener() {} });
  vi.stubGlobal('document', { documentElement: { dataset: { sets: 'pen' } } });
  vi.stubGlobal('location', { search: '' });
  run = (await import('../../src/runs/create-run.ts')).createRun('pen');
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('the first look opens the recording; Train begins a run of its config, whose states are told one by one', () => {
  const states: string[] = [];
  run.$transport.subscribe(({ state }) => states.push(state));
  expect(last('open')).toMatchObject({ name: 'pen' });
  say({ ...opened, record });
  run.train();
  expect(last('configure')).toMatchObject({ config });
  expect(last('train')).toBeDefined();
  say(opened);
  for (const phase of ['starting', 'training', 'paused'] as const) say({ type: 'phase', phase });
  expect(states.filter((state, k) => state !== states[k - 1])).toEqual(['opening', 'recorded', 'starting', 'training', 'paused']);
});

/** What a button of the run shows by the time that its press has been handled. */
const shown = () => {
  const { state, pausing, progress } = run.$transport.get();
  return `${state}${pausing ? ', pausing' : ''} at ${progress.step}`;
};

test('Train, Pause, Step, Reset and New seed are answered before the worker is', () => {
  run.$transport.listen(() => {});
  say({ ...opened, record });
  run.train();
  expect(shown()).toBe('starting at 0');
  say(opened);
  expect(shown()).toBe('starting at 0');
  for (const phase of ['starting', 'training'] as const) say({ type: 'phase', phase });
  run.pause();
  expect(shown()).toBe('training, pausing at 0');
  run.pause();
  expect(shown()).toBe('training, pausing at 0');
  say({ type: 'frame', progress: { step: 7, stepsPerSecond: 1, secondsLeft: 1, learningRate: 1 }, costs: [] });
  say({ type: 'phase', phase: 'paused' });
  expect(shown()).toBe('paused at 7');
  run.step();
  expect(shown()).toBe('starting at 7');
  for (const phase of ['starting', 'training', 'paused'] as const) say({ type: 'phase', phase });
  expect(shown()).toBe('paused at 7');
  run.reset();
  expect(shown()).toBe('idle at 0');
  say(opened);
  run.newSeed();
  expect(shown()).toBe('idle at 0');
  expect(run.$config.get()!.seed).toBe(1);
  // Whoever changes their mind before the worker has begun sees that, too.
  run.train();
  run.pause();
  expect(shown()).toBe('starting, pausing at 0');
  say({ ...opened, config: { ...config, seed: 1 } });
  for (const phase of ['starting', 'training', 'paused'] as const) say({ type: 'phase', phase });
  expect(shown()).toBe('paused at 0');
});

test('paused before the run has opened, it never begins', () => {
  run.$transport.listen(() => {});
  run.train();
  expect(shown()).toBe('starting at 0');
  run.pause();
  expect(shown()).toBe('opening at 0');
  say({ ...opened, record });
  expect(last('train')).toBeUndefined();
  expect(run.$transport.get().state).toBe('recorded');
});

test('a run that was lost to a learning rate goes back with a lower one, and waits', () => {
  run.$transport.listen(() => {});
  say({ ...opened, record });
  run.train();
  say(opened);
  say({ type: 'phase', phase: 'training' });
  run.setLearningRate(0.5);
  const costs = [0.1, 0.05, 30].map((cost, step) => ({ step, cost }));
  say({ type: 'frame', progress: { step: 2, stepsPerSecond: 1, secondsLeft: 1, learningRate: 1 }, costs });
  expect(run.$transport.get()).toMatchObject({ lost: 30, rate: 0.5, lowerRate: 0.003 });
  run.restore();
  expect(commands.slice(-2)).toMatchObject([{ type: 'learningRate', value: 0.003 }, { type: 'restore' }]);
  expect(shown()).toBe('training, pausing at 2');
  say({ type: 'rewound', step: 1 });
  say({ type: 'phase', phase: 'paused' });
  expect(run.$transport.get()).toMatchObject({ state: 'paused', lost: undefined, rate: 0.003 });
  // The config alone does not replay it, whatever the rate is now.
  expect(run.$byHand.get()).toBe(true);
});

test('who waits for the digits alone has opened the run', () => {
  run.$labels.listen(() => {});
  expect(last('open')).toMatchObject({ name: 'pen' });
});

test('whoever hears of one store sees all that changed with it, and hears of the change once', () => {
  run.$config.listen(() => {});
  say({ ...opened, record });
  const seen: unknown[] = [];
  const look = () => seen.push([run.$labels.get().length, run.$config.get()!.seed, run.$record.get(), run.$transport.get().state]);
  for (const store of [run.$labels, run.$config, run.$record, run.$costs]) store.listen(look);
  run.newSeed();
  seen.length = 0;
  say({ ...opened, config: { ...config, seed: 1 }, labels: new Uint8Array(3) });
  expect(seen).toEqual([[3, 1, null, 'idle']]);
});

test('a failure is a state with a sentence; the button tries again', () => {
  run.$transport.listen(() => {});
  say({ ...opened, record });
  run.train();
  say(opened);
  say({ type: 'failed', message: 'No engine works.', retry: 'train' });
  expect(run.$transport.get()).toMatchObject({ state: 'failed', failure: { message: 'No engine works.' } });
  commands.length = 0;
  run.press();
  expect(commands.map(({ type }) => type)).toEqual(['train']);
  expect(run.$transport.get().state).toBe('starting');
});

test('a run that goes on from a saved state waits there, or is done', () => {
  run.$transport.listen(() => {});
  say({ ...opened, record });
  const saved = (step: number) => ({ config, costs: [], snapshot: stateAt(step) });
  run.resume(saved(7));
  say(opened);
  expect(run.$transport.get()).toMatchObject({ state: 'paused', progress: { step: 7 }, steps: config.train.steps });
  run.resume(saved(config.train.steps));
  say(opened);
  expect(run.$transport.get().state).toBe('done');
});

test('a run that another takes the place of is put aside as far as it had come, and gone back to; so is the one that took its place', () => {
  run.$transport.listen(() => {});
  say({ ...opened, record });
  run.train();
  say(opened);
  say({ type: 'phase', phase: 'training' });
  expect(run.$own.get()).toBe(true);
  expect(run.$aside.get()).toBeNull();
  const come = (step: number) => say({ type: 'resumePoint', snapshot: stateAt(step) });
  come(40);
  run.newSeed();
  say({ ...opened, config: { ...config, seed: 1 } });
  expect(run.$aside.get()).toMatchObject({ config: { seed: 0 }, snapshot: { step: 40 } });
  // A run that has taken no step is not worth keeping in the place of one that has.
  run.newSeed();
  expect(run.$aside.get()).toMatchObject({ config: { seed: 0 }, snapshot: { step: 40 } });
  say({ ...opened, config: { ...config, seed: 2 } });
  come(7);
  run.takeUp();
  expect(last('configure')).toMatchObject({ config: { seed: 0 }, resume: { snapshot: { step: 40 } } });
  expect(run.$aside.get()).toMatchObject({ config: { seed: 2 }, snapshot: { step: 7 } });
  say(opened);
  expect(run.$transport.get()).toMatchObject({ state: 'paused', progress: { step: 40 } });
});

test('the recording comes in the place of a run that trains once that has paused, so that nothing of it is lost', () => {
  run.$transport.listen(() => {});
  say({ ...opened, record });
  run.train();
  say(opened);
  say({ type: 'phase', phase: 'training' });
  commands.length = 0;
  run.showRecording();
  expect(commands.map(({ type }) => type)).toEqual(['pause']);
  say({ type: 'resumePoint', snapshot: stateAt(12) });
  say({ type: 'phase', phase: 'paused' });
  expect(last('open')).toMatchObject({ name: 'pen' });
  expect(run.$aside.get()).toMatchObject({ snapshot: { step: 12 } });
  say({ ...opened, record });
  expect(run.$own.get()).toBe(false);
});

test('what the reader begins while the browser looks for a run of an earlier visit is not replaced by what it finds', async () => {
  const found = Promise.withResolvers<[]>();
  vi.stubGlobal('indexedDB', { databases: () => found.promise });
  vi.stubGlobal('document', { documentElement: { dataset: { sets: 'mnist pen' } }, addEventListener() {} });
  vi.stubGlobal('addEventListener', () => {});
  const digits = (await import('../../src/runs/create-run.ts')).createRun('digits');
  digits.$transport.listen(() => {});
  digits.switchData('pen');
  found.resolve([]);
  await vi.advanceTimersByTimeAsync(0);
  expect(commands.filter(({ type }) => type === 'open')).toMatchObject([{ name: 'pen' }]);
});

test('looking back is told beside the state, for training goes on', () => {
  run.$transport.listen(() => {});
  say({ ...opened, record });
  run.train();
  say(opened);
  say({ type: 'phase', phase: 'training' });
  say({ type: 'checkpoints', steps: [0, 10] });
  run.look(10);
  expect(run.$transport.get()).toMatchObject({ state: 'training', shownStep: 10 });
  // The run went back to a step before it.
  say({ type: 'checkpoints', steps: [0] });
  expect(run.$transport.get().shownStep).toBeNull();
});

test('a question that is asked once leaves nothing behind: a new run does not ask it again', async () => {
  const { askOnce } = await import('../../src/kit/island/questions.ts');
  const asked = askOnce(run, { kind: 'parameters', which: 'network' });
  say({ ...opened, record });
  const { key, ticket } = last('ask')!;
  const answer = { kind: 'parameters', step: 3, spec: config.spec, parameters: new Float32Array(2) } as const;
  say({ type: 'answer', key, ticket, answer });
  expect(await asked).toBe(answer);
  expect(last('ask')).toMatchObject({ key, query: null });
  commands.length = 0;
  run.newSeed();
  expect(commands.filter(({ type }) => type === 'ask')).toEqual([]);
});

test('while a recording is shown, Train begins the run of a link, if there is one, and a run of its own afterwards', () => {
  run.$transport.subscribe(() => {});
  say({ ...opened, record });
  const asked = { ...config, seed: 7 };
  run.propose(asked);
  expect(run.$transport.get().state).toBe('recorded');
  run.train();
  expect(last('configure')).toMatchObject({ config: asked });
  say({ ...opened, config: asked });
  say({ type: 'phase', phase: 'paused' });
  run.showRecording();
  say({ ...opened, record });
  run.train();
  expect(last('configure')).toMatchObject({ config });
});
