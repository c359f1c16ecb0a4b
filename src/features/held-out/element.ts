// A held-out digit, live: the errors of the run's digits and of a stranger, from the network as it is now and from PCA.
import { mountHeldOut } from './figure.ts';
import { detector, errorWindow, heldOutText, parted, thresholdBy, type Scored, type ThresholdRule } from './scores.ts';
import { ODD } from './odd-digits.ts';
import { ratesAt } from '../../model/roc.ts';
import type { AnswerOf } from '../../train/protocol.ts';
import { FigureElement } from '../../kit/island/figure-element.ts';
import { onAny } from '../../kit/island/listen.ts';
import { answerOf, ownQuestion } from '../../kit/island/questions.ts';
import { voice } from '../../kit/island/voice.ts';
import { partsOf } from '../../kit/island/parts.ts';

type Scores = AnswerOf<'held-out:scores'>;

const ALL = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];

export class HeldOutElement extends FigureElement {
  #stranger: number | undefined;
  #rule: ThresholdRule = { share: 0.05 };
  #window: number | undefined;
  /** Whether the reader chose a threshold or a stranger. */
  #chosen = false;

  show(signal: AbortSignal): void {
    const { run } = this;
    const get = partsOf(this);
    const select = get<HTMLSelectElement>('select[name=stranger]');
    // The reader may have chosen before this listened.
    if (select.value !== this.dataset['stranger']) this.#stranger = Number(select.value);
    const slider = get<HTMLInputElement>('input[type=range]');
    const box = get<HTMLInputElement>('input[type=number]');
    const shares = [...this.querySelectorAll<HTMLButtonElement>('.choices button')];
    const spoken = voice(this, signal);
    const questions = {
      network: ownQuestion(this, run, 'scores', signal),
      pca: ownQuestion(this, run, 'scores of pca', signal),
      ghost: ownQuestion(this, run, 'scores of ghost', signal),
    };
    const setRule = (rule: ThresholdRule) => {
      this.#rule = rule;
      this.#chosen = true;
      draw();
      spoken.acted();
    };
    const figure = this.lazily(mountHeldOut, {
      onThreshold: (threshold: number) => setRule({ threshold }),
      onPick: (row: number) => {
        const scores = answerOf(questions.network.$answer.get(), 'held-out:scores');
        if (scores) run.$picked.set(watchIndex(run.$labels.get(), scores, row));
        spoken.acted();
      },
    });

    /** The stranger chosen; undefined where the run was trained on every digit. */
    const strangerNow = (): number | undefined => {
      const known = run.$config.get()?.digits ?? [];
      const strangers = ALL.filter((digit) => !known.includes(digit));
      const wanted = this.#stranger ?? Number(this.dataset['stranger']);
      return strangers.includes(wanted) ? wanted : strangers[0];
    };
    /** An answer about the present known digits and stranger, not about those before. */
    const present = (which: keyof typeof questions): Scores | undefined => {
      const scores = answerOf(questions[which].$answer.get(), 'held-out:scores');
      const [known, stranger] = [run.$config.get()?.digits, strangerNow()];
      if (!scores || !known || stranger === undefined) return undefined;
      const digits = [...new Set(scores.labels)];
      return digits.join() === [...known, stranger].join() ? scores : undefined;
    };
    const ask = () => {
      const config = run.$config.get();
      const stranger = strangerNow();
      if (!config) return;
      listStrangers(select, config.digits, stranger);
      if (stranger === undefined) {
        for (const question of Object.values(questions)) question.ask(null);
        spoken.say('This run was trained on all ten digits: none is left to be a stranger.');
        return;
      }
      const digits = [...config.digits, stranger];
      questions.network.ask({ kind: 'held-out:scores', which: 'network', digits, odd: ODD });
      questions.pca.ask({ kind: 'held-out:scores', which: 'pca', digits, odd: 0 });
      questions.ghost.ask(run.$ghost.get() ? { kind: 'held-out:scores', which: 'ghost', digits, odd: 0 } : null);
    };
    const draw = () => {
      const scores = present('network');
      const [stranger, known] = [strangerNow(), run.$config.get()?.digits];
      if (!scores || !known || stranger === undefined) return;
      if (!scores.errors.every(Number.isFinite)) return spoken.say('The errors are no longer numbers: the run has failed.');
      const window = (this.#window = errorWindow(scores.errors, this.#window));
      const { known: familiar, strangers } = parted(scores, stranger);
      const threshold = thresholdBy(this.#rule, familiar);
      if (this.#chosen) run.$rates.set(ratesAt(familiar, strangers, threshold));
      showThreshold(slider, box, threshold, window);
      for (const button of shares)
        button.setAttribute('aria-pressed', String('share' in this.#rule && this.#rule.share === Number(button.value)));
      const network = detector('network', scores, stranger);
      const pca = present('pca');
      const ghost = run.$ghost.get() ? present('ghost') : undefined;
      const others = [...(pca ? [detector('pca', pca, stranger)] : []), ...(ghost ? [detector('ghost', ghost, stranger)] : [])];
      const picked = rowOf(run.$labels.get(), scores, run.$picked.get());
      figure.update({
        scored: scores,
        odd: scores.odd,
        images: scores.images,
        reconstructions: scores.reconstructions,
        known,
        stranger,
        threshold,
        upTo: window,
        detectors: [network, ...others],
        picked,
      });
      const marked = picked === undefined ? undefined : { digit: scores.labels[picked]!, error: scores.errors[picked]! };
      spoken.say(heldOutText(scores, stranger, threshold, network, others, marked));
    };

    onAny([run.$config, run.$ghost], signal, ask);
    onAny([run.$picked, run.$labels, ...Object.values(questions).map(({ $answer }) => $answer)], signal, draw);
    const on = (element: HTMLElement, event: string, action: () => void) => element.addEventListener(event, action, { signal });
    on(select, 'change', () => {
      this.#stranger = Number(select.value);
      this.#chosen = true;
      spoken.say(`Scoring the ${this.#stranger}s.`);
      ask();
      draw();
      spoken.acted();
    });
    for (const input of [slider, box]) {
      on(input, 'input', () => {
        if (Number.isFinite(input.valueAsNumber) && input.valueAsNumber >= 0) setRule({ threshold: input.valueAsNumber });
      });
    }
    for (const button of shares) on(button, 'click', () => setRule({ share: Number(button.value) }));
  }
}

/** The digits one may choose: those that the run was not trained on. */
function listStrangers(select: HTMLSelectElement, known: readonly number[], stranger: number | undefined): void {
  const strangers = ALL.filter((digit) => !known.includes(digit)).map(String);
  if ([...select.options].map(({ value }) => value).join() !== strangers.join())
    select.replaceChildren(...strangers.map((digit) => new Option(digit, digit)));
  select.disabled = stranger === undefined;
  if (stranger !== undefined) select.value = String(stranger);
}

/** Shows the threshold, but does not write into the input being used. */
function showThreshold(slider: HTMLInputElement, box: HTMLInputElement, threshold: number, upTo: number): void {
  slider.max = String(upTo);
  slider.step = String(upTo / 400);
  if (slider !== document.activeElement) slider.value = String(threshold);
  if (box !== document.activeElement) box.value = threshold.toFixed(4);
}

/** Row of a watch digit among the scores: the k-th of its kind is the k-th there, too. */
function rowOf(watched: Uint8Array, { labels }: Scored, index: number): number | undefined {
  const digit = watched[index];
  if (digit === undefined) return undefined;
  const start = labels.indexOf(digit);
  return start < 0 ? undefined : start + (index - watched.indexOf(digit));
}

/** The other way round. */
function watchIndex(watched: Uint8Array, { labels }: Scored, row: number): number {
  const digit = labels[row]!;
  return watched.indexOf(digit) + (row - labels.indexOf(digit));
}
