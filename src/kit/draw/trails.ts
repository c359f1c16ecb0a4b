// Where marks have been: a line behind each, paler the longer ago.

/** How many earlier places a trail holds. */
const LENGTH = 10;
/** Of a trail's newest part; the oldest has none. */
const STRONGEST = 0.4;

export interface Trails {
  /** Takes the codes `[n, 2]` that marks are at; `null` where what comes next does not follow from what was there. */
  add(codes: Float32Array | null): void;
  /**
   * Paints all trails, oldest parts first.
   * @param colours CSS colours by digit
   * @param placeOf where a code lies on the canvas, in CSS pixels
   */
  paint(
    context: CanvasRenderingContext2D,
    labels: Uint8Array,
    colours: readonly string[],
    placeOf: (codes: Float32Array, index: number) => readonly [x: number, y: number],
  ): void;
}

export function trails(pixelRatio: number): Trails {
  let past: Float32Array[] = [];
  return {
    add(codes) {
      if (codes === null || past.at(-1)?.length !== codes.length) past = [];
      if (codes && past.at(-1) !== codes) past = [...past.slice(1 - LENGTH), codes];
    },
    paint(context, labels, colours, placeOf) {
      context.setTransform(pixelRatio, 0, 0, pixelRatio, 0, 0);
      context.lineWidth = 1;
      const digits = [...new Set(labels)];
      for (let k = 1; k < past.length; k++) {
        const [from, to] = [past[k - 1]!, past[k]!];
        context.globalAlpha = STRONGEST * (k / past.length) ** 2;
        // One path a digit: five hundred strokes of their own would take as long as all else that is drawn.
        for (const digit of digits) {
          context.beginPath();
          for (let i = 0; i < labels.length; i++) {
            if (labels[i] !== digit) continue;
            const [a, b] = [placeOf(from, i), placeOf(to, i)];
            if (!Number.isFinite(a[0] + a[1] + b[0] + b[1])) continue;
            context.moveTo(a[0], a[1]);
            context.lineTo(b[0], b[1]);
          }
          context.strokeStyle = colours[digit]!;
          context.stroke();
        }
      }
      context.globalAlpha = 1;
    },
  };
}
