// The generator: a handle on the plane of codes, and the digit that the decoder makes of its two numbers.
import { select } from 'd3';
import { codeField, type FieldData } from './code-field.ts';
import { digitPanel } from './digit-panel.ts';
import type { FigureOptions, Mount } from './figure.ts';
import { arrow, clampTo, stepTowards, type Point } from './plane.ts';
import { codeText } from './reading.ts';
import { planeSize, TALLEST_HERO } from './sizes.ts';

export interface GeneratorOptions {
  readonly pixelRatio?: number | undefined;
  /** Called as the reader moves the handle. */
  readonly onMove?: ((point: Point) => void) | undefined;
  /** On the landing page: the digit larger, no words around it. */
  readonly hero?: boolean | undefined;
}

export interface GeneratorData extends FieldData {
  readonly point: Point;
  /** What the decoder makes of `point`, `[784]`; values may leave 0..1. */
  readonly image?: Float32Array | undefined;
}

export const mountGenerator: Mount<GeneratorOptions, GeneratorData> = (host, options: GeneratorOptions & FigureOptions) => {
  const { onMove, hero = false } = options;
  const root = select(host)
    .append('div')
    .attr('class', hero ? 'codes hero' : 'codes');
  const grid = root.append('div').attr('class', 'codes-grid');
  const size = planeSize(options.width, hero ? 0.7 : 0.78, hero);
  const field = codeField(
    grid.node()!,
    { ...size, ...(hero && { tallest: TALLEST_HERO }), pixelRatio: options.pixelRatio, faint: true },
    follow,
  );
  const panel = digitPanel(grid.append('div').attr('class', 'codes-side').append('div').attr('class', 'codes-panels').node()!, {
    label: hero ? 'decoded' : 'decoder(z)',
  });
  const across = field.overlay.append('line').attr('class', 'reference');
  const down = field.overlay.append('line').attr('class', 'reference');
  const handle = select(field.box).append('div').attr('class', 'plane-handle');
  let data: GeneratorData | undefined;

  function follow(): void {
    if (!data) return;
    const [z1, z2] = clampTo(field.window, data.point);
    const [x, y] = [field.x(z1), field.y(z2)];
    const [left, right] = field.x.range() as [number, number];
    const [bottom, top] = field.y.range() as [number, number];
    across.attr('x1', left).attr('x2', right).attr('y1', y).attr('y2', y);
    down.attr('x1', x).attr('x2', x).attr('y1', bottom).attr('y2', top);
    handle.attr('style', `left: ${((100 * x) / size.width).toFixed(3)}%; top: ${((100 * y) / size.height).toFixed(3)}%`);
  }

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
      if (!direction || !data) return;
      event.preventDefault();
      onMove(stepTowards(field.window, data.point, direction, event.shiftKey));
    });
  }

  return {
    update(next) {
      data = next;
      field.show(next);
      follow();
      if (onMove) handle.attr('aria-label', `z = ${codeText(next.point)}. Arrow keys move it, with Shift in larger steps.`);
      panel.show(next.image, codeText(next.point));
    },
  };
};
