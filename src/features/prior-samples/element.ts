// Samples from the prior, live: the same draws decoded by two networks, drawn again at the press of a button. Beside the page's recording
// two recordings of small networks draw, one of them trained for such draws; from the reader's first run on, that run and the one before.
import { mountSheets } from '../../kit/draw/sheets.ts';
import { getRun, type Run } from '../../runs/registry.ts';
import { FigureElement } from '../../kit/island/figure-element.ts';
import { onAny } from '../../kit/island/listen.ts';
import { answerOf, followCodes, ownQuestion } from '../../kit/island/questions.ts';
import { PRIOR_SHEETS, priorSide, priorText, SAMPLES } from '../../kit/island/sheet-names.ts';
import { voice } from '../../kit/island/voice.ts';
import { RUN_BEFORE } from '../../kit/words.ts';
import { partsOf } from '../../kit/island/parts.ts';
import type { RunConfig } from '../../model/spec.ts';

/** One network that decodes the draws. */
interface Side {
  /** Asks it, for as long as the figure is seen. */
  ask(seed: number): void;
  /** What it has answered so far. */
  shown(): { readonly images: Float32Array | undefined; readonly note: string | undefined; readonly says: string };
}

export class PriorSamplesElement extends FigureElement {
  #seed = 0;

  show(signal: AbortSignal): void {
    const { run } = this;
    const figure = this.lazily(mountSheets, { sheets: PRIOR_SHEETS });
    const spoken = voice(this, signal);
    const side = (of: Run, which: 'network' | 'ghost', whose: string, configOf: () => RunConfig | null | undefined): Side => {
      const question = ownQuestion(this, of, `samples ${of.name} ${which}`, signal);
      let codes: Float32Array | undefined;
      let listens = false;
      return {
        ask(seed) {
          question.ask({ kind: 'prior-samples:decoded', which, count: SAMPLES, seed });
          if (listens) return;
          listens = true;
          followCodes(of, which, signal, (next) => {
            codes = next;
            draw();
          });
          onAny([question.$answer, of.$config], signal, draw);
        },
        shown() {
          const config = configOf();
          if (!config) return { images: undefined, note: undefined, says: '' };
          return { images: answerOf(question.$answer.get(), 'prior-samples:decoded')?.images, ...priorSide(whose, config, codes) };
        },
      };
    };
    const recorded = (attribute: string) => {
      const of = getRun(this.getAttribute(attribute)!);
      return side(of, 'network', 'a recorded network', () => of.$config.get());
    };
    const [trained, plain] = [recorded('trained'), recorded('plain')];
    const own = side(run, 'network', 'this network', () => run.$config.get());
    const ghost = side(run, 'ghost', `the ${RUN_BEFORE}`, () => run.$ghost.get()?.config);
    const watching = () => run.$record.get() !== null;
    const sides = (): readonly [Side, Side] => (watching() ? [trained, plain] : [own, run.$ghost.get() ? ghost : plain]);
    const ask = () => {
      if (run.$config.get()) for (const each of sides()) each.ask(this.#seed);
    };
    const draw = () => {
      if (!run.$config.get()) return;
      const shown = sides().map((each) => each.shown());
      // The picture of the build stays until the first answer.
      if (!shown[0]!.images) return;
      figure.update({ images: shown.map(({ images }) => images), notes: shown.map(({ note }) => note) });
      spoken.say(
        priorText(
          watching(),
          shown.map(({ says }) => says),
        ),
      );
    };
    const anew = () => {
      ask();
      draw();
    };
    onAny([run.$config, run.$record, run.$ghost], signal, anew);
    const again = () => {
      this.#seed++;
      spoken.acted();
      ask();
    };
    partsOf(this)('button[name=draw]').addEventListener('click', again, { signal });
  }
}
