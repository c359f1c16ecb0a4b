// Slow motion, live: takes one step of the page's run and goes through its five parts.
import { mountSlowMotion } from './figure.ts';
import { STAGES, stageWords } from './words.ts';
import type { StepReport } from '../../runs/run.ts';
import { FigureElement } from '../../kit/island/figure-element.ts';
import { onAny, onState } from '../../kit/island/listen.ts';
import { voice } from '../../kit/island/voice.ts';
import { partsOf } from '../../kit/island/parts.ts';

export class SlowMotionElement extends FigureElement {
  #stage = 0;
  #shown: StepReport | null = null;

  show(signal: AbortSignal): void {
    const { run } = this;
    const get = partsOf(this);
    const button = (name: string) => get<HTMLButtonElement>(`button[name=${name}]`);
    const [take, back, next] = [button('take'), button('back'), button('next')];
    const stages = [...this.querySelectorAll<HTMLButtonElement>('.slow-stages button')];
    const spoken = voice(this, signal);
    const figure = this.lazily(mountSlowMotion, {});

    const sentence = (report: StepReport | null) => {
      const config = run.$config.get();
      if (run.$transport.get().state === 'starting') return 'Getting ready: the digits and an engine.';
      if (!report || !config) return this.dataset['before'] ?? '';
      return `${this.#stage + 1}. ${STAGES[this.#stage]}. ${stageWords(this.#stage, config.spec, report)}`;
    };
    const draw = () => {
      const [config, report] = [run.$config.get(), run.$report.get()];
      if (report !== this.#shown) {
        this.#shown = report;
        this.#stage = 0;
        // The reader asked for this step: it is read aloud as soon as it is there.
        if (report) spoken.acted();
      }
      take.textContent = report ? 'Another step' : 'Take one step';
      back.disabled = !report || this.#stage === 0;
      next.disabled = !report || this.#stage === STAGES.length - 1;
      stages.forEach((stage, k) => {
        stage.disabled = !report;
        stage.setAttribute('aria-pressed', String(report !== null && k === this.#stage));
      });
      spoken.say(sentence(report));
      if (config && (report || this.body.querySelector('.slow canvas'))) figure.update({ spec: config.spec, report, stage: this.#stage });
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
    onAny([run.$report, run.$config], signal, draw);
    onState(run, signal, draw);
  }
}
