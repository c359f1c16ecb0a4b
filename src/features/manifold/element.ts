// The manifold, live: a grid over a window of the run's own codes, or over the reader's, decoded again whenever the network changes.
import { mountManifold } from './figure.ts';
import {
  cellFor,
  gridCodes,
  gridOf,
  keepWindow,
  manifoldWindow,
  windowAround,
  type PlaneWindow,
  type Point,
} from '../../kit/draw/plane.ts';
import { codeAt, describePoint } from '../../kit/draw/reading.ts';
import { rangeText } from '../../kit/words.ts';
import { FigureElement } from '../../kit/island/figure-element.ts';
import { onAny } from '../../kit/island/listen.ts';
import { answerOf, followCodes, ownQuestion } from '../../kit/island/questions.ts';
import { regionControls } from './element-region.ts';
import { voice } from '../../kit/island/voice.ts';
import { partsOf } from '../../kit/island/parts.ts';

export class ManifoldElement extends FigureElement {
  #window: PlaneWindow | undefined;
  /** What the plane beside the grid shows. */
  #around: PlaneWindow | undefined;
  /** The window the reader chose. */
  #region: PlaneWindow | undefined;

  show(signal: AbortSignal): void {
    const { run, which } = this;
    const get = partsOf(this);
    const cells = get<HTMLSelectElement>('select[name=cells]');
    const jet = get<HTMLInputElement>('input[name=jet]');
    const overlay = get<HTMLInputElement>('input[name=overlay]');
    const spoken = voice(this, signal);
    const question = ownQuestion(this, run, 'manifold', signal);
    const figure = this.lazily(mountManifold, {
      pixelRatio: devicePixelRatio,
      pinned: this.pinned,
      onPick: (point: Point) => {
        run.$point.set(point);
        spoken.acted();
      },
      onRegion: (region: PlaneWindow) => {
        controls?.drawn();
        choose(region);
      },
    });
    const choose = (region: PlaneWindow | undefined) => {
      this.#region = region;
      spoken.acted();
      ask();
      draw();
    };
    const controls = regionControls(this, signal, { choose, redraw: () => draw() });
    let codes: Float32Array | undefined;
    let asked = '';
    const ask = () => {
      if (!codes) return;
      this.#window = keepWindow(this.#window, codes, manifoldWindow, 0.01);
      const window = this.#region ?? this.#window;
      const wanted = `${cells.value} ${JSON.stringify(window)}`;
      if (wanted !== asked) question.ask({ kind: 'decode', which, codes: gridCodes(window, Number(cells.value)) });
      asked = wanted;
    };
    const draw = () => {
      const labels = run.$labels.get();
      const answer = answerOf(question.$answer.get(), 'decode');
      if (!codes || !answer || labels.length === 0) return;
      const point = run.$point.get() ?? codeAt(codes, run.$picked.get());
      const colouring = jet.checked ? 'jet' : 'ink';
      const grid = gridOf(answer.codes);
      if (controls) {
        this.#around = keepWindow(this.#around, codes, windowAround);
        controls.show(this.#region ?? grid.window, !this.#region);
      }
      figure.update({
        ...grid,
        region: controls && { codes, labels, window: this.#around!, drawing: controls.drawing },
        images: answer.images,
        colouring,
        overlay: overlay.checked ? { codes, labels } : null,
        point,
      });
      const { x, y } = this.#region ?? grid.window;
      const framed = controls ? `Map of z\u2081 ${rangeText(x)}, z\u2082 ${rangeText(y)}. ` : '';
      // Of the cell that is marked and shown large, which is not the point's own where the point lies outside the window.
      spoken.say(framed + describePoint(codes, labels, cellFor(grid.window, grid.n, point).centre));
    };
    followCodes(run, which, signal, (next) => {
      codes = next;
      ask();
      if (overlay.checked || controls) draw();
    });
    onAny([question.$answer, run.$point, run.$picked, run.$labels], signal, draw);
    cells.addEventListener('change', ask, { signal });
    for (const box of [jet, overlay]) box.addEventListener('change', draw, { signal });
  }
}
