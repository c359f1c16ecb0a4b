// Noisy copies, live: the noise that training adds, at the level of the slider, and the run's network asked about the result.
import { mountSheets, PER_ROW } from '../figures/sheets.ts';
import { decimals } from '../figures/reading.ts';
import { meanSquaredError } from '../model/forward.ts';
import { stepNoise } from '../model/random.ts';
import { levelOf, variantOf } from '../model/spec.ts';
import { FigureElement } from './figure-element.ts';
import { answerOf, ownQuestion } from './questions.ts';
import { NOISY_SHEETS, rowOf } from './sheet-names.ts';
import { voice } from './voice.ts';

export class NoisyCopiesElement extends FigureElement {
  show(signal: AbortSignal): void {
    const { run } = this;
    const [digits, copies] = [ownQuestion(this, run, 'digits', signal), ownQuestion(this, run, 'noisy', signal)];
    const figure = this.lazily(mountSheets, { sheets: NOISY_SHEETS });
    const spoken = voice(this, signal);
    const [slider, box] = [...this.querySelectorAll<HTMLInputElement>('input')] as [HTMLInputElement, HTMLInputElement];
    const noise = stepNoise(0, 0);
    let clean: Float32Array | undefined;

    const ask = () => {
      if (!clean || !box.checkValidity()) return;
      const sigma = box.valueAsNumber;
      copies.ask({ kind: 'encode', which: 'network', images: clean.map((value, i) => value + sigma * noise(i)) });
    };
    const draw = () => {
      const [answer, config] = [answerOf(copies.$answer.get(), 'encode'), run.$config.get()];
      if (!answer || !clean || !config) return;
      figure.update({ images: [clean, answer.images, answer.reconstructions] });
      const variant = variantOf(config.spec);
      const trained = variant.kind === 'denoising' ? `trained with noise of σ = ${levelOf(variant)}` : 'never trained with noise';
      const [before, after] = [answer.images, answer.reconstructions].map((images) => decimals(meanSquaredError(images, clean!), 4));
      spoken.say(`Squared error against the clean digits: ${before} with the noise, ${after} after the network, which was ${trained}.`);
    };
    this.follow(run.$labels, signal, (labels) => {
      if (labels.length < PER_ROW) return;
      digits.ask({ kind: 'reconstruct', which: 'network', indices: rowOf(labels.length) });
    });
    this.follow(digits.$answer, signal, (answer) => {
      const images = answerOf(answer, 'reconstruct')?.images;
      // Asked again in every frame: the digits are the same, and only the network's answer is new.
      if (images && images.some((value, i) => value !== clean?.[i])) {
        clean = images;
        ask();
      }
    });
    this.follow(copies.$answer, signal, draw);
    this.follow(run.$config, signal, draw);
    const set = (from: HTMLInputElement, to: HTMLInputElement) => () => {
      to.value = from.value;
      spoken.acted();
      ask();
    };
    slider.addEventListener('input', set(slider, box), { signal });
    box.addEventListener('input', set(box, slider), { signal });
  }
}
