// Failures of engines in the last ten minutes, and whether to try again: graphics that keep failing are left alone before the browser blocks them.
import type { EngineFailure } from '../train/protocol.ts';

// For all sites of a host, as browsers count: the one name of what is stored that has no folder in it.
const KEY = 'two-numbers:device-failures';
const MINUTES = 60_000;
/** Milliseconds after which a failure no longer counts. */
const MEMORY = 10 * MINUTES;
/** Chromium blocks graphics for a host for two minutes after two context losses: the second retry waits longer. Milliseconds. */
const REST = 125_000;
/** Restarts of an engine that was late or on the main processor, or of the worker, within `MEMORY`. */
const MOST = 3;

/** Times at which graphics failed, oldest first. In session storage, so that a reload does not restart the count. */
function graphicsFailures(now: number): number[] {
  try {
    const times: unknown = JSON.parse(sessionStorage.getItem(KEY) ?? '[]');
    return Array.isArray(times) ? times.filter((time) => Number.isFinite(time) && time <= now && now - time < MEMORY) : [];
  } catch {
    return inMemory.filter((time) => now - time < MEMORY);
  }
}

let inMemory: number[] = [];
let others: number[] = [];
let late: number[] = [];

/**
 * Whether an engine on graphics may be tried: at once after the first failure, after `REST` once more, then not until `MEMORY` is over.
 * One that was late has not failed: it is tried again `MOST` times.
 */
export function graphicsAllowed(now = Date.now()): boolean {
  const failures = graphicsFailures(now);
  if (late.filter((time) => now - time < MEMORY).length >= MOST) return false;
  return failures.length < 2 || (failures.length === 2 && now - failures[1]! >= REST);
}

/** Records that an engine failed or was late, or that the worker ended. Returns whether to restart without being asked. */
export function noteFailure(engine?: EngineFailure, now = Date.now()): boolean {
  if (engine?.onGraphics && engine.late) {
    late = [...late, now].slice(-MOST);
    return true;
  }
  if (engine?.onGraphics) {
    inMemory = [...graphicsFailures(now), now].slice(-5);
    try {
      sessionStorage.setItem(KEY, JSON.stringify(inMemory));
    } catch {
      // Storage is closed to pages framed by another site: failures are then counted for this page alone.
    }
    return true;
  }
  others = [...others.filter((time) => now - time < MEMORY), now];
  return others.length <= MOST;
}
