// A digit of the reader's, live: drawn, taken from the test digits or from a file, and what the run's network makes of it.
import { mountDrawPad, type DrawPadData } from './draw-pad.ts';
import type { Figure } from '../../kit/draw/figure.ts';
import { mountOwnDigit, neighboursOf, ownDigitText, type Judged, type OwnDigitData } from './figure.ts';
import type { Point } from '../../kit/draw/plane.ts';
import type { Stroke } from './strokes.ts';
import { sentence } from '../../model/sentence.ts';
import { dropped, pasted } from '../../kit/island/dropped-files.ts';
import { FigureElement } from '../../kit/island/figure-element.ts';
import { answerOf, askOnce, followCodes, ownQuestion } from '../../kit/island/questions.ts';
import { BLANK, digitOf, SheetHistory, type Sheet } from './sheet-history.ts';
import { onTheme, voice } from '../../kit/island/voice.ts';

/** CSS pixels to a side of the sheet; the stylesheet makes it fit. */
const PAD = 280;
/** Milliseconds between two looks at the errors of all test digits, while the network trains: each is 500 digits decoded. */
const CALM = 2_000;

export class DrawDigitElement extends FigureElement {
  readonly #history = new SheetHistory();
  #pad: Figure<DrawPadData> | undefined;
  /** The stroke under the pen. */
  #stroke: Stroke | undefined;
  #draw: (stroke: Stroke, ended: boolean) => void = () => {};
  #move: (right: number, down: number) => void = () => {};
  /** The point this figure put on the planes; another figure may since have moved it. */
  #point: Point | undefined;

  show(signal: AbortSignal): void {
    const { run } = this;
    const which = this.getAttribute('which') === 'pca' ? 'pca' : 'network';
    const get = <Kind extends HTMLElement>(selector: string) => this.querySelector<Kind>(selector)!;
    const [box, undo, clear] = [
      get<HTMLInputElement>('[name=index]'),
      get<HTMLButtonElement>('[name=undo]'),
      get<HTMLButtonElement>('[name=clear]'),
    ];
    const spoken = voice(this, signal);
    const questions = {
      encode: ownQuestion(this, run, 'encode', signal),
      neighbours: ownQuestion(this, run, 'neighbours', signal),
      errors: ownQuestion(this, run, 'errors', signal),
    };
    let codes: Float32Array | undefined;
    let own: Judged | undefined;
    let errors: Float32Array | undefined;
    /** Step of the network whose errors they are. */
    let errorsAt: number | undefined;
    /** The reader did something: the point on the planes is this digit's. */
    let acted = false;
    const figure = this.lazily(mountOwnDigit, { pixelRatio: devicePixelRatio, onPick: (index: number) => run.$picked.set(index) });
    this.#pad ??= mountDrawPad(get('[data-pad]'), {
      width: PAD,
      pixelRatio: devicePixelRatio,
      onStroke: (stroke, ended) => this.#draw(stroke, ended),
      onMove: (right, down) => this.#move(right, down),
    });
    const fail = (sentence: string) => (get('[data-failure]').textContent = sentence);

    const sheetNow = (): Sheet => (this.#stroke ? this.#history.withStroke(this.#stroke) : this.#history.now);
    const draw = () => {
      const labels = run.$labels.get();
      const sheet = sheetNow();
      const [undoable, blank] = [this.#history.canUndo, sheet.strokes.length === 0 && !sheet.image];
      if (undo.disabled === undoable) undo.disabled = !undoable;
      if (clear.disabled !== blank) clear.disabled = blank;
      const moved = sheet.right !== 0 || sheet.down !== 0;
      this.#pad!.update({ strokes: sheet.strokes, image: sheet.image || moved ? digitOf(sheet) : undefined });
      if (!codes || labels.length === 0) return;
      const near = answerOf(questions.neighbours.$answer.get(), 'reconstruct');
      const data: OwnDigitData = { codes, labels, own, errors, neighbours: own && near && { indices: near.indices, images: near.images } };
      figure.update(data);
      spoken.say(ownDigitText(data));
    };
    const askErrors = calmly(() => {
      if (own) questions.errors.ask({ kind: 'errors', which });
    }, signal);
    const askNeighbours = () => {
      if (own && codes) questions.neighbours.ask({ kind: 'reconstruct', which, indices: neighboursOf(codes, own.code) });
    };
    const ask = () => {
      const images = digitOf(sheetNow());
      if (images) questions.encode.ask({ kind: 'encode', which, images });
      else {
        own = undefined;
        for (const question of Object.values(questions)) question.ask(null);
      }
      draw();
    };
    const act = (sheet?: Sheet) => {
      if (sheet) this.#history.put(sheet);
      acted = true;
      fail('');
      spoken.acted();
      ask();
    };
    this.#draw = (stroke, ended) => {
      this.#stroke = stroke;
      const sheet = ended ? sheetNow() : undefined;
      if (ended) this.#stroke = undefined;
      act(sheet);
    };
    this.#move = (right, down) => {
      if (digitOf(this.#history.now)) act(this.#history.moved(right, down));
    };

    this.follow(questions.encode.$answer, signal, (answer) => {
      const found = answerOf(answer, 'encode');
      if (!found || !digitOf(sheetNow())) return;
      own = { image: found.images, code: [found.codes[0]!, found.codes[1]!], reconstruction: found.reconstructions };
      if (acted || (this.#point && run.$point.get() === this.#point)) {
        acted = false;
        run.$point.set((this.#point = own.code));
      }
      askNeighbours();
      if (found.step !== errorsAt) askErrors();
      draw();
    });
    this.follow(questions.encode.$refusal, signal, (sentence) => {
      if (sentence !== null) own = undefined;
      fail(sentence ?? '');
      draw();
    });
    this.follow(questions.neighbours.$answer, signal, draw);
    this.follow(questions.errors.$answer, signal, (answer) => {
      const found = answerOf(answer, 'errors');
      if (!found) return;
      errors = found.errors;
      errorsAt = found.step;
      // It stands no longer: the next look is asked for when there is time.
      questions.errors.ask(null);
      draw();
    });
    followCodes(run, which, signal, (next) => {
      codes = next;
      askNeighbours();
      draw();
    });
    this.follow(run.$config, signal, () => {
      // Errors of the run before say nothing about this one.
      errors = undefined;
      errorsAt = undefined;
    });
    this.follow(run.$labels, signal, (labels) => {
      box.max = String(labels.length - 1);
      draw();
    });
    this.follow(run.$picked, signal, (picked) => {
      if (document.activeElement !== box) box.value = String(picked);
    });
    onTheme(signal, draw);

    /** A test digit on the sheet, as it is. */
    const take = async (index: number): Promise<Sheet> => {
      const { images } = await askOnce(run, { kind: 'reconstruct', which, indices: [index] });
      return { ...BLANK, image: images };
    };
    const takeFile = async (file: File) => {
      spoken.say(`Reading ${file.name}.`);
      try {
        const { image } = await askOnce(run, { kind: 'picture', which: 'network', name: file.name, file });
        act({ ...BLANK, image });
      } catch (error) {
        draw();
        fail(sentence(error));
      }
    };
    const on = (name: string, type: string, action: () => void) => get(`[name=${name}]`).addEventListener(type, action, { signal });
    on('undo', 'click', () => {
      this.#history.undo();
      act();
    });
    on('clear', 'click', () => act(BLANK));
    get('form').addEventListener(
      'submit',
      (event) => {
        event.preventDefault();
        const index = box.valueAsNumber;
        run.$picked.set(index);
        void take(index).then(act);
      },
      { signal },
    );
    for (const button of this.querySelectorAll<HTMLButtonElement>('[data-move]')) {
      const [right, down] = button.dataset['move']!.split(' ').map(Number) as [number, number];
      button.addEventListener('click', () => this.#move(right, down), { signal });
    }
    const files = get<HTMLInputElement>('[name=file]');
    on('file', 'change', () => {
      const [file] = files.files ?? [];
      files.value = '';
      if (file) void takeFile(file);
    });
    dropped(this, signal, async (found) => {
      const [first] = await found;
      if (first) await takeFile(first.file);
    });
    pasted(this, signal, ([file]) => file && void takeFile(file));

    // Something to see before the reader did anything: the digit that is marked.
    if (this.#history.canUndo) ask();
    else
      void this.#opening(take).then((sheet) => {
        if (!sheet || this.#history.canUndo || signal.aborted) return;
        this.#history.put(sheet);
        ask();
      });
  }

  /** Waits for the run to have labels, then takes the marked digit. */
  #opening(take: (index: number) => Promise<Sheet | undefined>): Promise<Sheet | undefined> {
    return new Promise((resolve) => {
      const stop = this.run.$labels.subscribe((labels) => {
        if (labels.length === 0) return;
        queueMicrotask(() => stop());
        resolve(take(this.run.$picked.get()).catch(() => undefined));
      });
    });
  }
}

/** Calls `action` at once, but not before CALM has passed since the last call; then once, however often it was wished for. */
function calmly(action: () => void, signal: AbortSignal): () => void {
  let last = -Infinity;
  let timer: ReturnType<typeof setTimeout> | undefined;
  signal.addEventListener('abort', () => clearTimeout(timer));
  return () => {
    timer ??= setTimeout(
      () => {
        timer = undefined;
        last = performance.now();
        action();
      },
      Math.max(0, last + CALM - performance.now()),
    );
  };
}
