// A digit of the reader's, live: drawn, taken from the test digits or from a file, and what the run's network makes of it.
import type { Point } from '../../kit/draw/plane.ts';
import { FigureElement } from '../../kit/island/figure-element.ts';
import { askOnce } from '../../kit/island/questions.ts';
import { voice } from '../../kit/island/voice.ts';
import { judgeOf } from './element-judge.ts';
import { DrawingSheet, sheetControls } from './element-sheet.ts';
import { mountOwnDigit, ownDigitText } from './figure.ts';
import { BLANK } from './sheet-history.ts';
import { partsOf } from '../../kit/island/parts.ts';

export class DrawDigitElement extends FigureElement {
  #sheet: DrawingSheet | undefined;
  /** The point this figure put on the planes; another figure may since have moved it. */
  #point: Point | undefined;

  show(signal: AbortSignal): void {
    const { run, which } = this;
    const get = partsOf(this);
    const spoken = voice(this, signal);
    const sheet = (this.#sheet ??= new DrawingSheet(get('[data-pad]')));
    const figure = this.lazily(mountOwnDigit, { pixelRatio: devicePixelRatio, onPick: (index: number) => run.$picked.set(index) });
    const fail = (sentence: string) => (get('[data-failure]').textContent = sentence);
    /** The reader did something: the point on the planes is this digit's. */
    let acted = false;

    const judge = judgeOf(this, run, which, signal);
    const draw = () => {
      showControls();
      sheet.draw();
      const [{ codes, ...rest }, labels] = [judge.known, run.$labels.get()];
      if (!codes || labels.length === 0) return;
      figure.update({ codes, labels, ...rest });
      spoken.say(ownDigitText({ codes, labels, ...rest }));
    };
    const testDigit = async (index: number) => (await askOnce(run, { kind: 'reconstruct', which, indices: [index] })).images;
    const showControls = sheetControls(
      this,
      sheet,
      {
        testDigit,
        fromFile: async (file) => (await askOnce(run, { kind: 'draw-digit:picture', which: 'network', name: file.name, file })).image,
        picked: (index) => run.$picked.set(index),
        say: spoken.say,
        draw,
        fail,
      },
      signal,
    );
    judge.listen({
      judged: ({ code }) => {
        if (!acted && !(this.#point && run.$point.get() === this.#point)) return;
        acted = false;
        run.$point.set((this.#point = code));
      },
      changed: draw,
      refused: fail,
    });
    const ask = () => {
      judge.ask(sheet.digit);
      draw();
    };
    sheet.onChange = () => {
      acted = true;
      fail('');
      spoken.acted();
      ask();
    };

    const box = get<HTMLInputElement>('[name=index]');
    this.follow(run.$labels, signal, (labels) => {
      box.max = String(labels.length - 1);
      draw();
    });
    this.follow(run.$picked, signal, (picked) => {
      if (document.activeElement !== box) box.value = String(picked);
    });

    // Something to see before the reader did anything: the digit that is marked.
    if (sheet.canUndo) ask();
    else
      void this.#labelled()
        .then(() => testDigit(run.$picked.get()))
        .then(
          (image) => {
            if (sheet.canUndo || signal.aborted) return;
            sheet.open({ ...BLANK, image });
            ask();
          },
          () => {},
        );
  }

  /** Resolves once the run has labels. */
  #labelled(): Promise<void> {
    return new Promise((resolve) => {
      const stop = this.run.$labels.subscribe((labels) => {
        if (labels.length === 0) return;
        queueMicrotask(() => stop());
        resolve();
      });
    });
  }
}
