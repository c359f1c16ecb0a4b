// One digit and its 784 numbers, live: the digit that is marked in every figure, and the pixel the reader points at.
import { darkest, mountDigitPixels, pixelsText, pixelText } from './figure.ts';
import { FigureElement } from '../../kit/island/figure-element.ts';
import { answerOf, ownQuestion } from '../../kit/island/questions.ts';

export class DigitPixelsElement extends FigureElement {
  #pixel: number | undefined;

  show(signal: AbortSignal): void {
    const { run } = this;
    const question = ownQuestion(this, run, 'pixels', signal);
    const [says, about] = [this.querySelector('[data-says]'), this.querySelector('[data-about]')];
    const figure = this.lazily(mountDigitPixels, {
      onRead: (pixel: number) => {
        this.#pixel = pixel;
        draw();
      },
    });
    const draw = () => {
      const digit = answerOf(question.$answer.get(), 'reconstruct');
      if (!digit) return;
      const image = digit.images;
      const label = run.$labels.get()[digit.indices[0]!] ?? 0;
      const pixel = (this.#pixel ??= darkest(image));
      figure.update({ image, label, pixel });
      if (says) says.textContent = `${pixelText(image, pixel)}.`;
      if (about) about.textContent = pixelsText(image, label);
    };
    this.follow(run.$picked, signal, (index) => question.ask({ kind: 'reconstruct', which: 'pca', indices: [index] }));
    this.follow(question.$answer, signal, draw);
    // Watch digits come kind by kind: 191 further among 500 is another kind nearly every time, and in the end every digit.
    this.querySelector('button[name=another]')?.addEventListener(
      'click',
      () => {
        const count = run.$labels.get().length;
        if (count > 0) run.$picked.set((run.$picked.get() + 191) % count);
      },
      { signal },
    );
  }
}
