// A hand's strokes: points with a breadth, smoothed as a pen would join them, and their ink on a sheet of pixels.

/** A point of a stroke on a pad of side 1, with the radius of the pen there. */
export interface StrokePoint {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}

export type Stroke = readonly StrokePoint[];

/** Radius of the pen at rest, in parts of the pad's side: half of what a broad felt pen leaves on a hand-sized sheet. */
const PEN = 0.034;
/** How much thinner the line is at most where the hand is fast, and how fast that is, in sides of the pad a second. */
const THINNER = 0.3;
const FAST = 3;
/** The breadth follows the speed with this much inertia. */
const INERTIA = 0.7;

/**
 * The next point of a stroke: a fast hand leaves a thinner line.
 * @param seconds since the point before
 */
export function penPoint(before: StrokePoint | undefined, x: number, y: number, seconds: number): StrokePoint {
  if (!before) return { x, y, radius: PEN };
  const speed = Math.hypot(x - before.x, y - before.y) / Math.max(seconds, 0.001);
  const radius = PEN * (1 - THINNER * Math.min(1, speed / FAST));
  return { x, y, radius: INERTIA * before.radius + (1 - INERTIA) * radius };
}

/** Corners cut twice (Chaikin 1974): what a pointer reports is a chain of straight lines. Its ends stay. */
export function smooth(stroke: Stroke): Stroke {
  let points = stroke;
  for (let round = 0; round < 2 && points.length > 2; round++) {
    const between = (a: StrokePoint, b: StrokePoint, t: number): StrokePoint => ({
      x: a.x + t * (b.x - a.x),
      y: a.y + t * (b.y - a.y),
      radius: a.radius + t * (b.radius - a.radius),
    });
    const cut = points.slice(1).flatMap((point, k) => [between(points[k]!, point, 0.25), between(points[k]!, point, 0.75)]);
    points = [points[0]!, ...cut, points.at(-1)!];
  }
  return points;
}

/** Pixels to a side of the sheet that `inkOf` draws on: seven for each of a digit's 20, to average over. */
export const SHEET = 140;

/** Ink `[140, 140]` in 0..1 of smoothed strokes: 1 within the pen's radius of their lines, with an edge one pixel wide. */
export function inkOf(strokes: readonly Stroke[]): Float32Array {
  const ink = new Float32Array(SHEET * SHEET);
  for (const stroke of strokes) {
    stroke.forEach((to, k) => {
      const from = stroke[Math.max(0, k - 1)]!;
      const [ax, ay, dx, dy] = [from.x * SHEET, from.y * SHEET, (to.x - from.x) * SHEET, (to.y - from.y) * SHEET];
      const reach = Math.max(from.radius, to.radius) * SHEET + 1;
      const clamped = (value: number) => Math.min(SHEET - 1, Math.max(0, value));
      const [left, right] = [clamped(Math.floor(Math.min(ax, ax + dx) - reach)), clamped(Math.ceil(Math.max(ax, ax + dx) + reach))];
      const [top, bottom] = [clamped(Math.floor(Math.min(ay, ay + dy) - reach)), clamped(Math.ceil(Math.max(ay, ay + dy) + reach))];
      const square = dx * dx + dy * dy || 1;
      for (let row = top; row <= bottom; row++) {
        for (let column = left; column <= right; column++) {
          const [px, py] = [column + 0.5 - ax, row + 0.5 - ay];
          const t = Math.min(1, Math.max(0, (px * dx + py * dy) / square));
          const radius = (from.radius + t * (to.radius - from.radius)) * SHEET;
          const value = Math.min(1, Math.max(0, radius + 0.5 - Math.hypot(px - t * dx, py - t * dy)));
          const at = row * SHEET + column;
          if (value > ink[at]!) ink[at] = value;
        }
      }
    });
  }
  return ink;
}
