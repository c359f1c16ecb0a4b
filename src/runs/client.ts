// Owns the page's one worker: made at the first command, replaced when it is gone.
import type { Command, Event } from '../train/protocol.ts';

/** `gone`: the worker that had the run is no more; the next command starts another. */
type Listener = (event: Event | { readonly type: 'gone' }) => void;

const listeners = new Map<number, Listener>();
let worker: Worker | undefined;
let lastRun = 0;
/** Runs that train: only for them is the worker watched. */
const training = new Set<number>();
/** Ends the watch over the worker at hand. */
let watching: AbortController | undefined;

/** Milliseconds between two looks at a worker that trains, and how many looks it may let pass without a word. */
const LOOK = 5_000;
const LOOKS = 4;

function drop(): void {
  worker?.terminate();
  worker = undefined;
  watching?.abort();
  watching = undefined;
  training.clear();
}

function fail(message: string): void {
  drop();
  for (const [run, listener] of listeners) listener({ run, type: 'failed', message, retry: 'open' });
}

/** Runs are told once each: those that a listener opens meanwhile are the next worker's. */
function lose(): void {
  drop();
  for (const listener of [...listeners.values()]) listener({ type: 'gone' });
}

/**
 * Learns when a worker that trains ends without a word, or falls silent. It holds a lock of its own name while it trains: who gets it
 * before the worker has said that it stopped knows of its end.
 */
function watch(watched: Worker, name: string): void {
  watching = new AbortController();
  const { signal } = watching;
  let silent = 0;
  const heard = () => (silent = 0);
  watched.addEventListener('message', heard, { signal });
  // Looks, not a clock: a machine that slept has not let anybody wait.
  const timer = setInterval(() => {
    silent++;
    if (silent > LOOKS) lose();
  }, LOOK);
  signal.addEventListener('abort', () => clearInterval(timer));
  navigator.locks
    ?.request(name, { signal }, async () => {
      // It may have stopped a moment ago, and its word be under way.
      await new Promise((resolve) => setTimeout(resolve, 200));
      if (!signal.aborted) lose();
    })
    .catch(() => {});
}

function start(): Worker {
  // No other tab starts one at the same fraction of a millisecond.
  const name = `two-numbers worker ${performance.timeOrigin + performance.now()}`;
  const started = new Worker(new URL('../train/worker.ts', import.meta.url), { type: 'module', name });
  let spoken = false;
  started.onmessage = ({ data }: MessageEvent<Event>) => {
    spoken = true;
    if (data.type === 'phase') {
      if (data.phase === 'training') training.add(data.run);
      else training.delete(data.run);
      if (training.size === 0) watching?.abort();
      else if (!watching || watching.signal.aborted) watch(started, name);
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

/** Registers a new run with its listener and gives its number. Events for it stop when `closeRun` is called. */
export function openRun(listener: Listener): number {
  lastRun++;
  listeners.set(lastRun, listener);
  return lastRun;
}

export function closeRun(run: number): void {
  if (!listeners.delete(run)) return;
  training.delete(run);
  worker?.postMessage({ run, type: 'close' } satisfies Command);
}

/** Sends a command. Where no worker can start (a sandboxed frame), the run's listener hears why. */
export function send(command: Command): void {
  try {
    worker ??= start();
    worker.postMessage(command);
  } catch {
    fail('This page may not start a worker here. Open it in a tab of its own to train.');
  }
}
