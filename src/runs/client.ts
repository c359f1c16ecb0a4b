// Owns the page's one worker: made at the first command, replaced if it is lost.
import type { Command, Event } from '../train/protocol.ts';

type Listener = (event: Event) => void;

const listeners = new Map<number, Listener>();
let worker: Worker | undefined;
let lastRun = 0;

function fail(message: string): void {
  worker?.terminate();
  worker = undefined;
  for (const [run, listener] of listeners) listener({ run, type: 'failed', message, retry: 'open' });
}

function start(): Worker {
  const started = new Worker(new URL('../train/worker.ts', import.meta.url), { type: 'module' });
  started.onmessage = ({ data }: MessageEvent<Event>) => listeners.get(data.run)?.(data);
  started.onerror = () => fail('The part of this page that computes stopped or could not be fetched.');
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
