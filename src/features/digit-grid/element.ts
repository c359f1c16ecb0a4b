// The digit grid, live: the run's watch digits; picking one marks it in every figure.
import { mountDigitGrid } from './figure.ts';
import { FigureElement } from '../../kit/island/figure-element.ts';
import { answerOf, ownQuestion } from '../../kit/island/questions.ts';

export class DigitGridElement extends FigureElement {
  show(signal: AbortSignal): void {
    if (this.hasAttribute('still')) return;
    const { run } = this;
    const says = this.querySelector('[data-says]');
    const question = ownQuestion(this, run, 'grid', signal);
    let images: Float32Array | undefined;
    const figure = this.lazily(mountDigitGrid, { size: 'rows' as const, onPick: (index: number) => run.$picked.set(index) });
    const draw = () => {
      const [labels, picked] = [run.$labels.get(), run.$picked.get()];
      if (!images || labels.length === 0) return;
      figure.update({ images, labels, picked });
      if (says) says.textContent = `Marked: test digit ${picked}, a ${labels[picked]}. Every figure on this page marks it.`;
    };
    this.follow(run.$labels, signal, (labels) => {
      // PCA answers once, whatever is trained; the digits themselves are all that is wanted here.
      if (labels.length > 0) question.ask({ kind: 'reconstruct', which: 'pca', indices: Array.from(labels, (_, index) => index) });
    });
    this.follow(question.$answer, signal, (answer) => {
      const found = answerOf(answer, 'reconstruct');
      if (!found) return;
      images = found.images;
      draw();
    });
    this.follow(run.$picked, signal, draw);
  }
}
