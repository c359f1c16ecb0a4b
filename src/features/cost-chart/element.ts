// The cost chart, live: follows the run's costs; the reader chooses the scales and reads any step.
import { costReading } from '../../kit/draw/cost-curve.ts';
import { mountCostChart } from './figure.ts';
import { NOTEBOOK_RUN } from '../../model/reference.ts';
import { FigureElement } from '../../kit/island/figure-element.ts';
import { onAny } from '../../kit/island/listen.ts';
import { voice } from '../../kit/island/voice.ts';
import { partsOf } from '../../kit/island/parts.ts';

export class CostChartElement extends FigureElement {
  #reading: number | null = null;

  /** In a stage the other figures need some of the height. */
  protected override get fills(): boolean {
    return super.fills || this.pinned;
  }

  show(signal: AbortSignal): void {
    const { run } = this;
    const get = partsOf(this);
    const slider = get<HTMLInputElement>('input[name=at]');
    const box = (name: string) => get<HTMLInputElement>(`input[name=${name}]`);
    const [logSteps, logCost] = [box('log-steps'), box('log-cost')];
    const spoken = voice(this, signal);
    const read = (step: number | null) => {
      this.#reading = step;
      if (step !== null) slider.value = String(step);
      draw();
    };
    const figure = this.lazily(mountCostChart, { onRead: read });
    const draw = () => {
      const config = run.$config.get();
      if (!config) return;
      // The notebook's own curve stays: it is what the figure is about.
      const beside = this.getAttribute('beside') === 'notebook';
      const [costs, ghost] = [run.$costs.get(), beside ? NOTEBOOK_RUN : run.$ghost.get()];
      const steps = config.train.steps;
      const data = {
        costs,
        ghost: ghost?.costs ?? [],
        baselines: run.$baselines.get(),
        steps,
        logSteps: logSteps.checked,
        logCost: logCost.checked,
        reading: this.#reading,
        ...(beside && { names: { test: 'test', ghost: NOTEBOOK_RUN.label } }),
      };
      figure.update(data);
      const last = costs.at(-1)?.step ?? 0;
      slider.max = String(steps);
      slider.step = String(Math.max(1, Math.round(steps / 200)));
      if (this.#reading === null) slider.value = String(last);
      spoken.say(`${costReading(costs, this.#reading ?? last, data.ghost, ghost?.label) || 'Nothing trained yet'}.`);
    };
    onAny([run.$costs, run.$ghost, run.$baselines, run.$config], signal, draw);
    for (const toggle of [logSteps, logCost]) toggle.addEventListener('change', draw, { signal });
    slider.addEventListener(
      'input',
      () => {
        read(slider.valueAsNumber);
        spoken.acted();
      },
      { signal },
    );
  }
}
