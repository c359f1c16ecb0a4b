// Slow motion, live: goes through the five parts of a step, of the recorded run's first until the reader takes one of the page's run.
import { mountSlowMotion } from './figure.ts';
import { namedWords, recordedWords, STAGES } from './words.ts';
import type { StepReport } from '../../runs/run.ts';
import { parseKeptStep, type KeptStep } from '../../model/kept-step.ts';
import { FigureElement } from '../../kit/island/figure-element.ts';
import { onAny, onState } from '../../kit/island/listen.ts';
import { voice } from '../../kit/island/voice.ts';
import { partsOf } from '../../kit/island/parts.ts';

export class SlowMotionElement extends FigureElement {
  #stage = 0;
  #shown: StepReport | null = null;
  /** The step that the build took; undefined until it is fetched. */
  #recorded: KeptStep | undefined;

  show(signal: AbortSignal): void {
    const { run } = this;
    const get = partsOf(this);
    const button = (name: string) => get<HTMLButtonElement>(`button[name=${name}]`);
    const [take, back, next] = [button('take'), button('back'), button('next')];
    const stages = [...this.querySelectorAll<HTMLButtonElement>('.slow-stages button')];
    const spoken = voice(this, signal);
    const figure = this.lazily(mountSlowMotion, {});

    const step = (): KeptStep | undefined => {
      const [config, report] = [run.$config.get(), run.$report.get()];
      return config && report ? { spec: config.spec, report } : this.#recorded;
    };
    const sentence = ({ spec, report }: KeptStep) =>
      run.$transport.get().state === 'starting'
        ? 'Getting ready: the digits and an engine.'
        : (run.$report.get() ? namedWords : recordedWords)(this.#stage, spec, report);
    const draw = () => {
      const own = run.$report.get();
      if (own !== this.#shown) {
        this.#shown = own;
        this.#stage = 0;
        // The reader asked for this step: it is read aloud as soon as it is there.
        if (own) spoken.acted();
      }
      take.textContent = own ? 'Another step' : 'Take one step';
      const shown = step();
      back.disabled = !shown || this.#stage === 0;
      next.disabled = !shown || this.#stage === STAGES.length - 1;
      stages.forEach((stage, k) => {
        stage.disabled = !shown;
        stage.setAttribute('aria-pressed', String(k === this.#stage));
      });
      // The picture of the build is this step's first part.
      if (!shown) return;
      spoken.say(sentence(shown));
      figure.update({ ...shown, stage: this.#stage });
    };
    const fetchRecorded = async () => {
      try {
        this.#recorded ??= parseKeptStep(await (await fetch(this.dataset['step']!)).json());
      } catch {
        return; // the picture stays, and a step of the reader's own can be taken
      }
      if (!signal.aborted) draw();
    };
    const go = (stage: number) => {
      // A button that is switched off loses the focus: it goes to the one that leads the other way.
      const held = document.activeElement;
      this.#stage = stage;
      spoken.acted();
      draw();
      if (held === next && next.disabled) back.focus();
      if (held === back && back.disabled) next.focus();
    };
    const on = (element: HTMLElement, act: () => void) => element.addEventListener('click', act, { signal });
    on(take, () => {
      if (run.$transport.get().state === 'done') run.reset();
      run.magnify();
    });
    on(back, () => go(this.#stage - 1));
    on(next, () => go(this.#stage + 1));
    stages.forEach((stage, k) => on(stage, () => go(k)));
    void fetchRecorded();
    onAny([run.$report, run.$config], signal, draw);
    onState(run, signal, draw);
  }
}
