// How many steps one submission holds: as many as take about 50 ms, found out as they run.

/** Milliseconds: long enough to keep a graphics processor busy, short enough for its watchdog and for the page's drawing. */
const TARGET = 50;

export interface Pace {
  /** How much work the next submission may hold, in steps; at least 1. */
  readonly steps: number;
  /** A submission of as much work as that took `milliseconds`. */
  note(steps: number, milliseconds: number): void;
}

/**
 * Starts at 1 and at most doubles with every submission. Going by the median of the last three, one that was held up by
 * something else changes nothing, and two slow ones in a row are enough.
 * @param most what one submission may hold at all
 */
export function createPace(most: number): Pace {
  let steps = 1;
  let recent: number[] = [];
  return {
    get steps() {
      return steps;
    },
    note(count, milliseconds) {
      recent = [...recent, milliseconds / count].slice(-3);
      // Of one or two the slower counts, of three the middle.
      const each = [...recent].sort((a, b) => a - b)[1] ?? recent[0]!;
      const wanted = Math.floor(TARGET / Math.max(each, TARGET / most));
      steps = Math.max(1, Math.min(wanted, 2 * steps, most));
    },
  };
}
