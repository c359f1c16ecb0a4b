// Two numbers by hand, live: the reader looks for a digit's code with two sliders, then sees the encoder's.
import { compare, mountByHand } from './figure.ts';
import { centreOf, keepWindow, windowAround, type PlaneWindow, type Point } from '../../kit/draw/plane.ts';
import { codeAt } from '../../kit/draw/reading.ts';
import { meanSquaredError } from '../../model/forward.ts';
import { FigureElement } from '../../kit/island/figure-element.ts';
import { rangeOver, showPoint, typedPoint } from '../../kit/island/number-boxes.ts';
import { answerOf, followCodes, ownQuestion } from '../../kit/island/questions.ts';
import { voice } from '../../kit/island/voice.ts';

export class ByHandElement extends FigureElement {
  #attempt = 0;
  /** Watch digit to describe, once the reader chose one. */
  #target: number | undefined;
  #point: Point | undefined;
  #revealed = false;
  #moved = false;

  show(signal: AbortSignal): void {
    const { run } = this;
    const sliders = [...this.querySelectorAll<HTMLInputElement>('input[type=range]')];
    const boxes = [...this.querySelectorAll<HTMLInputElement>('input[type=number]')];
    const targets = (this.dataset['targets'] ?? '0').split(' ').map(Number);
    const spoken = voice(this, signal);
    const target = ownQuestion(this, run, 'target', signal);
    const decoded = ownQuestion(this, run, 'by-hand', signal);
    const figure = this.lazily(mountByHand, {});
    const draw = () => {
      const digit = answerOf(target.$answer.get(), 'reconstruct');
      if (!digit || !this.#point) return;
      const { reconstructions } = digit;
      const data = {
        target: digit.images,
        label: run.$labels.get()[digit.indices[0]!]!,
        point: this.#point,
        image: answerOf(decoded.$answer.get(), 'decode')?.images,
        encoder: this.#revealed ? { code: codeAt(digit.codes, 0), image: reconstructions } : null,
      };
      figure.update(data);
      if (this.#moved && data.image) {
        run.$attempt.set({ error: meanSquaredError(data.target, data.image), encoder: meanSquaredError(data.target, reconstructions) });
      }
      spoken.say(compare(data));
    };
    const place = (point: Point) => {
      for (const inputs of [sliders, boxes]) showPoint(inputs, point);
    };
    const move = (point: Point) => {
      this.#point = point;
      place(point);
      decoded.ask({ kind: 'decode', which: 'network', codes: Float32Array.from(point) });
    };
    const aim = () => {
      if (run.$labels.get().length === 0) return;
      target.ask({ kind: 'reconstruct', which: 'network', indices: [this.#target ?? targets[0]!] });
    };
    const typed = (point: Point) => {
      this.#moved = true;
      move(point);
      spoken.acted();
    };
    let window: PlaneWindow | undefined;
    followCodes(run, 'network', signal, (codes) => {
      const first = !window;
      window = keepWindow(window, codes, windowAround);
      rangeOver(sliders, window);
      if (first) move(this.#point ?? centreOf(window));
    });
    for (const inputs of [sliders, boxes]) {
      for (const input of inputs) input.addEventListener('input', () => typedPoint(inputs, typed), { signal });
    }
    this.follow(run.$labels, signal, aim);
    for (const store of [target.$answer, decoded.$answer]) this.follow(store, signal, draw);
    const on = (name: string, action: () => void) =>
      this.querySelector(`button[name=${name}]`)?.addEventListener('click', action, { signal });
    on('reveal', () => {
      this.#revealed = true;
      const digit = answerOf(target.$answer.get(), 'reconstruct');
      if (digit) place(codeAt(digit.codes, 0));
      draw();
      spoken.acted();
    });
    // A digit marked in any other figure becomes the one to describe.
    const chosen = run.$picked.listen((index) => {
      this.#target = index;
      this.#revealed = false;
      aim();
    });
    signal.addEventListener('abort', chosen);
    on('another', () => run.$picked.set(targets[++this.#attempt % targets.length]!));
  }
}
