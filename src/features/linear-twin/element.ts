// A linear autoencoder, trained by the reader on the page's digits, and the angles between its plane and PCA's.
import { costText, countText, tested } from '../../kit/draw/cost-curve.ts';
import { mountSubspace } from './figure.ts';
import { linearRun } from '../../model/recipes.ts';
import type { RunConfig } from '../../model/spec.ts';
import { getRun } from '../../runs/registry.ts';
import { FigureElement } from '../../kit/island/figure-element.ts';
import { answerOf, ownQuestion } from '../../kit/island/questions.ts';
import { timeText } from '../../kit/island/transport-text.ts';
import { subspaceText } from '../../kit/island/twin-text.ts';
import { onTheme, voice } from '../../kit/island/voice.ts';

const BUTTON: Readonly<Record<string, string>> = { starting: 'Pause', training: 'Pause', paused: 'Resume', done: 'Train again' };
const SPOKEN: Readonly<Record<string, string>> = { starting: 'Starting.', training: 'Training.', paused: 'Paused.' };

export class LinearTwinElement extends FigureElement {
  show(signal: AbortSignal): void {
    const { run } = this;
    const get = <Kind extends Element>(selector: string) => this.querySelector<Kind>(selector)!;
    const button = get<HTMLButtonElement>('button[name=train]');
    const spoken = voice(this, signal);
    const question = ownQuestion(this, run, 'subspace', signal);
    const figure = this.lazily(mountSubspace, {});

    /** The same digits as the page's own run has; those of a run under way stay. */
    const prepare = (page: RunConfig | null) => {
      const own = run.$config.get();
      if (!page || !own) return;
      const untrained = run.$costs.get().length === 0 && run.$phase.get() === 'idle';
      const wanted = linearRun(page.data, page.digits, own.seed);
      if (untrained && JSON.stringify(wanted) !== JSON.stringify(own)) run.configure(wanted);
      // Asked after the page's recording was opened: it holds the exact PCA, which takes seconds to compute.
      question.ask({ kind: 'subspace', which: 'network' });
    };
    const draw = () => {
      const answer = answerOf(question.$answer.get(), 'subspace');
      const config = run.$config.get();
      if (!answer || !config) return;
      figure.update({ steps: config.train.steps, path: answer.path, components: answer.components, own: answer });
      spoken.say(subspaceText(answer));
    };
    const write = (out: string, text: string) => {
      const place = get(`[data-out=${out}]`);
      if (place.textContent !== text) place.textContent = text;
    };
    const speak = () => {
      const [phase, loading, progress] = [run.$phase.get(), run.$loading.get(), run.$progress.get()];
      const last = tested(run.$costs.get()).at(-1);
      const pca = run.$baselines.get()?.pca2;
      button.textContent = BUTTON[phase] ?? 'Train';
      write('step', `${countText(progress.step)} of ${countText(run.$config.get()?.train.steps ?? 0)}`);
      write('test', last ? costText(last.testCost) : '–');
      write('pca', pca === undefined ? '–' : costText(pca));
      write(
        'left',
        loading ? `${loading.what}, ${Math.round(100 * loading.fraction)} %` : phase === 'training' ? timeText(progress.secondsLeft) : '–',
      );
      get('[role=alert]').textContent = run.$failure.get()?.message ?? '';
    };
    this.follow(run.$config, signal, () => {
      prepare(getRun('digits').$config.get());
      draw();
    });
    this.follow(getRun('digits').$config, signal, prepare);
    this.follow(question.$answer, signal, draw);
    for (const store of [run.$phase, run.$loading, run.$failure, run.$progress, run.$baselines, run.$costs]) {
      this.follow<unknown>(store, signal, speak);
    }
    this.follow(run.$phase, signal, (phase) => {
      if (phase === 'done') return spoken.acted();
      const text = SPOKEN[phase];
      if (text) get('[role=status]').textContent = text;
    });
    button.addEventListener(
      'click',
      () => {
        const phase = run.$phase.get();
        if (phase === 'starting' || phase === 'training') return run.pause();
        if (phase === 'failed') return run.retry();
        if (phase === 'done') run.reset();
        run.train();
      },
      { signal },
    );
    get('button[name=seed]').addEventListener('click', () => run.newSeed(), { signal });
    onTheme(signal, draw);
  }
}
