// Samples from the prior, live: the same draws decoded by two networks, drawn again at the press of a button.
import { mountSheets } from '../../kit/draw/sheets.ts';
import { getRun } from '../../runs/registry.ts';
import { FigureElement } from '../../kit/island/figure-element.ts';
import { answerOf, followCodes, ownQuestion } from '../../kit/island/questions.ts';
import { priorSheets, SAMPLES, spreadText, variantText } from '../../kit/island/sheet-names.ts';
import { voice } from '../../kit/island/voice.ts';
import { NONE_YET } from '../../kit/words.ts';
import { partsOf } from '../../kit/island/parts.ts';

export class PriorSamplesElement extends FigureElement {
  #seed = 0;

  show(signal: AbortSignal): void {
    const { run } = this;
    const get = partsOf(this);
    const besideName = this.getAttribute('beside') ?? undefined;
    // Two networks of one run, or of two runs.
    const other = besideName === undefined ? run : getRun(besideName);
    const sides = [
      { run, which: 'network' as const, configOf: () => run.$config.get() },
      besideName === undefined
        ? { run, which: 'ghost' as const, configOf: () => run.$ghost.get()?.config ?? null }
        : { run: other, which: 'network' as const, configOf: () => other.$config.get() },
    ].map((side, k) => ({
      ...side,
      question: ownQuestion(this, side.run, `samples ${k}`, signal),
      codes: undefined as Float32Array | undefined,
    }));
    const figure = this.lazily(mountSheets, { sheets: priorSheets(besideName) });
    const spoken = voice(this, signal);
    const ask = () => {
      for (const { which, question } of sides) question.ask({ kind: 'prior-samples:decoded', which, count: SAMPLES, seed: this.#seed });
    };
    const draw = () => {
      const shown = sides.map(({ question, configOf, codes }) => {
        const config = configOf();
        const images = config ? answerOf(question.$answer.get(), 'prior-samples:decoded')?.images : undefined;
        return {
          images,
          note: config ? variantText(config) : NONE_YET,
          says: codes && config && `${variantText(config)}: ${spreadText(codes)}`,
        };
      });
      if (!shown[0]!.images) return;
      figure.update({ images: shown.map(({ images }) => images), notes: shown.map(({ note }) => note) });
      spoken.say(
        `The draws spread by 1 and 1. ${shown.flatMap(({ says }) => (says ? [`${says[0]!.toUpperCase()}${says.slice(1)}.`] : [])).join(' ')}`,
      );
    };
    ask();
    for (const side of sides) {
      followCodes(side.run, side.which, signal, (codes) => {
        side.codes = codes;
        draw();
      });
      this.follow(side.question.$answer, signal, draw);
      this.follow(side.run.$config, signal, draw);
    }
    this.follow(run.$ghost, signal, draw);
    const again = () => {
      this.#seed++;
      spoken.acted();
      ask();
    };
    get('button[name=draw]').addEventListener('click', again, { signal });
  }
}
