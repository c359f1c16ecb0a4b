// A rectangle drawn on a plane of codes or on the map: dragged out with a pointer; on the plane moved with arrow keys, resized with Shift and
// arrow keys.
import { codeField, type Field, type FieldData } from '../../kit/draw/code-field.ts';
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

/** CSS pixels a pointer goes before its press is a drag. */
const DRAG = 6;

export interface BrushOptions {
  /** What the field shows; undefined while nothing can be drawn on it. */
  readonly window: () => PlaneWindow | undefined;
  /** Whether a finger's drag draws. */
  readonly drawing: () => boolean;
  /** The rectangle so far; undefined where the drag has ended. */
  readonly drawn: (region: PlaneWindow | undefined) => void;
  readonly chosen: (region: PlaneWindow) => void;
}

/** Has a drag over a field draw a rectangle. A press without a drag stays the click that it is; a drag is no click. */
export function brushOn(field: Field, { window, drawing, drawn, chosen }: BrushOptions): void {
  const { box } = field;
  let press: { readonly event: PointerEvent; readonly window: PlaneWindow; readonly from: Point } | undefined;
  let region: PlaneWindow | undefined;
  let swallow = false;
  const end = () => {
    press = region = undefined;
    drawn(undefined);
  };
  box.addEventListener('pointerdown', (event) => {
    swallow = false;
    const shown = window();
    if (event.button !== 0 || !shown || (event.pointerType !== 'mouse' && !drawing())) return;
    event.preventDefault();
    box.focus({ preventScroll: true });
    box.setPointerCapture(event.pointerId);
    press = { event, window: shown, from: clampTo(shown, field.pointAt(event)) };
  });
  box.addEventListener('pointermove', (event) => {
    if (!press) return;
    if (!region && Math.hypot(event.clientX - press.event.clientX, event.clientY - press.event.clientY) < DRAG) return;
    region = regionBetween(press.window, press.from, clampTo(press.window, field.pointAt(event)));
    drawn(region);
  });
  box.addEventListener('pointerup', () => {
    const drag = region;
    end();
    swallow = drag !== undefined;
    if (drag) chosen(drag);
  });
  box.addEventListener('pointercancel', end);
  const eat = (event: Event) => {
    if (swallow) event.stopImmediatePropagation();
    swallow = false;
  };
  box.addEventListener('click', eat, { capture: true });
}

/** Adds the plane at the end of `host`. */
export function regionPlane(host: HTMLElement, options: RegionOptions): RegionPlane {
  const { onChoose, ...size } = options;
  let data: RegionData | undefined;
  /** The rectangle that is being drawn. */
  let drag: PlaneWindow | undefined;
  const field = codeField(host, { ...size, faint: true, choose: () => data!.window }, follow);
  field.box.classList.add('region-plane');
  const shade = field.overlay.append('path').attr('class', 'region-shade').attr('fill-rule', 'evenodd');
  const rectangle = field.overlay.append('rect').attr('class', 'picked');

  function follow(): void {
    if (!data) return;
    const { x, y } = drag ?? data.region;
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
    box.setAttribute('tabindex', '0');
    box.setAttribute('role', 'application');
    box.setAttribute('aria-roledescription', 'region of the latent plane');
    brushOn(field, {
      window: () => data?.window,
      drawing: () => data?.drawing ?? false,
      drawn(region) {
        drag = region;
        follow();
      },
      chosen: onChoose,
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
