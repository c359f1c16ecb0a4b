// The point of the plane that the reader moves: a ring to drag, lines to its coordinates, arrow keys.
import { select } from 'd3';
import type { Field } from './code-field.ts';
import { arrow, clampTo, stepTowards, type Point } from './plane.ts';
import { codeText } from '../words.ts';

/** Of the round glass that shows what lies under a thumb, in CSS pixels; it enlarges so many times. */
const GLASS = 96;
const ENLARGED = 1.6;
/** From the point to the middle of the glass: over the thumb, or beside it where there is no room above. */
const AWAY = 92;

/** The glass over a thumb that drags; made at the first touch. */
function planeGlass(field: Field, size: { readonly width: number; readonly height: number }) {
  const document = field.box.ownerDocument;
  const glass = document.createElement('canvas');
  const density = document.defaultView?.devicePixelRatio ?? 1;
  glass.width = glass.height = Math.round(GLASS * density);
  glass.setAttribute('class', 'plane-glass');
  glass.setAttribute('aria-hidden', 'true');
  glass.hidden = true;
  field.box.append(glass);
  return {
    /** At a place in pixels of the field. */
    show(x: number, y: number): void {
      glass.hidden = false;
      const scale = field.box.clientWidth / size.width;
      const above = y * scale > AWAY;
      const [left, top] = above ? [x, y - AWAY / scale] : [x + ((x > size.width / 2 ? -1 : 1) * AWAY) / scale, y];
      glass.style.setProperty('left', `${((100 * left) / size.width).toFixed(3)}%`);
      glass.style.setProperty('top', `${((100 * top) / size.height).toFixed(3)}%`);
      const context = glass.getContext('2d');
      if (!context) return;
      context.clearRect(0, 0, glass.width, glass.height);
      const [from, to] = field.x.range() as [number, number];
      const [low, high] = field.y.range() as [number, number];
      const reach = GLASS / (2 * ENLARGED * scale);
      // Marks, and what lies under them: each fills the room between the axes.
      for (const layer of field.box.querySelectorAll<HTMLCanvasElement>(':scope > canvas:not(.plane-glass)')) {
        const [across, down] = [layer.width / (to - from), layer.height / (low - high)];
        const corner = [(x - reach - from) * across, (y - reach - high) * down] as const;
        context.drawImage(layer, ...corner, 2 * reach * across, 2 * reach * down, 0, 0, glass.width, glass.height);
      }
    },
    hide(): void {
      glass.hidden = true;
    },
  };
}

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
  let glass: ReturnType<typeof planeGlass> | undefined;
  /** A finger has the handle: it hides what lies under it. */
  let thumb = false;

  if (onMove) {
    const { box } = field;
    const element = handle.node()!;
    const move = (event: MouseEvent) => onMove(clampTo(field.window, field.pointAt(event)));
    let dragging = false;
    const begin = (event: PointerEvent) => {
      dragging = true;
      thumb = event.pointerType !== 'mouse';
      if (thumb) glass ??= planeGlass(field, size);
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
        dragging = thumb = false;
        glass?.hide();
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
      if (thumb) glass?.show(x, y);
      handle.attr('style', `left: ${((100 * x) / size.width).toFixed(3)}%; top: ${((100 * y) / size.height).toFixed(3)}%`);
      if (onMove) handle.attr('aria-label', `z = ${codeText(next)}. Arrow keys move it, with Shift in larger steps.`);
    },
  };
}
