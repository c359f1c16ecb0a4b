// Noisy copies, live: the noise that training adds, at the level of the slider, and two networks asked about the result.
import { mountSheets, PER_ROW } from '../../kit/draw/sheets.ts';
import { decimals, NONE_YET, RUN_BEFORE } from '../../kit/words.ts';
import { meanSquaredError } from '../../model/forward.ts';
import { stepNoise } from '../../model/random.ts';
import { FigureElement } from '../../kit/island/figure-element.ts';
import { onAny } from '../../kit/island/listen.ts';
import { answerOf, ownQuestion } from '../../kit/island/questions.ts';
import { NOISY_SHEETS, rowOf, variantText } from '../../kit/island/sheet-names.ts';
import { voice } from '../../kit/island/voice.ts';

export class NoisyCopiesElement extends FigureElement {
  show(signal: AbortSignal): void {
    const { run } = this;
    const digits = ownQuestion(this, run, 'digits', signal);
    const [copies, before] = [ownQuestion(this, run, 'noisy', signal), ownQuestion(this, run, 'noisy before', signal)];
    const figure = this.lazily(mountSheets, { sheets: NOISY_SHEETS });
    const spoken = voice(this, signal);
    const [slider, box] = [...this.querySelectorAll<HTMLInputElement>('input')] as [HTMLInputElement, HTMLInputElement];
    const noise = stepNoise(0, 0);
    let clean: Float32Array | undefined;

    const ask = () => {
      if (!clean || !box.checkValidity()) return;
      const sigma = box.valueAsNumber;
      const images = clean.map((value, i) => value + sigma * noise(i));
      copies.ask({ kind: 'encode', which: 'network', images });
      before.ask(run.$ghost.get() ? { kind: 'encode', which: 'ghost', images } : null);
    };
    const draw = () => {
      const [answer, config, ghost] = [answerOf(copies.$answer.get(), 'encode'), run.$config.get(), run.$ghost.get()];
      if (!answer || !clean || !config) return;
      const old = ghost ? answerOf(before.$answer.get(), 'encode') : undefined;
      const notes = [undefined, undefined, variantText(config), ghost ? variantText(ghost.config) : NONE_YET];
      figure.update({ images: [clean, answer.images, answer.reconstructions, old?.reconstructions], notes });
      const error = (images: Float32Array) => decimals(meanSquaredError(images, clean!), 4);
      const beside = old ? `, ${error(old.reconstructions)} after the ${RUN_BEFORE} (${variantText(ghost!.config)})` : '';
      const own = `${error(answer.reconstructions)} after this network (${variantText(config)})`;
      spoken.say(`Squared error against the clean digits: ${error(answer.images)} with the noise, ${own}${beside}.`);
    };
    this.follow(run.$labels, signal, (labels) => {
      if (labels.length < PER_ROW) return;
      digits.ask({ kind: 'reconstruct', which: 'network', indices: rowOf(labels.length) });
    });
    this.follow(digits.$answer, signal, (answer) => {
      const images = answerOf(answer, 'reconstruct')?.images;
      // Asked again in every frame: the digits are the same, and only the network's answer is new.
      if (images?.some((value, i) => value !== clean?.[i])) {
        clean = images;
        ask();
      }
    });
    this.follow(run.$ghost, signal, ask);
    onAny([copies.$answer, before.$answer, run.$config], signal, draw);
    const set = (from: HTMLInputElement, to: HTMLInputElement) => () => {
      to.value = from.value;
      spoken.acted();
      ask();
    };
    slider.addEventListener('input', set(slider, box), { signal });
    box.addEventListener('input', set(box, slider), { signal });
  }
}
