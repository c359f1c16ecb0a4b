// Boxes for numbers: two for a point of the plane, and any one with what is wrong in it.
import type { PlaneWindow, Point } from '../draw/plane.ts';
import { countText } from '../words.ts';

/** Writes a point into two boxes, but not into the one being typed in. */
export function showPoint(boxes: readonly HTMLInputElement[], point: Point): void {
  boxes.forEach((box, i) => {
    if (box !== document.activeElement) box.value = point[i]!.toFixed(2);
  });
}

/** Calls back with the point in two boxes, once both hold numbers. */
export function typedPoint(boxes: readonly HTMLInputElement[], listener: (point: Point) => void): void {
  const [z1, z2] = boxes.map((box) => box.valueAsNumber);
  if (Number.isFinite(z1) && Number.isFinite(z2)) listener([z1!, z2!]);
}

/** Lets two sliders reach every point of a window. */
export function rangeOver([first, second]: readonly HTMLInputElement[], { x, y }: PlaneWindow): void {
  for (const [slider, [low, high]] of [[first, x] as const, [second, y] as const]) {
    if (!slider) continue;
    slider.min = String(low);
    slider.max = String(high);
  }
}

/** The number in a box. Throws a sentence about `what` where there is none, or one beyond the box's limits. */
export function typedNumber(box: HTMLInputElement, what: string): number {
  if (box.checkValidity() && Number.isFinite(box.valueAsNumber)) return box.valueAsNumber;
  const whole = box.step === '1' ? 'a whole number' : 'a number';
  throw new Error(`${what} must be ${whole} from ${box.min} to ${countText(Number(box.max))}.`);
}
