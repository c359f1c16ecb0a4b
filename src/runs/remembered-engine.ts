// The engine that was fastest at the last visit, in local storage: the next visit need not try them all.
import type { Pace } from '../model/pace.ts';
import type { Remembered } from '../train/protocol.ts';

const KEY = `two-numbers:${import.meta.env.BASE_URL}:engine`;
/** Longest entry that is read, in characters. */
const LIMIT = 2_000;

function isPace(found: unknown): found is Pace {
  if (typeof found !== 'object' || found === null) return false;
  const { msPerStep, work } = found as Partial<Record<keyof Pace, unknown>>;
  return [msPerStep, work].every((value) => typeof value === 'number' && Number.isFinite(value) && value > 0);
}

/** Undefined where there is no entry, no storage, or an entry that this site did not write. */
export function rememberedEngine(): Remembered | undefined {
  try {
    const text = localStorage.getItem(KEY);
    if (!text || text.length > LIMIT) return undefined;
    const { key, name, threads, pace } = JSON.parse(text) as Partial<Record<keyof Remembered, unknown>>;
    if (typeof key !== 'string' || typeof name !== 'string' || !Number.isInteger(threads) || Number(threads) < 1 || Number(threads) > 8)
      return undefined;
    return { key, name, threads: Number(threads), ...(isPace(pace) && { pace }) };
  } catch {
    return undefined;
  }
}

/** Does nothing where storage is closed or full: the next visit then tries all engines again. */
export function rememberEngine(remembered: Remembered): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(remembered));
  } catch {
    // As above.
  }
}
