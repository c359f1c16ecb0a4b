// The point of the plane that the reader moves: a ring to drag, lines to its coordinates, arrow keys.
import { select } from 'd3';
import type { Field } from './code-field.ts';
import { arrow, clampTo, stepTowards, type Point } from './plane.ts';
import { codeText } from '../words.ts';

export interface PlaneHandle {
  /** Puts the handle on a point, or on the edge next to it; called again whenever the field has moved. */
  place(point: Point): void;
}

/**
 * Adds a handle to a field of `size` pixels.
 * @param onMove called as the reader moves it; without it the handle is a picture
 */
export function planeHandle(
  field: Field,
  size: { readonly width: number; readonly height: number },
  onMove: ((point: Point) => void) | undefined,
): PlaneHandle {
  const across = field.overlay.append('line').attr('class', 'reference');
  const down = field.overlay.append('line').attr('class', 'reference');
  const handle = select(field.box).append('div').attr('class', 'plane-handle');
  let point: Point | undefined;

  if (onMove) {
    const { box } = field;
    const element = handle.node()!;
    const move = (event: MouseEvent) => onMove(clampTo(field.window, field.pointAt(event)));
    let dragging = false;
    const begin = (event: PointerEvent) => {
      dragging = true;
      box.setPointerCapture(event.pointerId);
      move(event);
    };
    element.setAttribute('tabindex', '0');
    element.setAttribute('role', 'application');
    element.setAttribute('aria-roledescription', 'point of the latent plane');
    box.addEventListener('pointerdown', (event) => {
      // A finger on the plane may want to scroll: it takes a tap there, or a drag that starts on the handle.
      if (event.button !== 0 || (event.pointerType !== 'mouse' && event.target !== element)) return;
      event.preventDefault();
      element.focus({ preventScroll: true });
      begin(event);
    });
    box.addEventListener('pointermove', (event) => {
      if (dragging) move(event);
    });
    for (const end of ['pointerup', 'pointercancel'] as const) {
      box.addEventListener(end, () => {
        dragging = false;
      });
    }
    box.addEventListener('click', move);
    element.addEventListener('keydown', (event) => {
      const direction = arrow(event.key);
      if (!direction || !point) return;
      event.preventDefault();
      onMove(stepTowards(field.window, point, direction, event.shiftKey));
    });
  }

  return {
    place(next) {
      point = next;
      const [z1, z2] = clampTo(field.window, next);
      const [x, y] = [field.x(z1), field.y(z2)];
      const [left, right] = field.x.range() as [number, number];
      const [bottom, top] = field.y.range() as [number, number];
      across.attr('x1', left).attr('x2', right).attr('y1', y).attr('y2', y);
      down.attr('x1', x).attr('x2', x).attr('y1', bottom).attr('y2', top);
      handle.attr('style', `left: ${((100 * x) / size.width).toFixed(3)}%; top: ${((100 * y) / size.height).toFixed(3)}%`);
      if (onMove) handle.attr('aria-label', `z = ${codeText(next)}. Arrow keys move it, with Shift in larger steps.`);
    },
  };
}
