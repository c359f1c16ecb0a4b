// Reconstructions, live: twelve watch digits a page, and the one that is picked anywhere on the page.
import { mountReconstruction, pageIndices, reconstructionText } from './figure.ts';
import { FigureElement } from '../../kit/island/figure-element.ts';
import { answerOf, ownQuestion } from '../../kit/island/questions.ts';
import { voice } from '../../kit/island/voice.ts';

export class ReconstructionElement extends FigureElement {
  #page = 0;

  show(signal: AbortSignal): void {
    const { run, which } = this;
    const spoken = voice(this, signal);
    const question = ownQuestion(this, run, 'reconstruct', signal);
    const figure = this.lazily(mountReconstruction, {
      onPick: (index: number) => {
        run.$picked.set(index);
        spoken.acted();
      },
    });
    const ask = () => {
      const labels = run.$labels.get();
      if (labels.length === 0) return;
      question.ask({ kind: 'reconstruct', which, indices: [...pageIndices(labels, this.#page), run.$picked.get()] });
    };
    const draw = () => {
      const labels = run.$labels.get();
      const answer = answerOf(question.$answer.get(), 'reconstruct');
      if (!answer || labels.length === 0) return;
      const { indices, codes, reconstructions } = answer;
      const data = { indices, labels: indices.map((index) => labels[index]!), images: answer.images, codes, reconstructions };
      figure.update(data);
      spoken.say(reconstructionText(data));
    };
    this.follow(run.$labels, signal, ask);
    this.follow(run.$picked, signal, ask);
    this.follow(question.$answer, signal, draw);
    this.querySelector('button[name=next]')?.addEventListener(
      'click',
      () => {
        this.#page++;
        ask();
      },
      { signal },
    );
  }
}
