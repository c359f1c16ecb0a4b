// The generator, live: one point of the plane, moved by hand, keys or numbers, and what the run's decoder makes of it.
import { mountGenerator } from './figure.ts';
import type { Point } from '../../kit/draw/plane.ts';
import { codeAt, describePoint } from '../../kit/draw/reading.ts';
import { FigureElement } from '../../kit/island/figure-element.ts';
import { showPoint, typedPoint } from '../../kit/island/number-boxes.ts';
import { answerOf, followCodes, ownQuestion } from '../../kit/island/questions.ts';
import { voice } from '../../kit/island/voice.ts';

export class GeneratorElement extends FigureElement {
  show(signal: AbortSignal): void {
    const { run, which } = this;
    const boxes = [...this.querySelectorAll<HTMLInputElement>('input[type=number]')];
    const spoken = voice(this, signal);
    const question = ownQuestion(this, run, 'decode', signal);
    const move = (point: Point) => {
      run.$point.set(point);
      spoken.acted();
    };
    const figure = this.lazily(mountGenerator, { pixelRatio: devicePixelRatio, hero: this.hasAttribute('hero'), onMove: move });
    let codes: Float32Array | undefined;
    // Until somebody moves it, the point lies on the picked digit's code.
    const pointNow = (): Point => run.$point.get() ?? codeAt(codes!, run.$picked.get());
    const draw = () => {
      const labels = run.$labels.get();
      if (!codes || labels.length === 0) return;
      const point = pointNow();
      showPoint(boxes, point);
      figure.update({ codes, labels, point, image: answerOf(question.$answer.get(), 'decode')?.images });
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
    for (const box of boxes) box.addEventListener('input', () => typedPoint(boxes, move), { signal });
  }
}
