// The latent plane, live: follows the run's codes and the digit that is picked anywhere on the page.
import { mountLatentPlane, type LatentPlaneData } from './figure.ts';
import { codeAt, projectionText } from '../../kit/draw/reading.ts';
import { codeText, pickedText } from '../../kit/words.ts';
import { hasFactors } from '../../model/run-data.ts';
import { FigureElement } from '../../kit/island/figure-element.ts';
import { answerOf, followCodes, ownQuestion } from '../../kit/island/questions.ts';
import { voice } from '../../kit/island/voice.ts';

export class LatentSpaceElement extends FigureElement {
  show(signal: AbortSignal): void {
    const { run, which } = this;
    const { factors, key } = this.dataset;
    const values = factors ? Float32Array.from(JSON.parse(factors) as number[]) : undefined;
    const spoken = voice(this, signal);
    const question = ownQuestion(this, run, 'picked', signal);
    let codes: Float32Array | undefined;
    let shownPart = '';
    const figure = this.lazily(mountLatentPlane, {
      pixelRatio: devicePixelRatio,
      pinned: this.pinned,
      key: key ? (JSON.parse(key) as { low: string; high: string }) : undefined,
      onPick: (index: number) => {
        run.$picked.set(index);
        spoken.acted();
      },
    });
    const draw = () => {
      const labels = run.$labels.get();
      const picked = run.$picked.get();
      if (!codes || labels.length === 0) return;
      // Only synthetic digits have factors, and these are of the recorded ones; the reader may have chosen others.
      const config = run.$config.get();
      const known = config !== null && hasFactors(config.data) && config.digits.join() === this.dataset['digits'];
      this.querySelector('[data-no-factors]')?.toggleAttribute('hidden', known);
      const answer = answerOf(question.$answer.get(), 'reconstruct');
      const data: LatentPlaneData = {
        codes,
        labels,
        picked,
        values: known ? values : undefined,
        image: answer?.images,
        reconstruction: answer?.reconstructions,
        trailing: this.fills && run.$shownStep.get() === null && run.$transport.get().state === 'training',
      };
      figure.update(data);
      spoken.say(`${pickedText(labels[picked])} at z = ${codeText(codeAt(codes, picked))}.${shownPart}`);
    };
    followCodes(run, which, signal, (next, projection) => {
      codes = next;
      shownPart = projectionText(projection);
      draw();
    });
    this.follow(run.$picked, signal, (picked) => {
      question.ask({ kind: 'reconstruct', which, indices: [picked] });
      draw();
    });
    this.follow(question.$answer, signal, draw);
    this.follow(run.$labels, signal, draw);
  }
}
