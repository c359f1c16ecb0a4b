// The path, live: from the picked digit to another, decoded by the run's network, beside the cross-fade of the two.
import { mountLatentPath, type End } from './figure.ts';
import { codeText } from '../../kit/words.ts';
import { straightLine } from '../../model/path.ts';
import { rows } from '../../model/rows.ts';
import { PIXELS } from '../../model/spec.ts';
import { FigureElement } from '../../kit/island/figure-element.ts';
import { onAny } from '../../kit/island/listen.ts';
import { likelyEnd, middleOf, middleWords } from './words.ts';
import { player } from './element-player.ts';
import { answerOf, followCodes, ownQuestion } from '../../kit/island/questions.ts';
import { onTheme, voice } from '../../kit/island/voice.ts';

export class LatentPathElement extends FigureElement {
  /** The digit the path leads to: the reader's, or a likely one. */
  #end: { readonly index: number; readonly chosen: boolean } | undefined;
  #frame: number | undefined;

  show(signal: AbortSignal): void {
    const { run } = this;
    const which = this.getAttribute('which') === 'pca' ? 'pca' : 'network';
    const count = Number(this.dataset['frames']);
    const input = (name: string) => this.querySelector<HTMLInputElement>(`input[name=${name}]`)!;
    const [slider, box, startBox, endBox] = [input('t'), input('t-box'), input('start'), input('end')];
    const choosing = (): End => (this.querySelector<HTMLInputElement>('input[name=choosing]:checked')?.value === 'start' ? 'start' : 'end');
    const spoken = voice(this, signal);
    const ends = ownQuestion(this, run, 'ends', signal);
    const decoding = ownQuestion(this, run, 'path', signal);
    const encoding = ownQuestion(this, run, 'frames', signal);
    let codes: Float32Array | undefined;
    const frameNow = () => this.#frame ?? middleOf(count);

    const choose = (end: End, index: number) => {
      if (!(Number.isInteger(index) && index >= 0 && index < run.$labels.get().length)) return;
      spoken.acted();
      if (end === 'start') return run.$picked.set(index);
      this.#end = { index, chosen: true };
      askEnds();
    };
    const go = (frame: number) => {
      this.#frame = Math.min(count - 1, Math.max(0, frame));
      spoken.acted();
      draw();
    };
    const figure = this.lazily(mountLatentPath, {
      pixelRatio: devicePixelRatio,
      onChoose: (index: number) => choose(choosing(), index),
      onFrame: go,
    });

    const askEnds = () => {
      const labels = run.$labels.get();
      if (!codes || labels.length === 0) return;
      const start = run.$picked.get();
      if (!this.#end?.chosen) this.#end = { index: likelyEnd(codes, labels, start), chosen: false };
      ends.ask({ kind: 'reconstruct', which, indices: [start, this.#end!.index] });
    };
    /** The two ends' codes and images: the cross-fade's are the digits' own. */
    const endsNow = () => {
      const answer = answerOf(ends.$answer.get(), 'reconstruct');
      if (answer?.indices.length !== 2) return undefined;
      return { answer, images: [0, 1].map((n) => rows(answer.images, PIXELS, [n])), codes: [0, 1].map((n) => rows(answer.codes, 2, [n])) };
    };
    const askPath = () => {
      const found = endsNow();
      if (found) decoding.ask({ kind: 'decode', which, codes: straightLine(found.codes[0]!, found.codes[1]!, count) });
    };
    let faded: Float32Array | undefined;
    /** The cross-fade's frames and the path's middle one go back through the network. */
    const askFrames = () => {
      const found = endsNow();
      const path = answerOf(decoding.$answer.get(), 'decode');
      if (!found || !path) return;
      faded = straightLine(found.images[0]!, found.images[1]!, count);
      const images = new Float32Array((count + 1) * PIXELS);
      images.set(faded);
      images.set(rows(path.images, PIXELS, [middleOf(count)]), count * PIXELS);
      encoding.ask({ kind: 'encode', which, images });
      draw();
    };
    const draw = () => {
      const labels = run.$labels.get();
      const found = endsNow();
      const path = answerOf(decoding.$answer.get(), 'decode');
      if (!codes || labels.length === 0 || !found || !path || !faded) return;
      const [start, end] = found.answer.indices as [number, number];
      const frame = frameNow();
      const encoded = answerOf(encoding.$answer.get(), 'encode');
      const t = frame / (count - 1);
      slider.value = String(t);
      for (const [each, value] of [
        [box, t.toFixed(2)],
        [startBox, start],
        [endBox, end],
      ] as const) {
        if (each !== document.activeElement) each.value = String(value);
      }
      figure.update({
        codes,
        labels,
        start,
        end,
        choosing: choosing(),
        path: path.codes,
        decoded: path.images,
        faded,
        fadedCodes: encoded?.codes.subarray(0, 2 * count),
        frame,
      });
      const way = `From a ${labels[start]} at z = ${codeText([path.codes[0]!, path.codes[1]!])} to a ${labels[end]} at z = ${codeText([path.codes.at(-2)!, path.codes.at(-1)!])}.`;
      spoken.say(encoded ? `${way} ${middleWords(encoded, path.codes)}` : way);
    };

    player(this.querySelector<HTMLButtonElement>('button[name=play]')!, signal, {
      atEnd: () => frameNow() === count - 1,
      rewind: () => go(0),
      advance: () => go(frameNow() + 1),
    });
    followCodes(run, which, signal, (next) => {
      const first = !codes;
      codes = next;
      if (first) askEnds();
      draw();
    });
    onAny([run.$picked, run.$labels], signal, askEnds);
    this.follow(ends.$answer, signal, askPath);
    this.follow(decoding.$answer, signal, askFrames);
    this.follow(encoding.$answer, signal, draw);
    for (const each of [slider, box]) {
      each.addEventListener('input', () => Number.isFinite(each.valueAsNumber) && go(Math.round(each.valueAsNumber * (count - 1))), {
        signal,
      });
    }
    startBox.addEventListener('input', () => choose('start', startBox.valueAsNumber), { signal });
    endBox.addEventListener('input', () => choose('end', endBox.valueAsNumber), { signal });
    for (const radio of this.querySelectorAll('input[name=choosing]')) radio.addEventListener('change', draw, { signal });
    onTheme(signal, draw);
  }
}
