// What broke lately, and what to try next: a graphics processor that keeps failing is left alone before the browser takes it away.
import type { EngineName } from '../train/protocol.ts';

const KEY = 'two-numbers:losses';
const MINUTES = 60_000;
/** Losses older than that no longer count. */
const MEMORY = 10 * MINUTES;
/** Chromium blocks graphics for a host for two minutes after two losses: the second try comes later than that. */
const REST = 125_000;
/** An engine on the main processor, or the worker itself, is begun anew so many times in that time. */
const MOST = 3;

export const onGraphics = (engine: EngineName): boolean => engine === 'wgsl' || engine === 'tfjs-webgpu' || engine === 'tfjs-webgl';

/** When graphics were lost, oldest first. Kept for the tab's lifetime: a reload must not start the counting anew. */
function graphicsLosses(now: number): number[] {
  try {
    const times: unknown = JSON.parse(sessionStorage.getItem(KEY) ?? '[]');
    return Array.isArray(times) ? times.filter((time) => Number.isFinite(time) && time <= now && now - time < MEMORY) : [];
  } catch {
    return inMemory.filter((time) => now - time < MEMORY);
  }
}

let inMemory: number[] = [];
let others: number[] = [];

/** Whether an engine on graphics may be tried: at once after the first loss, after a rest once more, then not until ten minutes are over. */
export function graphicsAllowed(now = Date.now()): boolean {
  const losses = graphicsLosses(now);
  return losses.length < 2 || (losses.length === 2 && now - losses[1]! >= REST);
}

/** Notes that `engine` broke (undefined: the worker went before it had one); false where nothing is to be tried again by itself. */
export function noteLoss(engine: EngineName | undefined, now = Date.now()): boolean {
  if (engine && onGraphics(engine)) {
    inMemory = [...graphicsLosses(now), now].slice(-5);
    try {
      sessionStorage.setItem(KEY, JSON.stringify(inMemory));
    } catch {
      // Storage is closed to pages framed by another site: counted for this page then.
    }
    return true;
  }
  others = [...others.filter((time) => now - time < MEMORY), now];
  return others.length <= MOST;
}
