// Paints the marks of codes on a canvas, each digit in its colour and shape.
import { symbol } from 'd3';
import { DIGIT_SYMBOLS } from './marks.ts';
import { ramp, themeColours } from './palette.ts';

export interface PainterOptions {
  /** Small and pale, as background. */
  readonly faint: boolean;
  /** A rim of paper around each mark. */
  readonly halo: boolean;
  /** Canvas pixels per CSS pixel. */
  readonly pixelRatio: number;
  /** Of the canvas, in CSS pixels: marks are larger on larger planes. */
  readonly width: number;
}

export interface Marks {
  /** `[n]` */
  readonly labels: Uint8Array;
  /** 0..1 for each mark: colours by value in place of by digit. */
  readonly values?: Float32Array | undefined;
}

export interface MarkPainter {
  /** Whether the page has turned light or dark since marks were painted. */
  outdated(): boolean;
  /** Paints all marks; `placeOf` gives a mark's middle on the canvas, in CSS pixels. */
  paint(context: CanvasRenderingContext2D, marks: Marks, placeOf: (index: number) => readonly [x: number, y: number]): void;
}

export function markPainter(host: HTMLElement, { faint, halo, pixelRatio, width }: PainterOptions): MarkPainter {
  const colours = themeColours(host);
  const area = faint ? 22 : Math.min(44, Math.max(24, width / 13));

  return {
    outdated: colours.outdated,
    paint(context, { labels, values }, placeOf) {
      const { digits, paper } = colours.read();
      const byValue = values && ramp(host);
      const shape = symbol<number>((digit) => DIGIT_SYMBOLS[digit]!, area).context(context);
      context.globalAlpha = faint ? 0.55 : halo ? 1 : 0.8;
      context.lineWidth = 2;
      context.strokeStyle = paper;
      // In a mixed order, so that no digit covers all of another. Both are prime: one of them shares no factor with so few labels.
      const stride = labels.length % 263 === 0 ? 269 : 263;
      for (let k = 0; k < labels.length; k++) {
        const i = (k * stride) % labels.length;
        const digit = labels[i]!;
        const [x, y] = placeOf(i);
        if (!Number.isFinite(x + y)) continue;
        context.setTransform(pixelRatio, 0, 0, pixelRatio, x * pixelRatio, y * pixelRatio);
        context.beginPath();
        shape(digit);
        if (halo) context.stroke();
        context.fillStyle = byValue ? byValue(values[i]!) : digits[digit]!;
        context.fill();
      }
      context.globalAlpha = 1;
    },
  };
}
