// In which corner of its plane a picture stands on phones (plane.css): where few codes are, and never where the point is.
import type { Selection } from 'd3';
import type { Field } from './code-field.ts';
import { clampTo, type Point } from './plane.ts';

const CORNERS = ['top-right', 'top-left', 'bottom-right', 'bottom-left'] as const;
type Corner = (typeof CORNERS)[number];

/** Room for picture and note, in pixels of the field (plane.css has the same). */
const ROOM = { width: 96, height: 116 };
/** So near to it a point comes before it gives way: half a thumb. */
const NEAR = 40;

/** The corner whose picture, with `margin` around it, would hide a place; undefined where none would. */
function cornerAt({ x, y }: Field, across: number, down: number, margin: number): Corner | undefined {
  const [left, right] = x.range() as [number, number];
  const [bottom, top] = y.range() as [number, number];
  const [fromLeft, fromRight, fromTop, fromBottom] = [across - left, right - across, down - top, bottom - down];
  if (Math.min(fromLeft, fromRight) > ROOM.width + margin || Math.min(fromTop, fromBottom) > ROOM.height + margin) return undefined;
  return `${fromTop < fromBottom ? 'top' : 'bottom'}-${fromRight < fromLeft ? 'right' : 'left'}`;
}

/** How many codes `[n, 2]` a picture in each corner would hide. */
function crowds(field: Field, codes: Float32Array): Record<Corner, number> {
  const found = { 'top-right': 0, 'top-left': 0, 'bottom-right': 0, 'bottom-left': 0 };
  for (let i = 0; i < codes.length; i += 2) {
    const corner = cornerAt(field, field.x(codes[i]!), field.y(codes[i + 1]!), 0);
    if (corner) found[corner]++;
  }
  return found;
}

/** Keeps the picture in a corner; it moves only where the point comes to it. */
export function pictureCorner(side: Selection<HTMLDivElement, unknown, null, undefined>, field: Field) {
  let corner: Corner | undefined;
  return (point: Point, codes: Float32Array): void => {
    const [z1, z2] = clampTo(field.window, point);
    const taken = cornerAt(field, field.x(z1), field.y(z2), NEAR);
    if (corner !== undefined && corner !== taken) return;
    const crowd = crowds(field, codes);
    corner = CORNERS.filter((each) => each !== taken).reduce((best, each) => (crowd[each] < crowd[best] ? each : best));
    side.attr('class', `codes-side ${corner}`);
  };
}
