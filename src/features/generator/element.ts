// The generator, live: one point of the plane, moved by hand, keys or numbers, and what the run's decoder makes of it.
import { mountGenerator } from './figure.ts';
import { onRound, type Point } from '../../kit/draw/plane.ts';
import { codeAt, describePoint, middlesOf } from '../../kit/draw/reading.ts';
import { drift } from './element-drift.ts';
import { FigureElement } from '../../kit/island/figure-element.ts';
import { getRun } from '../../runs/registry.ts';
import { showPoint, typedPoint } from '../../kit/island/number-boxes.ts';
import { answerOf, followCodes, ownQuestion } from '../../kit/island/questions.ts';
import { voice } from '../../kit/island/voice.ts';

/** Least milliseconds between two sentences of a ring that drifts. */
const CALM = 1_500;

export class GeneratorElement extends FigureElement {
  /** From the recording to a new run of the reader's, which trains in its place. */
  #train(): void {
    this.setAttribute('run', 'digits');
    const { run } = this;
    this.again();
    run.chooseRecipe('fast');
    run.train();
  }

  show(signal: AbortSignal): void {
    const { run, which } = this;
    const boxes = [...this.querySelectorAll<HTMLInputElement>('input[type=number]')];
    const spoken = voice(this, signal);
    const hero = this.hasAttribute('hero');
    const question = ownQuestion(this, run, `decode ${run.name}`, signal);
    const move = (point: Point) => {
      run.$point.set(point);
      spoken.acted();
    };
    const figure = this.lazily(mountGenerator, { pixelRatio: devicePixelRatio, hero, onMove: move });
    let codes: Float32Array | undefined;
    let [drifting, saidAt] = [() => false, -Infinity];
    // Until somebody moves it, the point lies on the picked digit's code.
    const pointNow = (): Point => run.$point.get() ?? codeAt(codes!, run.$picked.get());
    const draw = () => {
      const labels = run.$labels.get();
      if (!codes || labels.length === 0) return;
      const point = pointNow();
      showPoint(boxes, point);
      figure.update({ codes, labels, point, image: answerOf(question.$answer.get(), 'decode')?.images });
      // While the ring drifts, words that one can read.
      const now = performance.now();
      if (drifting() && now - saidAt < CALM) return;
      saidAt = now;
      spoken.say(describePoint(codes, labels, point));
    };
    const ask = () => {
      if (!codes) return;
      question.ask({ kind: 'decode', which, codes: Float32Array.from(pointNow()) });
      draw();
    };
    followCodes(run, which, signal, (next) => {
      codes = next;
      if (run.$point.get()) draw();
      else ask();
    });
    this.follow(run.$point, signal, ask);
    this.follow(run.$picked, signal, ask);
    this.follow(run.$labels, signal, draw);
    this.follow(question.$answer, signal, draw);
    if (hero) {
      drifting = drift(this, signal, (legs) => {
        const labels = run.$labels.get();
        if (!codes || labels.length === 0) return;
        const middles = middlesOf(codes, labels).map(({ middle }) => middle);
        run.$point.set(onRound(middles, legs));
      });
      const button = this.querySelector('[name=train]');
      button?.addEventListener('click', () => this.#train(), { signal });
      // Who comes near the button may press it: data and engine are fetched meanwhile, and for nobody else.
      for (const near of ['pointerenter', 'focus'])
        button?.addEventListener(near, () => getRun('digits').prepare('fast'), { signal, once: true });
    }
    for (const box of boxes) box.addEventListener('input', () => typedPoint(boxes, move), { signal });
  }
}
