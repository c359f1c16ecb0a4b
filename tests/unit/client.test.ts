// When the page takes its worker for lost: one that computes is waited for, one that was idle says at once that it has heard.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Command, Event } from '../../src/train/protocol.ts';

const SECOND = 1_000;

class FakeWorker {
  static readonly all: FakeWorker[] = [];
  readonly commands: Command[] = [];
  terminated = false;
  onmessage = (_: { data: Event }) => {};
  #listener = () => {};
  constructor() {
    FakeWorker.all.push(this);
  }
  postMessage(command: Command) {
    this.commands.push(command);
  }
  addEventListener(_: 'message', listener: () => void) {
    this.#listener = listener;
  }
  terminate() {
    this.terminated = true;
  }
  say(event: Event) {
    this.#listener();
    this.onmessage({ data: event });
  }
}

let client: typeof import('../../src/runs/client.ts');
let lost = 0;
let run = 0;
beforeEach(async () => {
  vi.resetModules();
  vi.useFakeTimers();
  FakeWorker.all.length = 0;
  lost = 0;
  vi.stubGlobal('Worker', FakeWorker);
  vi.stubGlobal('navigator', {});
  client = await import('../../src/runs/client.ts');
  run = client.openRun((event) => void (event.type === 'workerLost' && lost++));
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const pass = (seconds: number) => vi.advanceTimersByTime(seconds * SECOND);
const config = {} as Extract<Command, { type: 'configure' }>['config'];

/** A worker that has opened the run and has nothing to do. */
function opened(): FakeWorker {
  client.send({ run, type: 'configure', config, from: 0, keep: false });
  const worker = FakeWorker.all.at(-1)!;
  worker.say({ run, type: 'heard' });
  worker.say({ run, type: 'opened', config, labels: new Uint8Array() });
  return worker;
}
const ask = (key: string, ticket: number) => client.send({ run, type: 'ask', key, ticket, query: { kind: 'codes', which: 'network' } });
const answer = { kind: 'codes', step: 0, codes: new Float32Array(), labels: new Uint8Array() } as never;

test('an idle worker is waited for as long as nothing is asked of it', () => {
  opened();
  pass(3_600);
  expect(lost).toBe(0);
});

test('one that has ended while idle is found out within 6 seconds of the next command, and another is started', () => {
  const worker = opened();
  pass(100);
  client.send({ run, type: 'step' });
  pass(6);
  expect([lost, worker.terminated]).toEqual([1, true]);
  client.send({ run, type: 'step' });
  expect(FakeWorker.all).toHaveLength(2);
});

test('one that has heard and computes may be silent for a minute, and five times as long as ever before', () => {
  const worker = opened();
  client.send({ run, type: 'train' });
  worker.say({ run, type: 'heard' });
  pass(58);
  worker.say({ run, type: 'phase', phase: 'training' });
  pass(280);
  expect(lost).toBe(0);
  pass(20);
  expect(lost).toBe(1);
});

test('one that prepares computes: a press of Train that comes meanwhile is not one to an idle worker', () => {
  const worker = opened();
  client.send({ run, type: 'prepare', config });
  worker.say({ run, type: 'heard' });
  client.send({ run, type: 'train' });
  pass(59);
  expect(lost).toBe(0);
  worker.say({ run, type: 'heard' });
  worker.say({ run, type: 'prepared' });
  worker.say({ run, type: 'phase', phase: 'paused' });
  pass(3_600);
  expect(lost).toBe(0);
});

test('of several questions each is owed an answer: one that is answered does not excuse the others', () => {
  const worker = opened();
  ask('plane', 1);
  ask('grid', 1);
  for (let k = 0; k < 2; k++) worker.say({ run, type: 'heard' });
  worker.say({ run, type: 'answer', key: 'plane', ticket: 1, answer });
  pass(70);
  expect(lost).toBe(1);
});

test('a question that was dropped, changed and answered, or whose run is closed is owed nothing', () => {
  const worker = opened();
  ask('plane', 1);
  client.send({ run, type: 'ask', key: 'plane', ticket: 2, query: null });
  ask('grid', 1);
  ask('grid', 2);
  for (let k = 0; k < 4; k++) worker.say({ run, type: 'heard' });
  worker.say({ run, type: 'answer', key: 'grid', ticket: 2, answer });
  const other = client.openRun(() => {});
  client.send({ run: other, type: 'open', name: 'pen' });
  client.closeRun(other);
  worker.say({ run: other, type: 'heard' });
  pass(3_600);
  expect(lost).toBe(0);
});
