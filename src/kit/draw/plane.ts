// The plane of codes as numbers: its window, what lies near a point, and the points of a grid over it.
import { nice, quantileSorted } from 'd3';

/** A rectangle of the plane, in the codes' own units: `x` along z₁, `y` along z₂, each [low, high]. */
export interface PlaneWindow {
  readonly x: readonly [low: number, high: number];
  readonly y: readonly [low: number, high: number];
}

/** A point of the plane: (z₁, z₂). */
export type Point = readonly [z1: number, z2: number];

/** Column 0 or 1 of codes `[n, 2]`, ascending; values that are not finite are left out. */
function sortedColumn(codes: Float32Array, column: 0 | 1): number[] {
  const values: number[] = [];
  for (let i = column; i < codes.length; i += 2) if (Number.isFinite(codes[i])) values.push(codes[i]!);
  return values.sort((a, b) => a - b);
}

/** From the quantile `tail` to `1 - tail` of each column; where all codes agree, one unit to either side of them. */
function spanOf(codes: Float32Array, tail: number): PlaneWindow {
  const range = (column: 0 | 1): [number, number] => {
    const values = sortedColumn(codes, column);
    const low = quantileSorted(values, tail) ?? 0;
    const high = quantileSorted(values, 1 - tail) ?? 0;
    return high - low > 1e-6 ? [low, high] : [low - 1, high + 1];
  };
  return { x: range(0), y: range(1) };
}

function padded([low, high]: readonly [number, number], share: number): [number, number] {
  const pad = (high - low) * share;
  return [low - pad, high + pad];
}

/** A window that holds all codes `[n, 2]` with a margin, on round numbers. */
export function windowAround(codes: Float32Array): PlaneWindow {
  const span = spanOf(codes, 0);
  return { x: nice(...padded(span.x, 0.06), 10), y: nice(...padded(span.y, 0.06), 10) };
}

/** The window the manifold is decoded over, of codes `[n, 2]`: their 1st to 99th percentile, and a little more. */
export function manifoldWindow(codes: Float32Array): PlaneWindow {
  const span = spanOf(codes, 0.01);
  return { x: padded(span.x, 0.05), y: padded(span.y, 0.05) };
}

const length = ([low, high]: readonly [number, number]) => high - low;
const holds = (outer: readonly [number, number], inner: readonly [number, number]) => outer[0] <= inner[0] && inner[1] <= outer[1];

/**
 * The window to show next for codes `[n, 2]`: the current one as long as it fits, so that axes do not crawl; a new one where codes leave it or
 * fill less than half of it. Returns `current` itself where nothing changes.
 * @param current window shown now, undefined before the first codes
 * @param tail share of the codes at either end of each axis that may lie outside
 */
export function keepWindow(
  current: PlaneWindow | undefined,
  codes: Float32Array,
  make: (codes: Float32Array) => PlaneWindow,
  tail = 0,
): PlaneWindow {
  if (!current) return make(codes);
  const span = spanOf(codes, tail);
  const inside = holds(current.x, span.x) && holds(current.y, span.y);
  const small = length(span.x) < length(current.x) / 2 || length(span.y) < length(current.y) / 2;
  return inside && !small ? current : make(codes);
}

/** `point` moved into `window`. */
export function clampTo(window: PlaneWindow, [z1, z2]: Point): Point {
  const clamp = (value: number, [low, high]: readonly [number, number]) => Math.min(high, Math.max(low, value));
  return [clamp(z1, window.x), clamp(z2, window.y)];
}

/** The middle of a window. */
export function centreOf({ x, y }: PlaneWindow): Point {
  return [(x[0] + x[1]) / 2, (y[0] + y[1]) / 2];
}

/** Indices of the `count` codes `[n, 2]` nearest to `point`, nearest first. */
export function nearest(codes: Float32Array, [z1, z2]: Point, count: number): number[] {
  const distance = (i: number) => Math.hypot(codes[2 * i]! - z1, codes[2 * i + 1]! - z2);
  const found: { index: number; at: number }[] = [];
  for (let index = 0; index < codes.length / 2; index++) {
    const at = distance(index);
    if (found.length === count && at >= found[count - 1]!.at) continue;
    let place = found.length;
    while (place > 0 && found[place - 1]!.at > at) place--;
    found.splice(place, 0, { index, at });
    if (found.length > count) found.pop();
  }
  return found.map(({ index }) => index);
}

const STEPS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowRight: [1, 0],
  ArrowLeft: [-1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

/** The direction of an arrow key in the plane, z₂ upwards; undefined for other keys. */
export function arrow(key: string): readonly [number, number] | undefined {
  return STEPS[key];
}

/**
 * Index, among codes `[n, 2]`, of the one nearest to code `from` in the direction of an arrow key, within 45 degrees of it, or `from` where there is none.
 * Distances are measured in the window, so that "up" is what the eye sees.
 */
export function neighbourTowards(codes: Float32Array, window: PlaneWindow, from: number, [right, up]: readonly [number, number]): number {
  let best = from;
  let bestCost = Infinity;
  for (let i = 0; i < codes.length / 2; i++) {
    const dx = (codes[2 * i]! - codes[2 * from]!) / length(window.x);
    const dy = (codes[2 * i + 1]! - codes[2 * from + 1]!) / length(window.y);
    const along = dx * right + dy * up;
    const across = Math.abs(dx * up) + Math.abs(dy * right);
    const cost = along + 2 * across;
    if (along <= 0 || across > along || cost >= bestCost) continue;
    best = i;
    bestCost = cost;
  }
  return best;
}

/** `point` one step in the direction of an arrow key: a fiftieth of the window, or a tenth for a large step; stays inside. */
export function stepTowards(window: PlaneWindow, [z1, z2]: Point, [right, up]: readonly [number, number], large: boolean): Point {
  const share = large ? 0.1 : 0.02;
  return clampTo(window, [z1 + right * share * length(window.x), z2 + up * share * length(window.y)]);
}

/** A place on the round from middle to middle: `legs` whole numbers are the middles themselves, and the way slows down near each. */
export function onRound(middles: readonly Point[], legs: number): Point {
  const [leg, t] = [Math.floor(legs), legs - Math.floor(legs)];
  const [from, to] = [middles[leg % middles.length]!, middles[(leg + 1) % middles.length]!];
  const eased = t * t * (3 - 2 * t);
  return [from[0] + eased * (to[0] - from[0]), from[1] + eased * (to[1] - from[1])];
}

// #region manifold
/**
 * Codes `[n * n, 2]` at the centres of n x n equal cells over a window, row by row from
 * the top left: z₁ grows to the right and z₂ upwards, as on the axes of a chart.
 */
export function gridCodes({ x, y }: PlaneWindow, n: number): Float32Array {
  const codes = new Float32Array(2 * n * n);
  for (let row = 0; row < n; row++) {
    for (let column = 0; column < n; column++) {
      const at = 2 * (row * n + column);
      codes[at] = x[0] + ((column + 0.5) / n) * (x[1] - x[0]);
      codes[at + 1] = y[1] - ((row + 0.5) / n) * (y[1] - y[0]);
    }
  }
  return codes;
}
// #endregion

/** What `gridCodes` was called with, from the codes `[n * n, 2]` it gave: `n` of at least 2 cells a side and the window. */
export function gridOf(codes: Float32Array): { readonly n: number; readonly window: PlaneWindow } {
  const n = Math.round(Math.sqrt(codes.length / 2));
  const [left, top] = [codes[0]!, codes[1]!];
  const [right, bottom] = [codes[codes.length - 2]!, codes[codes.length - 1]!];
  const [dx, dy] = [(right - left) / (n - 1) / 2, (top - bottom) / (n - 1) / 2];
  return { n, window: { x: [left - dx, right + dx], y: [bottom - dy, top + dy] } };
}

/** Whether two windows are the same but for rounding. */
export function sameWindow(a: PlaneWindow, b: PlaneWindow): boolean {
  const close = (p: readonly [number, number], q: readonly [number, number]) =>
    Math.abs(p[0] - q[0]) + Math.abs(p[1] - q[1]) < 1e-4 * length(p);
  return close(a.x, b.x) && close(a.y, b.y);
}

/** The cell of `gridCodes(window, n)` that holds `point`, as row and column; undefined outside the window. */
export function cellOf({ x, y }: PlaneWindow, n: number, [z1, z2]: Point): { row: number; column: number } | undefined {
  const column = Math.floor(((z1 - x[0]) / length(x)) * n);
  const row = Math.floor(((y[1] - z2) / length(y)) * n);
  return column >= 0 && column < n && row >= 0 && row < n ? { row, column } : undefined;
}

/** The cell of `gridCodes(window, n)` that stands for `point`: the one that holds it, the middle one where it lies outside; with its centre. */
export function cellFor(
  window: PlaneWindow,
  n: number,
  point: Point,
): { readonly row: number; readonly column: number; readonly centre: Point } {
  const { row, column } = cellOf(window, n, point) ?? { row: n >> 1, column: n >> 1 };
  return { row, column, centre: cellCentre(window, n, row, column) };
}

/** The centre of a cell of `gridCodes(window, n)`. */
export function cellCentre({ x, y }: PlaneWindow, n: number, row: number, column: number): Point {
  return [x[0] + ((column + 0.5) / n) * length(x), y[1] - ((row + 0.5) / n) * length(y)];
}
