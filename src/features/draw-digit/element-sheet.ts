// The drawing sheet on the page: its pad, its history, and the controls that change what lies on it.
import { errorMessage } from '../../model/error-message.ts';
import type { Figure } from '../../kit/draw/figure.ts';
import { dropped, pasted } from '../../kit/island/dropped-files.ts';
import { mountDrawPad, type DrawPadData } from './draw-pad.ts';
import { BLANK, digitOf, SheetHistory, type Sheet } from './sheet-history.ts';
import type { Stroke } from './strokes.ts';
import { partsOf } from '../../kit/island/parts.ts';

/** CSS pixels to a side of the sheet; the stylesheet makes it fit. */
const PAD = 280;

/** One for each element, made once: a stroke goes on while the figure is drawn anew. */
export class DrawingSheet {
  readonly #history = new SheetHistory();
  readonly #pad: Figure<DrawPadData>;
  /** The stroke under the pen. */
  #stroke: Stroke | undefined;
  /** Called after each change by the reader. */
  onChange: () => void = () => {};

  /** @param host where the pad is drawn */
  constructor(host: HTMLElement) {
    this.#pad = mountDrawPad(host, {
      width: PAD,
      pixelRatio: devicePixelRatio,
      onStroke: (stroke, ended) => {
        this.#stroke = stroke;
        const sheet = this.now;
        if (ended) this.#stroke = undefined;
        if (ended) this.#history.put(sheet);
        this.onChange();
      },
      onMove: (right, down) => this.move(right, down),
    });
  }

  get now(): Sheet {
    return this.#stroke ? this.#history.withStroke(this.#stroke) : this.#history.now;
  }

  /** The digit on the sheet, `[784]` in 0..1; undefined where it is blank. */
  get digit(): Float32Array | undefined {
    return digitOf(this.now);
  }

  get canUndo(): boolean {
    return this.#history.canUndo;
  }

  /** What lies on the sheet before the reader has done anything. */
  open(sheet: Sheet): void {
    this.#history.put(sheet);
  }

  put(sheet: Sheet): void {
    this.#history.put(sheet);
    this.onChange();
  }

  undo(): void {
    this.#history.undo();
    this.onChange();
  }

  /** Moves the digit by whole pixels of the network's frame. */
  move(right: number, down: number): void {
    if (digitOf(this.#history.now)) this.put(this.#history.moved(right, down));
  }

  draw(): void {
    const { strokes, image, right, down } = this.now;
    const moved = right !== 0 || down !== 0;
    this.#pad.update({ strokes, image: image || moved ? this.digit : undefined });
  }
}

/** What the controls need of their figure. */
export interface SheetSources {
  /** A test digit by its index, `[784]`. */
  readonly testDigit: (index: number) => Promise<Float32Array>;
  /** An image file as a digit, `[784]`. Throws a sentence. */
  readonly fromFile: (file: File) => Promise<Float32Array>;
  readonly picked: (index: number) => void;
  readonly say: (sentence: string) => void;
  /** Shows and says what lies on the sheet again. */
  readonly draw: () => void;
  readonly fail: (sentence: string) => void;
}

/** Connects the controls around the sheet until `signal` aborts. Returns what shows which of them can be used now. */
export function sheetControls(host: HTMLElement, sheet: DrawingSheet, sources: SheetSources, signal: AbortSignal): () => void {
  const { testDigit, fromFile, picked, say, draw, fail } = sources;
  const get = partsOf(host);
  const [undo, clear] = [get<HTMLButtonElement>('[name=undo]'), get<HTMLButtonElement>('[name=clear]')];
  undo.addEventListener('click', () => sheet.undo(), { signal });
  clear.addEventListener('click', () => sheet.put(BLANK), { signal });
  for (const button of host.querySelectorAll<HTMLButtonElement>('[data-move]')) {
    const [right, down] = button.dataset['move']!.split(' ').map(Number) as [number, number];
    button.addEventListener('click', () => sheet.move(right, down), { signal });
  }

  const box = get<HTMLInputElement>('[name=index]');
  const take = async () => {
    picked(box.valueAsNumber);
    sheet.put({ ...BLANK, image: await testDigit(box.valueAsNumber) });
  };
  get('form').addEventListener(
    'submit',
    (event) => {
      event.preventDefault();
      void take();
    },
    { signal },
  );

  const takeFile = async (file: File | undefined) => {
    if (!file) return;
    say(`Reading ${file.name}.`);
    try {
      sheet.put({ ...BLANK, image: await fromFile(file) });
    } catch (error) {
      draw();
      fail(errorMessage(error));
    }
  };
  const files = get<HTMLInputElement>('[name=file]');
  files.addEventListener(
    'change',
    () => {
      const [file] = files.files ?? [];
      files.value = '';
      void takeFile(file);
    },
    { signal },
  );
  dropped(host, signal, 1, async (found) => takeFile((await found)[0]?.file));
  pasted(host, signal, ([file]) => void takeFile(file));

  return () => {
    const { strokes, image } = sheet.now;
    const blank = strokes.length === 0 && !image;
    // Written only where it changes: a button that is set anew loses its focus in some browsers.
    if (undo.disabled === sheet.canUndo) undo.disabled = !sheet.canUndo;
    if (clear.disabled !== blank) clear.disabled = blank;
  };
}
