// The pen's way over the paper: splines through control points, pressed unevenly, then fitted into the picture as MNIST's digits are.
import type { Random } from '../../model/random.ts';

/** Pixels over which the ink fades from black to paper at a stroke's edge. */
export const EDGE = 1.05;

/** Side of the box that the ink fits, as in MNIST. */
const BOX = 20;

/**
 * Where the ink's centre of mass goes, in pixel indices. The middle of the picture is 13.5; MNIST's digits, moved by whole pixels,
 * have theirs at 14 +- 0.5. The pen aims between.
 */
export const CENTRE = 13.75;

/** `value`, or the nearer bound where it lies beyond one. */
export const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));

/** The pen's way over the paper: corners of a polyline with the stroke's radius at each. Buffers are reused from image to image. */
export class Path {
  /** Points in use. */
  length = 0;
  readonly x = new Float64Array(256);
  readonly y = new Float64Array(256);
  /** Radius of the stroke, pixels. */
  readonly radius = new Float64Array(256);
  /** 1 where the pen was lifted: no ink between this point and the one before. */
  readonly lifted = new Uint8Array(256);

  add(x: number, y: number, lifted: boolean): void {
    this.x[this.length] = x;
    this.y[this.length] = y;
    this.lifted[this.length++] = lifted ? 1 : 0;
  }
}

/** Straight lines per stretch of spline between two control points. */
const STEPS = 5;

/** Adds a Catmull-Rom spline through `n` points, `xs` and `ys` `[n]` each; the first is already in the path, or begins a stroke. */
export function addSpline(path: Path, xs: Float64Array, ys: Float64Array, n: number, begins: boolean): void {
  if (begins) path.add(xs[0]!, ys[0]!, true);
  for (let k = 0; k + 1 < n; k++) {
    // Not `const [b, c] = [k, k + 1]`: after some two thousand images JavaScriptCore's optimiser computes that pair wrongly in a worker,
    // and every image comes out blank (seen in WebKitGTK 2.50.6, no report known; penSource checks what was drawn).
    const b = k;
    const c = k + 1;
    // Beyond its ends a piece goes on straight: the missing neighbour is the mirrored one.
    const ax = k > 0 ? xs[k - 1]! : 2 * xs[b]! - xs[c]!;
    const ay = k > 0 ? ys[k - 1]! : 2 * ys[b]! - ys[c]!;
    const dx = k + 2 < n ? xs[k + 2]! : 2 * xs[c]! - xs[b]!;
    const dy = k + 2 < n ? ys[k + 2]! : 2 * ys[c]! - ys[b]!;
    for (let step = 1; step <= STEPS; step++) {
      const t = step / STEPS;
      const wa = -0.5 * t * (1 - t) * (1 - t);
      const wb = 1 + t * t * (1.5 * t - 2.5);
      const wc = t * (0.5 + t * (2 - 1.5 * t));
      const wd = -0.5 * t * t * (1 - t);
      path.add(wa * ax + wb * xs[b]! + wc * xs[c]! + wd * dx, wa * ay + wb * ys[b]! + wc * ys[c]! + wd * dy, false);
    }
  }
}

/** Fraction of a digit's height over which the pen sets down or lifts. */
const EASE = 0.15;

/** Sets the radius along the path: a hand presses unevenly, and lighter where it sets the pen down or lifts it. */
export function press(path: Path, radius: number, stream: Random): void {
  const [swell, phase] = [0.09 * stream.normal(), 2 * Math.PI * stream.uniform()];
  const [down, up] = [0.3 * Math.abs(stream.normal()), 0.3 * Math.abs(stream.normal())];
  const { x, y, length } = path;
  const ease = (i: number, end: number) => Math.max(0, 1 - Math.hypot(x[i]! - x[end]!, y[i]! - y[end]!) / EASE);
  for (let start = 0; start < length;) {
    let next = start + 1;
    while (next < length && !path.lifted[next]) next++;
    for (let i = start; i < next; i++) {
      const pressure = 1 + swell * Math.sin((6 * i) / length + phase) - down * ease(i, start) - up * ease(i, next - 1);
      path.radius[i] = radius * clamp(pressure, 0.5, 1.25);
    }
    start = next;
  }
}

/** Left, right, top and bottom of the path scaled by `scale`, with the ink on it (without its soft edge) where `inked`. */
function extent(path: Path, scale: number, inked: boolean): [left: number, right: number, top: number, bottom: number] {
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let i = 0; i < path.length; i++) {
    const [x, y, radius] = [scale * path.x[i]!, scale * path.y[i]!, inked ? path.radius[i]! : 0];
    left = Math.min(left, x - radius);
    right = Math.max(right, x + radius);
    top = Math.min(top, y - radius);
    bottom = Math.max(bottom, y + radius);
  }
  return [left, right, top, bottom];
}

/** Scales a path so that its ink's box is 20 on the larger side, and moves it so that the line's centre of mass is at CENTRE. */
export function fit(path: Path): void {
  const [left0, right0, top0, bottom0] = extent(path, 1, false);
  // Strokes keep their breadth, so ink grows less than the bare path: each round comes nearer to the box and never beyond it.
  let scale = 0;
  for (let round = 0; round < 3; round++) {
    const [left, right, top, bottom] = extent(path, scale, true);
    scale += Math.min((BOX - EDGE - (right - left)) / (right0 - left0), (BOX - EDGE - (bottom - top)) / (bottom0 - top0));
  }
  const { x, y, radius, lifted, length } = path;
  let [mass, massX, massY] = [0, 0, 0];
  for (let i = 0; i < length; i++) {
    x[i] = x[i]! * scale;
    y[i] = y[i]! * scale;
    if (lifted[i]) continue;
    const weight = Math.hypot(x[i]! - x[i - 1]!, y[i]! - y[i - 1]!) * (radius[i]! + radius[i - 1]!);
    mass += weight;
    massX += weight * 0.5 * (x[i]! + x[i - 1]!);
    massY += weight * 0.5 * (y[i]! + y[i - 1]!);
  }
  move(path, CENTRE - massX / mass, CENTRE - massY / mass);
}

/** Moves a path; fractions of a pixel too, as nothing is drawn yet. */
export function move(path: Path, dx: number, dy: number): void {
  for (let i = 0; i < path.length; i++) {
    path.x[i] = path.x[i]! + dx;
    path.y[i] = path.y[i]! + dy;
  }
}
