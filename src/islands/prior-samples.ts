// Samples from the prior, live: drawn again at the press of a button, decoded again as the network trains.
import { mountSheets, PER_ROW } from '../figures/sheets.ts';
import { variantOf } from '../model/spec.ts';
import { FigureElement } from './figure-element.ts';
import { answerOf, ownQuestion } from './questions.ts';
import { PRIOR_SHEETS, rowOf, SAMPLES } from './sheet-names.ts';

export class PriorSamplesElement extends FigureElement {
  #seed = 0;

  show(signal: AbortSignal): void {
    const { run } = this;
    const samples = ownQuestion(this, run, 'samples', signal);
    const digits = ownQuestion(this, run, 'digits', signal);
    const figure = this.lazily(mountSheets, { sheets: PRIOR_SHEETS });
    const says = this.querySelector('[data-says]')!;
    const ask = () => samples.ask({ kind: 'samples', which: 'network', count: SAMPLES, seed: this.#seed });
    const draw = () => {
      const [answer, config] = [answerOf(samples.$answer.get(), 'samples'), run.$config.get()];
      if (!answer || !config) return;
      figure.update({ images: [answer.images, answerOf(digits.$answer.get(), 'reconstruct')?.images] });
      const { kind } = variantOf(config.spec);
      const said =
        kind === 'variational'
          ? 'a variational network, trained for codes like these'
          : `a ${kind} network, which nobody asked for codes like these`;
      const text = `${SAMPLES} codes drawn from N(0, 1), decoded by ${said}.`;
      if (says.textContent !== text) says.textContent = text;
    };
    ask();
    this.follow(run.$labels, signal, (labels) => {
      if (labels.length < PER_ROW) return;
      digits.ask({ kind: 'reconstruct', which: 'network', indices: rowOf(labels.length) });
    });
    for (const store of [samples.$answer, digits.$answer, run.$config]) this.follow<unknown>(store, signal, draw);
    const again = () => {
      this.#seed++;
      ask();
    };
    this.querySelector('button[name=draw]')!.addEventListener('click', again, { signal });
  }
}
