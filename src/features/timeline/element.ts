// The timeline, live: a slider over the moments of the run; all figures of the page show the network of the one it stands at.
import { tested } from '../../kit/draw/cost-curve.ts';
import { costText, countText } from '../../kit/words.ts';
import { mountTimeline, stripIndices } from './figure.ts';
import type { RunConfig } from '../../runs/run.ts';
import { FigureElement } from '../../kit/island/figure-element.ts';
import { onAny } from '../../kit/island/listen.ts';
import { answerOf, ownQuestion } from '../../kit/island/questions.ts';
import { voice } from '../../kit/island/voice.ts';
import { partsOf } from '../../kit/island/parts.ts';

/** Milliseconds a moment stays while it plays. */
const PACE = 125;

export class TimelineElement extends FigureElement {
  /** What each moment's network makes of the digits, by step, of the run `#of`. */
  readonly #frames = new Map<number, Float32Array>();
  #images: Float32Array | undefined;
  #of: RunConfig | null = null;
  /** The reader has looked back: from then on a recording's files are fetched. */
  #touched = false;

  show(signal: AbortSignal): void {
    const { run } = this;
    const get = partsOf(this);
    const slider = get<HTMLInputElement>('input');
    const [play, now] = ['play', 'now'].map((name) => get<HTMLButtonElement>(`button[name=${name}]`)) as [
      HTMLButtonElement,
      HTMLButtonElement,
    ];
    const spoken = voice(this, signal);
    const question = ownQuestion(this, run, 'frames', signal);
    let timer: ReturnType<typeof setInterval> | undefined;
    /** Play was pressed before the recording's moments were there. */
    let impatient = false;

    const look = (moment: number) => {
      const step = run.$checkpoints.get()[moment];
      if (step === undefined) return;
      this.#touched = true;
      // The last moment of a run that has stopped there is the present.
      run.look(step === run.$transport.get().progress.step ? null : step);
      spoken.acted();
    };
    const figure = this.lazily(mountTimeline, { onPick: look });

    /** The place of the moment looked at among all moments. */
    const chosen = () => {
      const [steps, step] = [run.$checkpoints.get(), run.$shownStep.get()];
      return step === null ? steps.length - 1 : steps.indexOf(step);
    };
    const sentence = () => {
      const [step, latest, tests] = [run.$shownStep.get(), run.$transport.get().progress.step, tested(run.$costs.get())];
      const test = step === null ? tests.at(-1) : tests.find((each) => each.step === step);
      const cost = test && `test cost ${costText(test.testCost)}`;
      if (step === null) {
        const at = test && test.step !== latest ? ` (at step ${countText(test.step)})` : '';
        return `Now, step ${countText(latest)}${cost ? `: ${cost}${at}` : ''}. Move the slider to look back.`;
      }
      const goes = run.$transport.get().state === 'training' ? ` Training goes on: step ${countText(latest)}.` : '';
      return `Step ${countText(step)}${cost ? `: ${cost}` : ''}; every figure on this page shows the network of that step.${goes}`;
    };

    /** Asks for the next frame that is missing, the one looked at before all others. */
    const fetchNext = (indices: number[]) => {
      const steps = run.$checkpoints.get();
      const cheap = run.$record.get() && !this.#touched ? [steps[0]!, steps.at(-1)!] : steps;
      const at = [steps[chosen()]!, ...cheap].find((step) => cheap.includes(step) && !this.#frames.has(step));
      question.ask(at === undefined ? null : { kind: 'reconstruct', which: 'network', indices, at });
    };

    const draw = () => {
      const [steps, config, labels] = [run.$checkpoints.get(), run.$config.get(), run.$labels.get()];
      // A recording's moments are on their way; a run that has not begun has none, and a control switched off loses the focus.
      slider.disabled = play.disabled = config !== null && !run.$record.get() && steps.length < 2;
      now.disabled = run.$shownStep.get() === null;
      if (impatient && steps.length > 1) return playOn();
      play.textContent = timer || impatient ? 'Pause' : 'Play';
      slider.max = String(Math.max(1, steps.length - 1));
      slider.value = String(steps.length < 2 ? 1 : chosen());
      const words = sentence();
      slider.setAttribute('aria-valuetext', words);
      spoken.say(words);
      if (config !== this.#of) {
        this.#of = config;
        this.#frames.clear();
        this.#images = undefined;
      }
      // After the run went back, the networks of later steps are others.
      for (const step of this.#frames.keys()) if (!steps.includes(step)) this.#frames.delete(step);
      if (!config || labels.length === 0 || steps.length === 0) return;
      // The build's picture is of this very recording, and whole.
      const record = run.$record.get();
      if (record && record.name === this.dataset['record'] && !this.#touched) return;
      const indices = stripIndices(labels);
      fetchNext(indices);
      const { style } = get('figure');
      if (style.getPropertyValue('--moments') !== String(steps.length)) style.setProperty('--moments', String(steps.length));
      figure.update({
        steps,
        frames: steps.map((step) => this.#frames.get(step)),
        labels: indices.map((index) => labels[index]!),
        images: this.#images,
        chosen: chosen(),
      });
    };

    const stop = () => {
      clearInterval(timer);
      timer = undefined;
      impatient = false;
      draw();
    };
    signal.addEventListener('abort', () => clearInterval(timer));
    const advance = () => {
      look(chosen() + 1);
      if (chosen() >= run.$checkpoints.get().length - 1) stop();
    };
    const on = (element: HTMLElement, type: string, act: () => void) => element.addEventListener(type, act, { signal });
    on(slider, 'input', () => {
      clearInterval(timer);
      timer = undefined;
      look(Number(slider.value));
    });
    const playOn = () => {
      impatient = run.$checkpoints.get().length < 2;
      if (!impatient) {
        if (chosen() >= run.$checkpoints.get().length - 1) look(0);
        timer = setInterval(advance, PACE);
      }
      draw();
    };
    on(play, 'click', () => {
      if (timer || impatient) return stop();
      playOn();
    });
    on(now, 'click', () => {
      run.look(null);
      spoken.acted();
      stop();
    });
    this.follow(question.$answer, signal, (given) => {
      const answer = answerOf(given, 'reconstruct');
      if (answer?.reconstructions.length && run.$config.get() === this.#of) {
        this.#frames.set(answer.step, answer.reconstructions);
        this.#images = answer.images;
      }
      draw();
    });
    onAny([run.$checkpoints, run.$labels, run.$transport], signal, draw);
  }
}
