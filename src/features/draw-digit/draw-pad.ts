// A sheet to draw a digit on with a pen, a finger or a mouse; it also shows a digit that was not drawn.
import { select } from 'd3';
import type { Mount } from '../../kit/draw/figure.ts';
import { digitCanvas, drawDigits } from '../../kit/draw/ink.ts';
import { penPoint, smooth, type Stroke, type StrokePoint } from './strokes.ts';

export interface DrawPadOptions {
  /** Canvas pixels per CSS pixel. */
  readonly pixelRatio: number;
  /** Called as the stroke under the pen grows, with the whole of it; `ended` once the pen is lifted. */
  readonly onStroke: (stroke: Stroke, ended: boolean) => void;
  /** An arrow key: the digit is to move by a pixel. */
  readonly onMove: (right: number, down: number) => void;
}

export interface DrawPadData {
  /** Strokes as the pointer reported them. */
  readonly strokes: readonly Stroke[];
  /** In their place, a digit `[784]`. */
  readonly image?: Float32Array | undefined;
}

const MOVES: Readonly<Record<string, readonly [right: number, down: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

export const mountDrawPad: Mount<DrawPadOptions, DrawPadData> = (host, { width, pixelRatio, onStroke, onMove }) => {
  const box = select(host).append('div').attr('class', 'draw-pad').node()!;
  const sheet = host.ownerDocument.createElement('canvas');
  sheet.setAttribute('class', 'ink');
  sheet.width = sheet.height = Math.round(width * pixelRatio);
  const pixels = digitCanvas(host.ownerDocument);
  const words = host.ownerDocument.createElement('span');
  words.textContent = 'draw here';
  box.append(sheet, pixels, words);
  box.setAttribute('tabindex', '0');
  box.setAttribute('role', 'application');
  box.setAttribute('aria-roledescription', 'drawing pad');

  let stroke: StrokePoint[] | undefined;
  let last = 0;

  function add(event: PointerEvent): void {
    const frame = box.getBoundingClientRect();
    // A fast hand moves further between two frames than a line should be straight.
    const all = event.getCoalescedEvents?.() ?? [];
    for (const { clientX, clientY, timeStamp } of all.length > 0 ? all : [event]) {
      const [x, y] = [(clientX - frame.left) / frame.width, (clientY - frame.top) / frame.height];
      const before = stroke!.at(-1);
      if (before && Math.hypot(x - before.x, y - before.y) < 0.004) continue;
      stroke!.push(penPoint(before, x, y, (timeStamp - last) / 1000));
      last = timeStamp;
    }
  }
  box.addEventListener('pointerdown', (event) => {
    if (event.button !== 0 || !event.isPrimary) return;
    event.preventDefault();
    box.focus({ preventScroll: true });
    box.setPointerCapture(event.pointerId);
    stroke = [];
    last = event.timeStamp;
    add(event);
    onStroke(stroke, false);
  });
  box.addEventListener('pointermove', (event) => {
    if (!stroke || !event.isPrimary) return;
    add(event);
    onStroke(stroke, false);
  });
  for (const end of ['pointerup', 'pointercancel'] as const) {
    box.addEventListener(end, (event) => {
      if (!stroke || !event.isPrimary) return;
      onStroke(stroke, true);
      stroke = undefined;
    });
  }
  box.addEventListener('keydown', (event) => {
    const move = MOVES[event.key];
    if (!move) return;
    event.preventDefault();
    onMove(...move);
  });

  function draw(strokes: readonly Stroke[]): void {
    const context = sheet.getContext('2d');
    if (!context) return;
    const side = sheet.width;
    context.clearRect(0, 0, side, side);
    context.lineCap = 'round';
    for (const points of strokes.map(smooth)) {
      points.forEach((to, k) => {
        const from = points[Math.max(0, k - 1)]!;
        context.beginPath();
        context.moveTo(from.x * side, from.y * side);
        // A stroke of one point is a dot: a line must have a length to be drawn.
        context.lineTo(to.x * side + (points.length === 1 ? 0.01 : 0), to.y * side);
        context.lineWidth = 2 * to.radius * side;
        context.stroke();
      });
    }
  }

  return {
    update({ strokes, image }) {
      draw(image ? [] : strokes);
      pixels.toggleAttribute('hidden', !image);
      if (image) drawDigits(pixels, image);
      words.toggleAttribute('hidden', image !== undefined || strokes.length > 0);
      box.setAttribute(
        'aria-label',
        image || strokes.length > 0
          ? 'Your digit. Arrow keys move it by a pixel.'
          : 'Sheet to draw on. Without a pointer, take a test digit.',
      );
    },
  };
};
