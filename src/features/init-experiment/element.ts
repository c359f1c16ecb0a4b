// Two starts compared: the notebook's recipe from the same seed, with weights and biases from normal(0, 0.1) or normal(0, 0.01).
import { tested } from '../../kit/draw/cost-curve.ts';
import type { TestedPoint } from '../../model/cost.ts';
import { countText, RUN_BEFORE, testCostText } from '../../kit/words.ts';
import { mountCostChart } from '../cost-chart/figure.ts';
import { recipeRun } from '../../model/recipes.ts';
import { DEFAULT_SET } from '../../data/sets/index.ts';
import type { RunConfig } from '../../model/spec.ts';
import { getRun } from '../../runs/registry.ts';
import { isBusy } from '../../runs/transport.ts';
import { onAny } from '../../kit/island/listen.ts';
import { loadingText } from '../../kit/island/transport-text.ts';
import { FigureElement } from '../../kit/island/figure-element.ts';
import { partsOf } from '../../kit/island/parts.ts';

/** The spread a config starts from, where all tensors share one. */
function sigmaOf(config: RunConfig | null): number | undefined {
  return config?.train.weights.kind === 'normal' ? config.train.weights.sigma : undefined;
}

export class InitExperimentElement extends FigureElement {
  /** What each run came to, by sigma: kept in words, for runs of different length cannot be compared. */
  readonly #results = new Map<number, TestedPoint>();
  #before: number | undefined;

  show(signal: AbortSignal): void {
    const run = getRun('init');
    const get = partsOf(this);
    const steps = get<HTMLInputElement>('input[name=steps]');
    const buttons = [...this.querySelectorAll<HTMLButtonElement>('button[data-sigma]')];
    const figure = this.lazily(mountCostChart, {});
    const draw = () => {
      const config = run.$config.get();
      const [costs, ghost] = [run.$costs.get(), run.$ghost.get()?.costs ?? []];
      const [sigma, last] = [sigmaOf(config), tested(costs).at(-1)];
      if (!config || !sigma || costs.length === 0) return; // the reference's curves stay until the reader's own begin
      if (last) this.#results.set(sigma, last);
      const total = config.train.steps;
      const names = { test: `σ = ${sigma}:`, ghost: this.#before === sigma ? RUN_BEFORE : `σ = ${this.#before}:` };
      figure.update({ costs, ghost, baselines: run.$baselines.get(), steps: total, logSteps: false, logCost: true, reading: null, names });
      const sentences = [...this.#results].map(([each, result]) => `from σ = ${each}, ${testCostText(result)}`);
      get('[data-says]').textContent = `Your runs: ${sentences.join('; ')}.`;
    };
    const speak = () => {
      const transport = run.$transport.get();
      const { loading, progress, state } = transport;
      const sigma = sigmaOf(run.$config.get());
      buttons.forEach((button) => {
        const own = Number(button.dataset['sigma']) === sigma;
        button.textContent = isBusy(transport) && own ? 'Pause' : `Run σ = ${button.dataset['sigma']}`;
      });
      get('[role=alert]').textContent = transport.state === 'failed' ? transport.failure.message : '';
      const { step } = progress;
      const text = loading
        ? `${loadingText(loading)}.`
        : {
            starting: 'Starting.',
            training: `Training from σ = ${sigma}.`,
            paused: `Paused at step ${step}.`,
            done: `Done: ${countText(step)} steps from σ = ${sigma}.`,
          }[state as string];
      const status = get('[role=status]');
      if (text && status.textContent !== text) status.textContent = text;
    };
    onAny([run.$costs, run.$ghost, run.$baselines], signal, draw);
    onAny([run.$transport], signal, speak);
    for (const button of buttons) {
      button.addEventListener(
        'click',
        () => {
          const sigma = Number(button.dataset['sigma']);
          const transport = run.$transport.get();
          const own = sigmaOf(run.$config.get()) === sigma;
          if (own && isBusy(transport)) return run.pause();
          if (own && transport.state === 'paused' && transport.steps === steps.valueAsNumber) return run.train();
          if (!steps.reportValidity()) return;
          if (run.$costs.get().length > 1) this.#before = sigmaOf(run.$config.get());
          const data = getRun(this.getAttribute('run') ?? 'digits').$config.get()?.data ?? DEFAULT_SET;
          const notebook = recipeRun('notebook', data, 0);
          const init = { kind: 'normal', sigma } as const;
          run.configure({ ...notebook, train: { ...notebook.train, steps: steps.valueAsNumber, weights: init, biases: init } });
          run.train();
        },
        { signal },
      );
    }
  }
}
