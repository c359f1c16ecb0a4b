// What lies on the drawing sheet, step by step, so that every step can be undone.
import { inkOf, SHEET, smooth, type Stroke } from './strokes.ts';
import { normalised, shifted } from '../../model/normalise.ts';
import { SIDE } from '../../model/spec.ts';

/** Strokes, or in their place a digit from elsewhere; moved by whole pixels of the network's frame. */
export interface Sheet {
  readonly strokes: readonly Stroke[];
  /** `[784]` in 0..1 */
  readonly image?: Float32Array | undefined;
  readonly right: number;
  readonly down: number;
}

export const BLANK: Sheet = { strokes: [], right: 0, down: 0 };

/** Furthest that a digit can be moved, in pixels: half of it is out of the frame then. */
const FURTHEST = SIDE / 2;
/** Steps that can be undone, at most: a digit from elsewhere has 3 kB. */
const KEPT = 200;

/** The digit `[784]` as the network gets it; undefined where the sheet is blank. */
export function digitOf({ strokes, image, right, down }: Sheet): Float32Array | undefined {
  const digit = image ?? (strokes.length > 0 ? normalised(inkOf(strokes.map(smooth)), SHEET) : undefined);
  return digit && (right === 0 && down === 0 ? digit : shifted(digit, right, down));
}

export class SheetHistory {
  #sheets: Sheet[] = [BLANK];

  get now(): Sheet {
    return this.#sheets.at(-1)!;
  }

  get canUndo(): boolean {
    return this.#sheets.length > 1;
  }

  /** What is on the sheet from now on. */
  put(sheet: Sheet): void {
    this.#sheets = [...this.#sheets.slice(-KEPT), sheet];
  }

  undo(): void {
    if (this.canUndo) this.#sheets.pop();
  }

  /** A stroke more; over a digit from elsewhere, or one that was moved, a new drawing begins. */
  withStroke(stroke: Stroke): Sheet {
    const { strokes, image, right, down } = this.now;
    const kept = image || right !== 0 || down !== 0 ? [] : strokes;
    return { ...BLANK, strokes: [...kept, stroke] };
  }

  moved(right: number, down: number): Sheet {
    const clamped = (value: number) => Math.min(FURTHEST, Math.max(-FURTHEST, value));
    return { ...this.now, right: clamped(this.now.right + right), down: clamped(this.now.down + down) };
  }
}
