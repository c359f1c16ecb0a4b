// Owns the page's one worker: made at the first command, replaced when it is gone.
import type { Command, Event } from '../train/protocol.ts';
import { noteFailure } from './device-failures.ts';

/** The worker that had the run is no more; the next command starts another. `again`: it may be started by itself, it has not happened often. */
export interface Gone {
  readonly type: 'gone';
  readonly again: boolean;
}

type Listener = (event: Event | Gone) => void;

const listeners = new Map<number, Listener>();
let worker: Worker | undefined;
let lastRun = 0;
/** Runs that train, or are about to: `training` has begun, and its worker holds its lock. */
const going = new Map<number, 'starting' | 'training'>();
/** The worker at hand has said something. */
let spoken = false;
/** The worker owes an answer. */
let owed = false;
/** Ends the watch over the worker at hand. */
let watching: AbortController | undefined;

/**
 * Milliseconds between two looks at a worker, and how many it may let pass without a word: more while it trains, for a step may take
 * long, and while it is still on its way.
 */
const LOOK = 2_500;
const LOOKS = { patient: 24, owing: 8 };

function drop(): void {
  worker?.terminate();
  worker = undefined;
  watching?.abort();
  watching = undefined;
  going.clear();
  spoken = false;
  owed = false;
}

function fail(message: string): void {
  drop();
  for (const [run, listener] of listeners) listener({ run, type: 'failed', message, retry: 'open' });
}

/** Runs are told once each: those that a listener opens meanwhile are the next worker's. */
function lose(): void {
  drop();
  const again = noteFailure(undefined);
  for (const listener of [...listeners.values()]) listener({ type: 'gone', again });
}

/** Learns when a worker falls silent: looks, not a clock, for a machine that slept has not let anybody wait. */
function listen(watched: Worker, signal: AbortSignal): void {
  let silent = 0;
  watched.addEventListener('message', () => (silent = 0), { signal });
  const timer = setInterval(() => {
    silent = going.size > 0 || owed ? silent + 1 : 0;
    if (silent > (going.size > 0 || !spoken ? LOOKS.patient : LOOKS.owing)) lose();
  }, LOOK);
  signal.addEventListener('abort', () => clearInterval(timer));
}

/**
 * Learns at once when a worker that trains ends without a word. It holds a lock of its own name while it trains: who gets that lock
 * while a run says that it trains, and finds that nobody holds it, knows of the worker's end.
 */
async function awaitEnd(name: string, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await navigator.locks.request(name, { signal }, () => {});
    // It may have stopped a moment ago, and its word be under way; or one run of it gives way to another.
    await new Promise((resolve) => setTimeout(resolve, 200));
    if (signal.aborted || ![...going.values()].includes('training')) return;
    const { held = [], pending = [] } = await navigator.locks.query();
    if (![...held, ...pending].some((lock) => lock.name === name)) return lose();
  }
}

function start(): Worker {
  // No other tab starts one at the same fraction of a millisecond.
  const name = `two-numbers worker ${performance.timeOrigin + performance.now()}`;
  const started = new Worker(new URL('../train/worker.ts', import.meta.url), { type: 'module', name });
  let awaited = false;
  watching = new AbortController();
  const { signal } = watching;
  listen(started, signal);
  started.onmessage = ({ data }: MessageEvent<Event>) => {
    spoken = true;
    owed = false;
    const open = listeners.has(data.run);
    if (open && (data.type === 'phase' || data.type === 'failed' || data.type === 'broken')) {
      const phase = data.type === 'phase' ? data.phase : 'failed';
      if (phase === 'training' || phase === 'starting') going.set(data.run, phase);
      else going.delete(data.run);
      if (phase === 'training' && !awaited && navigator.locks) {
        awaited = true;
        awaitEnd(name, signal)
          .catch(() => {})
          .finally(() => (awaited = false));
      }
    }
    listeners.get(data.run)?.(data);
  };
  started.onerror = () => {
    if (worker !== started) return;
    if (spoken) lose();
    else fail('The part of this page that computes could not be started.');
  };
  return started;
}

/** Commands that are answered. */
const ANSWERED: ReadonlySet<Command['type']> = new Set(['open', 'configure', 'train', 'step', 'magnify', 'ask']);

/** Registers a new run with its listener and gives its number. Events for it stop when `closeRun` is called. */
export function openRun(listener: Listener): number {
  lastRun++;
  listeners.set(lastRun, listener);
  return lastRun;
}

export function closeRun(run: number): void {
  if (!listeners.delete(run)) return;
  going.delete(run);
  worker?.postMessage({ run, type: 'close' } satisfies Command);
}

/** Sends a command. Where no worker can start (a sandboxed frame), the run's listener hears why. */
export function send(command: Command): void {
  try {
    worker ??= start();
    worker.postMessage(command);
    owed ||= ANSWERED.has(command.type) && (command.type !== 'ask' || command.query !== null);
  } catch {
    fail('This page may not start a worker here. Open it in a tab of its own to train.');
  }
}
