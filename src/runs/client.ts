// Owns the page's one worker: made at the first command, replaced when it is gone.
import type { Command, Event } from '../train/protocol.ts';
import { noteFailure } from './device-failures.ts';
import { serveThreads } from './threads.ts';

/** The worker that had the run has ended; the next command starts another. `restart`: the page may do so without being asked. */
export interface WorkerLost {
  readonly type: 'workerLost';
  readonly restart: boolean;
}

type Listener = (event: Event | WorkerLost) => void;

const listeners = new Map<number, Listener>();
let worker: Worker | undefined;
let lastRun = 0;
/** Runs that train or are about to; the worker holds the lock of its name while one is `training`. */
const busyRuns = new Map<number, 'starting' | 'training'>();
/** Whether the present worker has sent anything. */
let hasSpoken = false;
/** What the present worker owes an answer: runs to open, to prepare and to train, questions with their tickets. */
const owed = new Map<string, number>();
/** Whether it had nothing to do when it was last sent something, and has not been heard since. */
let wasIdle = false;
/** Ends the watch over the present worker, and its threads. */
let watch: AbortController | undefined;

/** Milliseconds between two checks that the worker is alive. */
const CHECK_INTERVAL = 1_000;
/**
 * Silent checks after which a worker counts as lost: few for one that was idle, which says at once that it has heard; many for one that
 * computes or still loads, and `times` its longest silence so far.
 */
const SILENT_CHECKS = { idle: 5, busy: 60, times: 5 };

function drop(): void {
  worker?.terminate();
  worker = undefined;
  watch?.abort();
  watch = undefined;
  busyRuns.clear();
  hasSpoken = false;
  owed.clear();
  wasIdle = false;
}

function fail(message: string): void {
  drop();
  for (const [run, listener] of listeners) listener({ run, type: 'failed', message, retry: 'open' });
}

function lose(): void {
  drop();
  const restart = noteFailure();
  // Copied first: runs that a listener opens belong to the next worker.
  for (const listener of [...listeners.values()]) listener({ type: 'workerLost', restart });
}

/** Loses a worker that has fallen silent. Checks are counted, not seconds: while the machine sleeps nobody waits. */
function watchSilence(watched: Worker, signal: AbortSignal): void {
  let [silent, longest] = [0, 0];
  const heard = () => {
    longest = Math.max(longest, silent);
    silent = 0;
  };
  watched.addEventListener('message', heard, { signal });
  const timer = setInterval(() => {
    if (busyRuns.size === 0 && owed.size === 0) return heard();
    silent++;
    if (silent > (wasIdle ? SILENT_CHECKS.idle : Math.max(SILENT_CHECKS.busy, SILENT_CHECKS.times * longest))) lose();
  }, CHECK_INTERVAL);
  signal.addEventListener('abort', () => clearInterval(timer));
}

/**
 * Loses a worker that ends while it trains, at once. The worker holds a lock of its own name for as long as it trains: if the page gets
 * that lock while a run is `training`, and finds it held by nobody, the worker has ended.
 */
async function watchLock(name: string, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await navigator.locks.request(name, { signal }, () => {});
    // The worker may have just stopped, its message still on the way; or one of its runs has given way to another.
    await new Promise((resolve) => setTimeout(resolve, 200));
    if (signal.aborted || ![...busyRuns.values()].includes('training')) return;
    const { held = [], pending = [] } = await navigator.locks.query();
    if (![...held, ...pending].some((lock) => lock.name === name)) return lose();
  }
}

/** Under which name an answer to the command is owed, if there is to be one. */
function debtOf(command: Command): string | undefined {
  const { run, type } = command;
  if (type === 'ask') return `${run} asks ${command.key}`;
  if (type === 'open' || type === 'configure') return `${run} opens`;
  if (type === 'prepare') return `${run} prepares`;
  return type === 'train' || type === 'step' || type === 'magnify' ? `${run} begins` : undefined;
}

function settle(event: Event): void {
  const { run, type } = event;
  if (type === 'answer' || type === 'refused') {
    const debt = `${run} asks ${event.key}`;
    if (owed.get(debt) === event.ticket) owed.delete(debt);
  }
  if (type === 'opened' || type === 'failed') owed.delete(`${run} opens`);
  if (type === 'prepared') owed.delete(`${run} prepares`);
  if (type === 'phase' || type === 'failed' || type === 'broken') owed.delete(`${run} begins`);
}

/** Follows which runs are busy. Returns whether `event` begins training. */
function noteBusy(event: Event): boolean {
  if (!listeners.has(event.run)) return false;
  if (event.type === 'phase' && (event.phase === 'starting' || event.phase === 'training')) busyRuns.set(event.run, event.phase);
  else if (event.type === 'phase' || event.type === 'failed' || event.type === 'broken') busyRuns.delete(event.run);
  return event.type === 'phase' && event.phase === 'training';
}

function start(): Worker {
  // The start time tells the worker's lock from those of other tabs.
  const name = `two-numbers worker ${performance.timeOrigin + performance.now()}`;
  const started = new Worker(new URL('../train/worker.ts', import.meta.url), { type: 'module', name });
  let lockWatched = false;
  watch = new AbortController();
  const { signal } = watch;
  serveThreads(started, signal);
  watchSilence(started, signal);
  started.onmessage = ({ data: event }: MessageEvent<Event>) => {
    hasSpoken = true;
    wasIdle = false;
    settle(event);
    if (noteBusy(event) && !lockWatched && navigator.locks) {
      lockWatched = true;
      watchLock(name, signal)
        .catch(() => {})
        .finally(() => (lockWatched = false));
    }
    listeners.get(event.run)?.(event);
  };
  started.onerror = () => {
    if (worker !== started) return;
    if (hasSpoken) lose();
    else fail('The part of this page that computes could not be started.');
  };
  return started;
}

/** Registers a new run with its listener and returns its number. Its events end when `closeRun` is called. */
export function openRun(listener: Listener): number {
  lastRun++;
  listeners.set(lastRun, listener);
  return lastRun;
}

export function closeRun(run: number): void {
  if (!listeners.delete(run)) return;
  busyRuns.delete(run);
  for (const debt of owed.keys()) if (debt.startsWith(`${run} `)) owed.delete(debt);
  worker?.postMessage({ run, type: 'close' } satisfies Command);
}

/** Sends a command, and starts the worker where there is none. Where none can start (a sandboxed frame), every run's listener gets `failed`. */
export function send(command: Command): void {
  try {
    worker ??= start();
    worker.postMessage(command);
    const debt = debtOf(command);
    if (debt === undefined) return;
    if (command.type === 'ask' && command.query === null) return void owed.delete(debt);
    wasIdle ||= hasSpoken && busyRuns.size === 0 && owed.size === 0;
    owed.set(debt, command.type === 'ask' ? command.ticket : 0);
  } catch {
    fail('This page may not start a worker here. Open it in a tab of its own to train.');
  }
}
