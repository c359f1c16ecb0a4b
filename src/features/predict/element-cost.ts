// The expected cost curve, live: drawn by hand or set with sliders, two views of one guess; then the run's own costs over it.
import { mountCostGuess } from './figure-cost.ts';
import type { Baselines } from '../../model/cost.ts';
import { compareCosts, expectedAt, expectedText, GUESS_AT, hasGuess, NO_GUESS, setAt, strokeTo, type Guess } from './guess.ts';
import { FigureElement } from '../../kit/island/figure-element.ts';
import { onAny, onState } from '../../kit/island/listen.ts';
import { Prediction, predictionKeys } from './element.ts';
import { voice } from '../../kit/island/voice.ts';
import { countText } from '../../kit/words.ts';

const INVITATION = 'No guess yet. The dashed lines are known before any training; where will the network go?';

export class PredictCostElement extends FigureElement {
  #guess: Guess = NO_GUESS;
  #prediction: Prediction | undefined;

  show(signal: AbortSignal): void {
    const { run } = this;
    const prediction = (this.#prediction ??= new Prediction(run, false));
    const sliders = [...this.querySelectorAll<HTMLInputElement>('.guess-sliders input')];
    const recorded = JSON.parse(this.dataset['baselines']!) as Baselines;
    const spoken = voice(this, signal);
    const figure = this.lazily(mountCostGuess, {
      onStroke: (from, to) => {
        this.#guess = strokeTo(this.#guess, from, to);
        draw();
        spoken.acted();
      },
    });
    const expectation = () => {
      if (!hasGuess(this.#guess)) return INVITATION;
      const parts = GUESS_AT.flatMap((step) => {
        const cost = expectedAt(this.#guess, step);
        return cost === undefined ? [] : [`${expectedText(cost)} at step ${countText(step)}`];
      });
      return `You expect ${parts.join(', ') || 'a curve between the steps that have sliders'}.`;
    };
    const draw = () => {
      const { shown } = prediction;
      const costs = shown ? run.$costs.get() : [];
      const name = run.$record.get() ? 'recorded' : 'your run';
      figure.update({ guess: this.#guess, costs, baselines: run.$baselines.get() ?? recorded, open: !shown, name });
      sliders.forEach((slider, k) => {
        const cost = expectedAt(this.#guess, GUESS_AT[k]!);
        if (cost !== undefined) slider.value = String(Math.log10(cost));
        slider.disabled = shown;
        const text = cost === undefined ? '–' : expectedText(cost);
        slider.nextElementSibling!.textContent = text;
        slider.setAttribute('aria-valuetext', cost === undefined ? 'nothing expected yet' : text);
      });
      spoken.say((shown && compareCosts(this.#guess, costs, prediction.whose)) || expectation());
    };
    const clear = () => {
      this.#guess = NO_GUESS;
    };
    predictionKeys(this, run, prediction, signal, { changed: draw, cleared: clear });
    onAny([run.$costs, run.$baselines, run.$config, run.$record], signal, draw);
    onState(run, signal, (state) => {
      if (state === 'done' && prediction.shown) spoken.acted();
    });
    sliders.forEach((slider, k) => {
      slider.addEventListener(
        'input',
        () => {
          this.#guess = setAt(this.#guess, k, 10 ** slider.valueAsNumber);
          draw();
          spoken.acted();
        },
        { signal },
      );
    });
  }
}
