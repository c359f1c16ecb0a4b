// A drawn digit, live: normalised as MNIST is, encoded and copied by the run's network, beside the test digits.
import { mountDrawnDigit, nearestDigits } from '../figures/drawn-digit.ts';
import type { Point } from '../figures/plane.ts';
import { codeAt, codeText, decimals } from '../figures/reading.ts';
import { meanSquaredError } from '../model/forward.ts';
import { normalised } from '../model/normalise.ts';
import { FigureElement } from './figure-element.ts';
import { penPad } from './pen-pad.ts';
import { answerOf, askOnce, followCodes, ownQuestion } from './questions.ts';
import { onTheme, voice } from './voice.ts';

export class DrawDigitElement extends FigureElement {
  /** What the network is asked about: kept while the figure is out of sight. */
  #image: Float32Array | undefined;
  #trouble = '';

  show(signal: AbortSignal): void {
    const { run } = this;
    const get = <Kind extends HTMLElement>(selector: string) => this.querySelector<Kind>(selector)!;
    const [sample, file] = [get<HTMLInputElement>('[name=sample]'), get<HTMLInputElement>('[name=picture]')];
    const spoken = voice(this, signal);
    const figure = this.lazily(mountDrawnDigit, { pixelRatio: devicePixelRatio });
    const [copy, near, taken, all] = ['copy', 'near', 'taken', 'errors'].map((name) => ownQuestion(this, run, name, signal)) as [
      ReturnType<typeof ownQuestion>,
      ReturnType<typeof ownQuestion>,
      ReturnType<typeof ownQuestion>,
      ReturnType<typeof ownQuestion>,
    ];
    let codes: Float32Array | undefined;

    const pointOf = (): Point | undefined => {
      const answer = this.#image && answerOf(copy.$answer.get(), 'encode');
      return answer && codeAt(answer.codes, 0);
    };
    const words = (point: Point, image: Float32Array, reconstruction: Float32Array): string => {
      const labels = run.$labels.get();
      const error = meanSquaredError(reconstruction, image);
      const errors = answerOf(all.$answer.get(), 'errors')?.errors;
      const below = errors ? errors.reduce((count, each) => count + Number(each < error), 0) / errors.length : undefined;
      const rank = below === undefined ? '' : `, more than for ${Math.round(100 * below)} % of the test digits`;
      const around = codes ? nearestDigits(codes, point).map((index) => labels[index]) : [];
      return `Code ${codeText(point)}. Squared error ${decimals(error, 4)}${rank}. Nearest test digits: ${around.join(', ')}.`;
    };
    const draw = () => {
      const labels = run.$labels.get();
      if (!codes || labels.length === 0) return;
      const answer = this.#image && answerOf(copy.$answer.get(), 'encode');
      const point = pointOf();
      const neighbours = point && answerOf(near.$answer.get(), 'reconstruct')?.images;
      figure.update({ codes, labels, image: this.#image, reconstruction: answer?.reconstructions, point, neighbours });
      const refusal = copy.$refusal.get() ?? '';
      if (this.#trouble || refusal) spoken.say(this.#trouble || refusal);
      else if (point && answer) spoken.say(words(point, answer.images, answer.reconstructions));
    };
    /** The nearest digits' images are asked for when they are others. */
    const follow = () => {
      const point = pointOf();
      if (point && codes) {
        near.ask({ kind: 'reconstruct', which: 'network', indices: nearestDigits(codes, point) });
        run.$point.set(point);
      }
      draw();
    };
    const ask = (image: Float32Array | undefined, trouble = '') => {
      this.#image = image;
      this.#trouble = trouble;
      copy.ask(image ? { kind: 'encode', which: 'network', images: image } : null);
      spoken.acted();
      draw();
    };

    const pad = penPad(get<HTMLCanvasElement>('.draw-pad'), signal, () => {
      if (pad.empty) return ask(undefined, 'The pad is blank. Draw a digit.');
      ask(normalised(pad.ink(), pad.side));
    });
    const take = async (picture: File | null | undefined) => {
      if (!picture) return;
      try {
        ask((await askOnce(run, { kind: 'picture', which: 'network', name: picture.name, file: picture })).image);
      } catch (error) {
        ask(undefined, error instanceof Error ? error.message : String(error));
      }
    };

    if (this.#image) ask(this.#image);
    all.ask({ kind: 'errors', which: 'network' });
    followCodes(run, 'network', signal, (next) => {
      codes = next;
      draw();
    });
    this.follow(copy.$answer, signal, follow);
    for (const store of [copy.$refusal, near.$answer, all.$answer, run.$labels]) this.follow<unknown>(store, signal, draw);
    this.follow(taken.$answer, signal, (answer) => {
      const given = answerOf(answer, 'reconstruct');
      // Answered in every frame of training: the digit is the same.
      if (given?.images && given.images.some((value, i) => value !== this.#image?.[i])) ask(given.images);
    });
    const on = (name: string, type: string, action: () => void) => get(`[name=${name}]`).addEventListener(type, action, { signal });
    on('undo', 'click', () => pad.undo());
    on('clear', 'click', () => pad.clear());
    on('sample', 'input', () => {
      if (!sample.checkValidity() || !Number.isFinite(sample.valueAsNumber)) return;
      run.$picked.set(sample.valueAsNumber);
      taken.ask({ kind: 'reconstruct', which: 'network', indices: [sample.valueAsNumber] });
    });
    on('picture', 'change', () => void take(file.files?.[0]));
    this.addEventListener('dragover', (event) => event.preventDefault(), { signal });
    this.addEventListener(
      'drop',
      (event) => {
        event.preventDefault();
        void take(event.dataTransfer?.files[0]);
      },
      { signal },
    );
    const paste = (event: ClipboardEvent) => {
      const { top, bottom } = this.getBoundingClientRect();
      // Of several figures the one in sight takes it.
      if (bottom > 0 && top < innerHeight && event.clipboardData?.files[0]) void take(event.clipboardData.files[0]);
    };
    document.addEventListener('paste', paste, { signal });
    onTheme(signal, draw);
  }
}
