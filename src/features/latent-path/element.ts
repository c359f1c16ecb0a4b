// The path, live: from the picked digit to another, decoded by the run's network, beside the cross-fade of the two.
import { mountLatentPath, type End } from './figure.ts';
import { codeText } from '../../kit/words.ts';
import { FigureElement } from '../../kit/island/figure-element.ts';
import { onAny } from '../../kit/island/listen.ts';
import { likelyEnd, middleOf, middleWords } from './words.ts';
import { frameQuestions } from './element-frames.ts';
import { player } from './element-player.ts';
import { followCodes } from '../../kit/island/questions.ts';
import { voice } from '../../kit/island/voice.ts';
import { partsOf } from '../../kit/island/parts.ts';

export class LatentPathElement extends FigureElement {
  /** The digit the path leads to: the reader's, or a likely one. */
  #end: { readonly index: number; readonly chosen: boolean } | undefined;
  #frame: number | undefined;

  show(signal: AbortSignal): void {
    const { run, which } = this;
    const get = partsOf(this);
    const count = Number(this.dataset['frames']);
    const input = (name: string) => get<HTMLInputElement>(`input[name=${name}]`);
    const [slider, box, startBox, endBox] = [input('t'), input('t-box'), input('start'), input('end')];
    const choosing = (): End => (this.querySelector<HTMLInputElement>('input[name=choosing]:checked')?.value === 'start' ? 'start' : 'end');
    const spoken = voice(this, signal);
    const frames = frameQuestions(this, run, which, count, signal);
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
      frames.ask(start, this.#end!.index);
    };
    const draw = () => {
      const labels = run.$labels.get();
      const { now } = frames;
      if (!codes || labels.length === 0 || !now) return;
      const { path, encoded } = now;
      const [start, end] = now.ends;
      const frame = frameNow();
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
        path,
        decoded: now.decoded,
        faded: now.faded,
        fadedCodes: encoded?.codes.subarray(0, 2 * count),
        frame,
      });
      const way = `From a ${labels[start]} at z = ${codeText([path[0]!, path[1]!])} to a ${labels[end]} at z = ${codeText([path.at(-2)!, path.at(-1)!])}.`;
      spoken.say(encoded ? `${way} ${middleWords(encoded, path)}` : way);
    };

    player(get<HTMLButtonElement>('button[name=play]'), signal, {
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
    frames.listen(draw);
    for (const each of [slider, box]) {
      each.addEventListener('input', () => Number.isFinite(each.valueAsNumber) && go(Math.round(each.valueAsNumber * (count - 1))), {
        signal,
      });
    }
    startBox.addEventListener('input', () => choose('start', startBox.valueAsNumber), { signal });
    endBox.addEventListener('input', () => choose('end', endBox.valueAsNumber), { signal });
    for (const radio of this.querySelectorAll('input[name=choosing]')) radio.addEventListener('change', draw, { signal });
  }
}
