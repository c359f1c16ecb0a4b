// A rectangle drawn on a plane of codes: dragged out with a pointer, moved with arrow keys, resized with Shift and arrow keys.
import { codeField, type FieldData } from '../../kit/draw/code-field.ts';
import { arrow, clampTo, type PlaneWindow, type Point } from '../../kit/draw/plane.ts';
import { rangeText } from '../../kit/words.ts';

export interface RegionOptions {
  readonly width: number;
  readonly height: number;
  readonly pixelRatio?: number | undefined;
  /** The reader chose a rectangle; without it the plane is a picture. */
  readonly onChoose?: ((region: PlaneWindow) => void) | undefined;
}

export interface RegionData extends FieldData {
  /** What the plane shows. */
  readonly window: PlaneWindow;
  /** The rectangle. */
  readonly region: PlaneWindow;
  /** A finger's drag draws a rectangle in place of scrolling the page. */
  readonly drawing: boolean;
}

export interface RegionPlane {
  show(data: RegionData): void;
}

/** A rectangle has at least this share of the plane's sides. */
const LEAST = 0.02;

const between = (a: number, b: number): readonly [number, number] => (a < b ? [a, b] : [b, a]);

/** The rectangle between two corners, none of its sides shorter than the least. */
export function regionBetween({ x, y }: PlaneWindow, a: Point, b: Point): PlaneWindow {
  const side = (p: number, q: number, [low, high]: readonly [number, number]): readonly [number, number] => {
    const least = LEAST * (high - low);
    const [from, to] = between(p, q);
    return to - from >= least ? [from, to] : [(from + to - least) / 2, (from + to + least) / 2];
  };
  return { x: side(a[0], b[0], x), y: side(a[1], b[1], y) };
}

/** `region` moved by a step in the direction of an arrow key, inside `window`: a twentieth of the window. */
export function movedRegion(window: PlaneWindow, region: PlaneWindow, [right, up]: readonly [number, number]): PlaneWindow {
  const moved = ([from, to]: readonly [number, number], [low, high]: readonly [number, number], by: number): readonly [number, number] => {
    const step = Math.max(low - from, Math.min(high - to, 0.05 * by * (high - low)));
    // What already reaches beyond the window on both sides cannot be moved into it.
    return to - from >= high - low ? [from, to] : [from + step, to + step];
  };
  return { x: moved(region.x, window.x, right), y: moved(region.y, window.y, up) };
}

/** `region` with its far sides (right and upper) moved by a step: up and right make it larger. */
export function resizedRegion(window: PlaneWindow, region: PlaneWindow, [right, up]: readonly [number, number]): PlaneWindow {
  const resized = (
    [from, to]: readonly [number, number],
    [low, high]: readonly [number, number],
    by: number,
  ): readonly [number, number] => {
    const step = 0.05 * by * (high - low);
    return [from, Math.max(from + LEAST * (high - low), Math.min(Math.max(high, to), to + step))];
  };
  return { x: resized(region.x, window.x, right), y: resized(region.y, window.y, up) };
}

/** Adds the plane at the end of `host`. */
export function regionPlane(host: HTMLElement, options: RegionOptions): RegionPlane {
  const { onChoose, ...size } = options;
  let data: RegionData | undefined;
  /** The corner a drag began at, and the rectangle so far. */
  let drag: { readonly from: Point; region: PlaneWindow } | undefined;
  const field = codeField(host, { ...size, faint: true, choose: () => data!.window }, follow);
  field.box.classList.add('region-plane');
  const shade = field.overlay.append('path').attr('class', 'region-shade').attr('fill-rule', 'evenodd');
  const rectangle = field.overlay.append('rect').attr('class', 'picked');

  function follow(): void {
    if (!data) return;
    const { x, y } = drag?.region ?? data.region;
    const corner = (z1: number, z2: number) => {
      const [a, b] = clampTo(data!.window, [z1, z2]);
      return [field.x(a), field.y(b)] as const;
    };
    const [left, bottom] = corner(x[0], y[0]);
    const [right, top] = corner(x[1], y[1]);
    rectangle
      .attr('x', left)
      .attr('y', top)
      .attr('width', right - left)
      .attr('height', bottom - top);
    const [from, to] = field.x.range() as [number, number];
    const [low, high] = field.y.range() as [number, number];
    shade.attr('d', `M${from},${high}H${to}V${low}H${from}ZM${left},${top}H${right}V${bottom}H${left}Z`);
  }

  if (onChoose) {
    const { box } = field;
    const at = (event: MouseEvent) => clampTo(data!.window, field.pointAt(event));
    box.setAttribute('tabindex', '0');
    box.setAttribute('role', 'application');
    box.setAttribute('aria-roledescription', 'region of the latent plane');
    box.addEventListener('pointerdown', (event) => {
      if (event.button !== 0 || !data || (event.pointerType !== 'mouse' && !data.drawing)) return;
      event.preventDefault();
      box.focus({ preventScroll: true });
      box.setPointerCapture(event.pointerId);
      drag = { from: at(event), region: data.region };
    });
    box.addEventListener('pointermove', (event) => {
      if (!drag || !data) return;
      drag.region = regionBetween(data.window, drag.from, at(event));
      follow();
    });
    box.addEventListener('pointerup', () => {
      const chosen = drag?.region;
      drag = undefined;
      // A press without a drag chooses nothing.
      if (chosen && chosen !== data?.region) onChoose(chosen);
    });
    box.addEventListener('pointercancel', () => {
      drag = undefined;
      follow();
    });
    box.addEventListener('keydown', (event) => {
      const direction = arrow(event.key);
      if (!direction || !data) return;
      event.preventDefault();
      onChoose((event.shiftKey ? resizedRegion : movedRegion)(data.window, data.region, direction));
    });
  }

  return {
    show(next) {
      data = next;
      field.show(next);
      follow();
      if (!onChoose) return;
      field.box.classList.toggle('drawing', next.drawing);
      field.box.setAttribute(
        'aria-label',
        `Region of the map: z\u2081 ${rangeText(next.region.x)}, z\u2082 ${rangeText(next.region.y)}. Arrow keys move it, with Shift they resize it.`,
      );
    },
  };
}
