// Sheets of digits one above the other, each with a name: the same digits before and after, or drawn beside real ones.
import { select } from 'd3';
import type { FigureOptions, Mount } from './figure.ts';
import { digitCanvas, drawDigits } from './ink.ts';

export interface SheetsOptions {
  /** From the top: what each sheet is called, and how many digits it holds: a multiple of six. */
  readonly sheets: readonly { readonly label: string; readonly count: number }[];
}

export interface SheetsData {
  /** Images `[count, 784]` of each sheet; undefined where there are none yet. */
  readonly images: readonly (Float32Array | undefined)[];
  /** What to say of each sheet behind its name. */
  readonly notes?: readonly (string | undefined)[];
}

/** Digits a row. */
export const PER_ROW = 12;
const NONE = new Float32Array(0);

export const mountSheets: Mount<SheetsOptions, SheetsData> = (host, { sheets, width }: SheetsOptions & FigureOptions) => {
  const root = select(host).append('div').attr('class', 'sheets');
  // Twelve digits a row would be too small on a phone: they wrap.
  const columns = width < 480 ? PER_ROW / 2 : PER_ROW;
  const drawn = sheets.map(({ label, count }) => {
    const name = root.append('div').attr('class', 'digit-panel-label').text(label);
    const note = name.append('span');
    const canvas = digitCanvas(host.ownerDocument, columns, Math.ceil(count / columns));
    root.append('div').attr('class', 'sheet').node()!.append(canvas);
    return { canvas, note };
  });
  return {
    update({ images, notes = [] }) {
      drawn.forEach(({ canvas, note }, k) => {
        drawDigits(canvas, images[k] ?? NONE, columns);
        note.text(notes[k] ? `: ${notes[k]}` : '');
      });
    },
  };
};
