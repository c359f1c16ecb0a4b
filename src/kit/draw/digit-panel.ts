// One large digit in a frame with words under it: what the planes show beside themselves.
import { PIXELS } from '../../model/spec.ts';
import { child } from './child.ts';
import { digitCanvas, drawDigits, type Colouring } from './ink.ts';

export interface DigitPanel {
  /** Shows an image `[784]` with a note under it; undefined leaves an empty frame with `missing` in it. */
  show(image: Float32Array | undefined, note?: string, colouring?: Colouring): void;
}

export interface PanelOptions {
  readonly label: string;
  /** A sentence for the frame where there is no image. */
  readonly missing?: string;
}

/** An image without ink. */
export const BLANK = new Float32Array(PIXELS);

/** Adds a panel at the end of `host`; its size is the stylesheet's. */
export function digitPanel(host: HTMLElement, { label, missing = '' }: PanelOptions): DigitPanel {
  const document = host.ownerDocument;
  const panel = child(host, 'div', 'digit-panel');
  child(panel, 'div', 'digit-panel-label').textContent = label;
  const frame = child(panel, 'div', 'digit-frame');
  const canvas = digitCanvas(document);
  frame.append(canvas);
  const words = child(frame, 'span', 'digit-missing');
  const note = child(panel, 'div', 'digit-panel-note');
  return {
    show(image, text = '', colouring = 'ink') {
      drawDigits(canvas, image ?? BLANK, 1, colouring);
      words.textContent = image ? '' : missing;
      note.textContent = text;
    },
  };
}
