// The expected place of each kind of digit, live: marks moved by hand or keys; then the middles of the run's codes beside them.
import { mountPlaceGuess } from './figure-place.ts';
import { alignPlaces, centresOf, comparePlaces, type Places } from './places.ts';
import { digitsOf } from '../../kit/draw/reading.ts';
import { codeText } from '../../kit/words.ts';
import { FigureElement } from '../../kit/island/figure-element.ts';
import { onAny, onState } from '../../kit/island/listen.ts';
import { Prediction, predictionKeys } from './element.ts';
import { followCodes } from '../../kit/island/questions.ts';
import { voice } from '../../kit/island/voice.ts';
import { partsOf } from '../../kit/island/parts.ts';

export class PredictPlaceElement extends FigureElement {
  #guesses: Places = new Map();
  #prediction: Prediction | undefined;

  show(signal: AbortSignal): void {
    const { run } = this;
    const get = partsOf(this);
    const prediction = (this.#prediction ??= new Prediction(run, true));
    const reach = Number(this.dataset['reach']);
    const align = get<HTMLInputElement>('input[name=align]');
    const spoken = voice(this, signal);
    const figure = this.lazily(mountPlaceGuess, {
      pixelRatio: devicePixelRatio,
      window: { x: [-reach, reach], y: [-reach, reach] },
      onPlace: (digit: number, point: readonly [number, number]) => {
        this.#guesses = new Map([...this.#guesses, [digit, point]]);
        draw();
        spoken.acted();
      },
    });
    let codes: Float32Array | undefined;
    const draw = () => {
      const labels = run.$labels.get();
      if (!codes || labels.length === 0 || codes.length !== 2 * labels.length) return;
      const digits = digitsOf(labels);
      // Of other digits than the ones on the plane there is nothing to compare.
      const guesses: Places = new Map([...this.#guesses].filter(([digit]) => digits.includes(digit)));
      const { shown } = prediction;
      const centres = centresOf(codes, labels);
      const fitted = shown ? alignPlaces(guesses, centres) : undefined;
      align.disabled = !fitted;
      const drawn = align.checked && fitted ? fitted.places : guesses;
      figure.update({ digits, guesses: drawn, open: !shown, real: shown ? { codes, labels, centres } : null });
      const placed = [...guesses].map(([digit, point]) => `${digit}s at ${codeText(point)}`);
      if (shown) spoken.say(comparePlaces(guesses, centres, prediction.whose));
      else spoken.say(placed.length === 0 ? 'No mark is placed yet.' : `You expect the ${placed.join(', the ')}.`);
    };
    const clear = () => {
      this.#guesses = new Map();
      align.checked = false;
    };
    predictionKeys(this, run, prediction, signal, { changed: draw, cleared: clear });
    followCodes(run, 'network', signal, (next) => {
      codes = next;
      draw();
    });
    onAny([run.$labels, run.$costs, run.$record, run.$config], signal, draw);
    onState(run, signal, (state) => {
      if (state === 'done' && prediction.shown) spoken.acted();
    });
    const turn = () => {
      draw();
      spoken.acted();
    };
    align.addEventListener('change', turn, { signal });
  }
}
