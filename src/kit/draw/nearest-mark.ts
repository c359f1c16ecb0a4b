// Which mark of a plane a pointer means.
import type { Field } from './code-field.ts';

/** How near a pointer must come to a mark, in pixels of the field. */
const REACH = 24;

/** Index of the mark nearest to the pointer, of the first `count`; undefined where none is near. */
export function nearestMark(field: Field, count: number, event: MouseEvent): number | undefined {
  const [z1, z2] = field.pointAt(event);
  const [atX, atY] = [field.x(z1), field.y(z2)];
  let best: number | undefined;
  let reach = REACH;
  for (let i = 0; i < count; i++) {
    const [x, y] = field.placeOf(i);
    const distance = Math.hypot(x - atX, y - atY);
    if (distance < reach) [best, reach] = [i, distance];
  }
  return best;
}
