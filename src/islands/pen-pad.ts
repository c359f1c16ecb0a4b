// A pad to draw on, by pointer or finger: strokes on a canvas, and their ink.

export interface PenPad {
  /** Ink 0..1, `[side, side]`. */
  ink(): Float32Array;
  readonly side: number;
  readonly empty: boolean;
  undo(): void;
  clear(): void;
}

/** Breadth of the line, as a part of the pad's side: two of a digit's twenty pixels. */
const BREADTH = 0.075;

/** @param changed called as the line grows */
export function penPad(canvas: HTMLCanvasElement, signal: AbortSignal, changed: () => void): PenPad {
  const context = canvas.getContext('2d', { willReadFrequently: true })!;
  const side = canvas.width;
  let strokes: [number, number][][] = [];
  let drawing = false;

  function draw(): void {
    context.clearRect(0, 0, side, side);
    Object.assign(context, { lineWidth: BREADTH * side, lineCap: 'round', lineJoin: 'round', strokeStyle: '#000' });
    for (const [first, ...rest] of strokes) {
      context.beginPath();
      context.moveTo(...first!);
      // A dot is a line to where it began.
      for (const point of rest.length > 0 ? rest : [first!]) context.lineTo(...point);
      context.stroke();
    }
    changed();
  }
  const placeOf = (event: PointerEvent): [number, number] => {
    const { left, top, width } = canvas.getBoundingClientRect();
    const scale = side / width;
    return [(event.clientX - left) * scale, (event.clientY - top) * scale];
  };

  const on = (type: 'pointerdown' | 'pointermove' | 'pointerup' | 'pointercancel', action: (event: PointerEvent) => void) =>
    canvas.addEventListener(type, action, { signal });
  on('pointerdown', (event) => {
    if (event.button !== 0) return;
    event.preventDefault();
    canvas.setPointerCapture(event.pointerId);
    drawing = true;
    strokes.push([placeOf(event)]);
    draw();
  });
  on('pointermove', (event) => {
    if (!drawing) return;
    // Between two frames a finger passes several places.
    const passed = event.getCoalescedEvents?.() ?? [];
    for (const each of passed.length > 0 ? passed : [event]) strokes.at(-1)!.push(placeOf(each));
    draw();
  });
  for (const end of ['pointerup', 'pointercancel'] as const) on(end, () => (drawing = false));

  return {
    side,
    get empty() {
      return strokes.length === 0;
    },
    ink() {
      const { data } = context.getImageData(0, 0, side, side);
      return Float32Array.from({ length: side * side }, (_, i) => data[4 * i + 3]! / 255);
    },
    undo() {
      strokes = strokes.slice(0, -1);
      draw();
    },
    clear() {
      strokes = [];
      draw();
    },
  };
}
