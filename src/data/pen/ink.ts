// Ink on paper: draws a path into a picture of 28 x 28 bytes with soft edges.
import type { Random } from '../../model/random.ts';
import { PIXELS, SIDE } from '../../model/spec.ts';
import { CENTRE, clamp, EDGE, move, type Path } from './path.ts';

/** How far the grain of the paper moves the rim of a stroke, at most, in pixels. */
const GRAIN = 0.2;

/** How far the centre of mass may be off CENTRE, in pixels: so little that it is within half a pixel of the middle and of MNIST's. */
const SLACK = 0.24;

/** Distance of each pixel's centre from the rim of the nearest stroke, negative inside. */
const toRim = new Float64Array(PIXELS);

/**
 * Draws `path` into `pixels[at .. at + 784]`, 0 paper to 255 ink, moved so that the centre of mass of the drawn pixels is in the middle.
 * Overlaps and grain make it differ from the line's, so it is measured on the drawing and drawn anew where it is off.
 */
export function drawCentred(path: Path, stream: Random, pixels: Uint8Array, at: number): void {
  for (let attempt = 0; attempt < 8; attempt++) {
    drawInk(path, stream, pixels, at);
    let [mass, massX, massY] = [0, 0, 0];
    for (let row = 0, pixel = at; row < SIDE; row++) {
      for (let column = 0; column < SIDE; column++, pixel++) {
        const ink = pixels[pixel]!;
        mass += ink;
        massX += ink * column;
        massY += ink * row;
      }
    }
    const [offX, offY] = [massX / mass - CENTRE, massY / mass - CENTRE];
    if (Math.abs(offX) < SLACK && Math.abs(offY) < SLACK) return;
    move(path, -offX, -offY);
  }
}

/** Draws `path` where it is. A pixel's ink follows from its distance to the line, and a little from chance. */
function drawInk(path: Path, stream: Random, pixels: Uint8Array, at: number): void {
  const { x, y, radius, lifted, length } = path;
  toRim.fill(EDGE);
  for (let i = 1; i < length; i++) {
    if (lifted[i]) continue;
    const ax = x[i - 1]!;
    const ay = y[i - 1]!;
    const ar = radius[i - 1]!;
    const dx = x[i]! - ax;
    const dy = y[i]! - ay;
    const dr = radius[i]! - ar;
    const reach = Math.max(ar, ar + dr) + EDGE / 2;
    const left = Math.max(0, Math.ceil(Math.min(ax, ax + dx) - reach));
    const right = Math.min(SIDE - 1, Math.floor(Math.max(ax, ax + dx) + reach));
    const top = Math.max(0, Math.ceil(Math.min(ay, ay + dy) - reach));
    const bottom = Math.min(SIDE - 1, Math.floor(Math.max(ay, ay + dy) + reach));
    const perSquare = 1 / (dx * dx + dy * dy || 1);
    for (let row = top; row <= bottom; row++) {
      const py = row - ay;
      for (let column = left; column <= right; column++) {
        const px = column - ax;
        const t = Math.min(1, Math.max(0, (px * dx + py * dy) * perSquare));
        const ex = px - t * dx;
        const ey = py - t * dy;
        const rim = Math.sqrt(ex * ex + ey * ey) - ar - t * dr;
        if (rim < toRim[row * SIDE + column]!) toRim[row * SIDE + column] = rim;
      }
    }
  }
  const black = 255 - 8 * stream.uniform();
  for (let pixel = 0; pixel < PIXELS; pixel++) {
    const rim = toRim[pixel]!;
    if (rim >= EDGE / 2) pixels[at + pixel] = 0;
    else {
      const grain = rim > -EDGE / 2 - GRAIN ? GRAIN * (2 * stream.uniform() - 1) : 0;
      pixels[at + pixel] = Math.round(black * clamp(0.5 - (rim + grain) / EDGE, 0, 1));
    }
  }
}
